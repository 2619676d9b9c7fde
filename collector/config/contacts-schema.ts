import { z } from 'zod'
import { amount, section } from './section.ts'

/** `contacts`: whether and of how many users the registered contacts are counted. */
export const contactsSchema = section({
  enabled: z.boolean('write true or false').default(true).describe('Whether they are counted.'),
  users: amount({ least: 1_000, most: 4_000_000, usual: 1_000_000 }).describe('Users whose contacts are counted, 36 bytes each.'),
})
  .prefault({})
  .describe(
    'How many contacts are registered (sip_registered_contacts), by what each 200 lists; known again, after a restart, when their users register next.',
  )
