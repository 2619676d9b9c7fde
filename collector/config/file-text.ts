import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** A file whose text is no secret, such as a certificate; it is read with the configuration, so that a wrong path is found at the start. */
export const fileText = z
  .string('write the path of a file')
  .min(1, 'write the path of a file')
  .transform((path, context) => {
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
      const instead = code === 'ENOENT' ? `there is no file ${path}` : `the file ${path} cannot be read (${code})`
      context.addIssue({ code: 'custom', message: 'give a file that this user may read', params: { instead } })
      return z.NEVER
    }
  })
