import { z } from 'zod'
import { kafkaSchema } from './kafka-schema.ts'
import { hashSchema } from './hash-schema.ts'
import { limitsSchema } from './limits-schema.ts'
import { listenSchema } from './listen-schema.ts'
import { metricsSchema } from './metrics-schema.ts'
import { networksSchema } from './networks-schema.ts'
import { phrasesSchema } from './phrases-schema.ts'
import { contactsSchema } from './contacts-schema.ts'
import { historySchema } from './history-schema.ts'
import { populationSchema } from './population-schema.ts'
import { privacySchema } from './privacy-schema.ts'
import { registrarsSchema } from './registrars-schema.ts'
import { rolesSchema } from './roles-schema.ts'
import { section } from './section.ts'
import { webSchema } from './web-schema.ts'

/** The configuration file: a section for each file beside this one. Every option has a default, so an empty file is valid. */
export const configSchema = section({
  listen: listenSchema,
  kafka: kafkaSchema,
  web: webSchema,
  registrars: registrarsSchema,
  networks: networksSchema,
  roles: rolesSchema,
  phrases: phrasesSchema,
  privacy: privacySchema,
  hash: hashSchema,
  population: populationSchema,
  history: historySchema,
  contacts: contactsSchema,
  metrics: metricsSchema,
  limits: limitsSchema,
})

/** What the configuration file says, with every default filled in. */
export type Config = z.output<typeof configSchema>
