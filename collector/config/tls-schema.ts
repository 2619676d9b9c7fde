import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { z } from 'zod'
import { fileText } from './file-text.ts'
import { listenAddresses } from './listen-addresses.ts'
import { Secret } from './secret.ts'
import { section } from './section.ts'

/** `listen.tls`: HEP inside TLS. The files are read, and held against each other, when the configuration is. */
export const tlsSchema = section({
  addresses: listenAddresses(':9063').describe('Where TLS is spoken.'),
  cert_file: pemFile((text) => new X509Certificate(text))
    .describe('Certificate and its chain, PEM.')
    .meta({ sample: '/etc/regwatch/hep.crt' }),
  key_file: pemFile((text) => createPrivateKey(text))
    .describe('Private key of the certificate, PEM, without a passphrase.')
    .meta({ sample: '/etc/regwatch/hep.key' }),
  client_ca_file: pemFile((text) => new X509Certificate(text))
    .optional()
    .describe('With it an agent has to show a certificate that one of these signed (mutual TLS).')
    .meta({ sample: '/etc/regwatch/agents-ca.crt' }),
}).transform(({ addresses, cert_file: cert, key_file: key, client_ca_file: clientCa }, context) => {
  const problem = mismatch(cert, key, clientCa)
  if (problem === undefined) return { addresses, cert, key: new Secret(key), clientCa }
  context.addIssue({ code: 'custom', path: ['key_file'], ...problem })
  return z.NEVER
})

/** A file whose text `read` can make something of. */
function pemFile(read: (text: string) => unknown) {
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

function mismatch(cert: string, key: string, clientCa: string | undefined) {
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    return {
      message: 'give the two that were made together',
      params: { instead: 'the key does not belong to the certificate in cert_file' },
    }
  try {
    createSecureContext({ cert, key, ...(clientCa === undefined ? {} : { ca: clientCa }) })
    return undefined
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    return { message: 'give a stronger certificate and key', params: { instead: `TLS does not take these files (${found})` } }
  }
}
