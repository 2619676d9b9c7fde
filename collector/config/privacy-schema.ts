import { z } from 'zod'
import { oneOf } from './section.ts'

const ways = ['hashed', 'clear'] as const

/** `privacy`: how users are named to the outside. */
export const privacySchema = z
  .enum(ways, `write ${oneOf(ways)}`)
  .default('hashed')
  .describe(
    'How users are named to whoever reads what regwatch serves: hashed, or clear. Call-IDs and addresses of clients are hashed too, unless the ' +
      'reader has shown who it is (--web.config.file).',
  )
