import { z } from 'zod'
import { oneSecret, secretFromFile, secretFromVariable } from './secret.ts'
import { section } from './section.ts'

/** Whoever has a hash can try keys: a short one would be found. */
const LEAST_CHARACTERS = 16
const WHAT = `Key of the hashes, at least ${LEAST_CHARACTERS} characters`

/** `hash`: what users are hashed with, in what is shown and in the history. */
export const hashSchema = section({
  key: secretFromVariable('hash.key_file', WHAT).meta({ sample: '${REGWATCH_HASH_KEY}' }),
  key_file: secretFromFile(WHAT).meta({ sample: '/etc/regwatch/hash-key' }),
})
  .transform(({ key, key_file }, context) => {
    const secret = oneSecret('hash.key', key, key_file, context)
    if (secret === undefined || secret.reveal().length >= LEAST_CHARACTERS) return { key: secret }
    const path = [key === undefined ? 'key_file' : 'key']
    const instead = `the key has ${secret.reveal().length} characters`
    context.addIssue({
      code: 'custom',
      path,
      message: `take at least ${LEAST_CHARACTERS}, such as openssl rand -hex 32 gives`,
      params: { instead },
    })
    return z.NEVER
  })
  .prefault({})
  .describe(
    'What users are hashed with, where they are named by hash and in the history. Give all collectors the same, so that their hashes can be compared. ' +
      'Without it one is drawn: anew at each start, for the history once. With another key a history begins anew.',
  )
