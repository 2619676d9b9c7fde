import { z } from 'zod'
import { saslSchema } from './kafka-sasl-schema.ts'
import { certificateFile } from './pem.ts'
import { secretFromFile } from './secret.ts'
import { amount, listOf, oneOf, parsed, section } from './section.ts'

/** One broker of the first contact; the others are learnt from it. */
export interface BrokerAddress {
  readonly host: string
  readonly port: number
}

const PORT_MAX = 65_535
const brokerForms = 'a host and a port such as kafka-1.example.org:9092'
const topicForms = 'the name of a topic'
const nameHint = 'write a name without spaces'
const protocols = ['classic', 'consumer'] as const

const name = z.string(nameHint).regex(/^\S+$/, nameHint)
const yesOrNo = z.boolean('write true or false')

const ssl = section({
  ca_file: certificateFile
    .optional()
    .meta({ description: 'Certificates of who signs for the brokers (PEM); those of Node if missing.', sample: 'kafka-ca.pem' }),
  cert_file: certificateFile
    .optional()
    .meta({ description: 'Certificate that the brokers know this collector by (PEM).', sample: 'kafka.pem' }),
  key_file: secretFromFile('Key of that certificate (PEM)').meta({ sample: 'kafka.key' }),
  servername: name
    .optional()
    .meta({ description: "Name to ask for and to check, where it is not the broker's.", sample: 'kafka.example.org' }),
  rejectUnauthorized: yesOrNo.default(true).describe('Whether a certificate that cannot be trusted is refused.'),
})
  .superRefine(({ cert_file, key_file }, context) => {
    if ((cert_file === undefined) === (key_file === undefined)) return
    const [missing, given] = cert_file === undefined ? ['cert_file', 'key_file'] : ['key_file', 'cert_file']
    context.addIssue({ code: 'custom', path: [missing], message: `write it too, or take ${given} out` })
  })
  .optional()
  .describe('TLS; "ssl: {}" is enough where Node knows who signed for the brokers. Without this, plain text.')

/** `kafka`: what is read from Kafka. Key names are those of kafkajs, times are milliseconds. */
export const kafkaSchema = section({
  brokers: listOf(parsed(brokerOf, brokerForms), brokerForms)
    .min(1, `write at least one broker, ${brokerForms}`)
    .meta({ description: 'Brokers of the first contact; the others are learnt from them.', sample: ['127.0.0.1:9092'] }),
  topics: listOf(name, topicForms)
    .min(1, `write ${topicForms}`)
    .meta({ description: 'Topics with HEP in them.', sample: ['hep'] }),
  groupId: name.default('regwatch').describe('Collectors of one group share the partitions and what was read.'),
  clientId: name.default('regwatch').describe('Name of this collector in the logs and quotas of the brokers.'),
  fromBeginning: yesOrNo
    .default(true)
    .describe('Where a group begins that has read nothing yet: at the oldest record, or at what comes from now on.'),
  groupProtocol: z
    .enum(protocols, `write ${oneOf(protocols)}`)
    .default('classic')
    .describe('How the group shares partitions: classic, or consumer (KIP-848, brokers from 4.0 on).'),
  groupInstanceId: name.optional().meta({
    description:
      'A name of its own for each collector: one that died and comes back within the session timeout gets its partitions back at once.',
    sample: 'regwatch-1',
  }),
  sessionTimeout: amount({ least: 6_000, most: 1_800_000, usual: 30_000, unit: 'milliseconds' }).describe(
    'Milliseconds of silence after which the partitions of a collector go to the others; for consumer the brokers set it.',
  ),
  ssl,
  sasl: saslSchema,
})
  .optional()
  .describe('HEP from Kafka, as an input besides "listen". Without this section there is no Kafka.')

/** The section, where there is one. */
export type KafkaConfig = NonNullable<z.output<typeof kafkaSchema>>

function brokerOf(text: string): BrokerAddress | undefined {
  const parts = /^(?:\[(?<v6>[\da-fA-F:.]+)\]|(?<host>[\w.-]+)):(?<port>\d{1,5})$/.exec(text)?.groups
  const host = parts?.['v6'] ?? parts?.['host']
  const port = Number(parts?.['port'])
  return host === undefined || port === 0 || port > PORT_MAX ? undefined : { host, port }
}
