import { z } from 'zod'
import { fileText } from './file-text.ts'

/** A file in PEM form, whose text `read` can make something of. */
export function pemFile(read: (text: string) => unknown) {
  return fileText.transform((text, context): string => {
    try {
      read(text)
      return text
    } catch (error) {
      context.addIssue({ code: 'custom', message: 'give a file in PEM form', params: { instead: `the file ${reasonOf(error)}` } })
      return z.NEVER
    }
  })
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  return code === 'ERR_MISSING_PASSPHRASE' ? 'is protected by a passphrase' : `holds something else (${code})`
}
