import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import { z } from 'zod'
import { fileText } from './file-text.ts'
import { Secret } from './secret.ts'

const isCertificate = (text: string) => new X509Certificate(text)
const isPrivateKey = (text: string) => createPrivateKey(text)

/** The text of a file with a certificate and its chain, or with several. */
export const certificateFile = fileText.transform((text, context) => checked(text, isCertificate, 'file', context))

/** The text of a file with a private key. */
export const privateKeyFile = fileText.transform((text, context) => new Secret(checked(text, isPrivateKey, 'file', context)))

/** A certificate that stands in the configuration itself. */
export const certificateText = z.unknown().transform((found, context) => checked(found, isCertificate, 'text', context))

/** A private key that stands in the configuration itself. */
export const privateKeyText = z.unknown().transform((found, context) => new Secret(checked(found, isPrivateKey, 'text', context)))

/** What is wrong with certificate and key taken together: an issue for the key, or undefined. */
export function tlsMismatch(options: SecureContextOptions & { cert: string; key: string }) {
  if (!new X509Certificate(options.cert).checkPrivateKey(createPrivateKey(options.key)))
    return { message: 'give the two that were made together', params: { instead: 'the key does not belong to the certificate' } }
  try {
    createSecureContext(options)
    return undefined
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    return { message: 'give a stronger certificate and key', params: { instead: `TLS does not take these two (${found})` } }
  }
}

/** What was found is not shown: it may be a key. */
function checked(found: unknown, read: (text: string) => unknown, where: 'file' | 'text', context: z.core.$RefinementCtx): string {
  try {
    const text = String(found)
    read(text)
    return text
  } catch (error) {
    const form = where === 'file' ? 'give a file in PEM form' : 'write it in PEM form'
    context.addIssue({ code: 'custom', message: form, params: { instead: `the ${where} ${reasonOf(error)}` } })
    return z.NEVER
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  return code === 'ERR_MISSING_PASSPHRASE' ? 'is protected by a passphrase' : `holds something else (${code})`
}
