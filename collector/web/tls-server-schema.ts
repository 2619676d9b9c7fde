import type { SecureContextOptions } from 'node:tls'
import { z } from 'zod'
import { certificateFile, certificateText, privateKeyFile, privateKeyText, tlsMismatch } from '../config/pem.ts'
import { listOf, oneOf, section } from '../config/section.ts'
import { cipherList, cipherSuites, type ClientAuthType, clientAuthTypes, curves, tlsVersions } from './tls-names.ts'

/** TLS as the web configuration file asks for it. */
export interface TlsSettings {
  readonly context: SecureContextOptions
  readonly clientAuth: ClientAuthType
  /** A client certificate has to have one of these names; undefined when any will do. */
  readonly clientAllowedSans: readonly string[] | undefined
}

const written = section({
  cert: certificateText.optional(),
  cert_file: certificateFile.optional(),
  key: privateKeyText.optional(),
  key_file: privateKeyFile.optional(),
  client_ca: certificateText.optional(),
  client_ca_file: certificateFile.optional(),
  // The older name of RequireAnyClientCert is still read.
  client_auth_type: z.preprocess(
    (found) => (found === 'RequireClientCert' ? 'RequireAnyClientCert' : found),
    word(clientAuthTypes).default('NoClientCert'),
  ),
  client_allowed_sans: listOf(z.string('write a name'), 'a name of a client certificate').optional(),
  min_version: word(keysOf(tlsVersions)).default('TLS12'),
  max_version: word(keysOf(tlsVersions)).default('TLS13'),
  cipher_suites: listOf(word(keysOf(cipherSuites)), oneOf(keysOf(cipherSuites))).default(() => []),
  prefer_server_cipher_suites: z.boolean('write true or false').default(true),
  curve_preferences: listOf(word(keysOf(curves)), oneOf(keysOf(curves))).default(() => []),
})

type Written = z.output<typeof written>

/** `tls_server_config`. The files are read, and held against each other, when the file is. */
export const tlsServerSchema = written.transform((read, context): TlsSettings => {
  const refuse = (path: keyof Written, message: string, instead?: string): never => {
    context.addIssue({ code: 'custom', path: [path], message, ...(instead === undefined ? {} : { params: { instead } }) })
    return z.NEVER
  }
  for (const key of ['cert', 'key', 'client_ca'] as const)
    if (read[key] !== undefined && read[`${key}_file`] !== undefined) return refuse(key, `take out ${key} or ${key}_file`, 'given twice')
  const cert = read.cert ?? read.cert_file
  const key = read.key ?? read.key_file
  if (cert === undefined) return refuse('cert_file', 'write the path of a certificate in PEM form')
  if (key === undefined) return refuse('key_file', 'write the path of its private key in PEM form')
  const ca = read.client_ca ?? read.client_ca_file
  const { path, message } = clientProblem(read, ca) ?? {}
  if (path !== undefined && message !== undefined) return refuse(path, message)
  if (read.min_version === 'TLS13' && read.max_version === 'TLS12') return refuse('max_version', 'write TLS13, min_version asks for it')

  const tls = {
    cert,
    key: key.reveal(),
    ...(ca === undefined ? {} : { ca }),
    minVersion: tlsVersions[read.min_version],
    maxVersion: tlsVersions[read.max_version],
    honorCipherOrder: read.prefer_server_cipher_suites,
    ...(read.cipher_suites.length > 0 ? { ciphers: cipherList(read.cipher_suites) } : {}),
    ...(read.curve_preferences.length > 0 ? { ecdhCurve: read.curve_preferences.map((name) => curves[name]).join(':') } : {}),
  }
  const mismatch = tlsMismatch(tls)
  if (mismatch !== undefined) return refuse(read.key === undefined ? 'key_file' : 'key', mismatch.message, mismatch.params.instead)
  return { context: tls, clientAuth: read.client_auth_type, clientAllowedSans: read.client_allowed_sans }
})

/** Without a CA of one's own, whatever a public one has signed would be let in. */
function clientProblem(read: Written, ca: string | undefined): { path: keyof Written; message: string } | undefined {
  const { client_auth_type: type, client_allowed_sans: sans } = read
  const verifies = type === 'VerifyClientCertIfGiven' || type === 'RequireAndVerifyClientCert'
  if (verifies && ca === undefined) return { path: 'client_ca_file', message: `write it, ${type} has nothing to verify by` }
  if (ca !== undefined && type === 'NoClientCert') return { path: 'client_auth_type', message: 'write RequireAndVerifyClientCert' }
  if (sans !== undefined && type !== 'RequireAnyClientCert' && type !== 'RequireAndVerifyClientCert')
    return { path: 'client_allowed_sans', message: 'write client_auth_type: RequireAndVerifyClientCert too, or no name is ever looked at' }
  return undefined
}

function word<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, `write ${oneOf(words)}`)
}

function keysOf<const Table extends Readonly<Record<string, string>>>(table: Table): (keyof Table & string)[] {
  return Object.keys(table)
}
