import { z } from 'zod'
import { amount, section } from './section.ts'

/** `history`: how long users are remembered who got through. */
export const historySchema = section({
  enabled: z.boolean('write true or false').default(true).describe('Whether users are remembered.'),
  users: amount({ least: 1_000, most: 2_000_000, usual: 1_000_000 }).describe('Users that are remembered, 40 bytes each.'),
  days: amount({ least: 1, most: 365, usual: 30 }).describe('For how long.'),
  write_seconds: amount({ least: 10, most: 86_400, usual: 300 }).describe(
    'How often it is written to --data.dir; also when regwatch stops.',
  ),
})
  .prefault({})
  .describe('When each user registered last, by hash: it tells "never worked" from "stopped working". Kept over restarts in --data.dir.')
