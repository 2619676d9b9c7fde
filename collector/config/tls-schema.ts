import { z } from 'zod'
import { listenAddresses } from './listen-addresses.ts'
import { certificateFile, privateKeyFile, tlsMismatch } from './pem.ts'
import { section } from './section.ts'

/** `listen.tls`: HEP inside TLS. The files are read, and held against each other, when the configuration is. */
export const tlsSchema = section({
  addresses: listenAddresses(':9063').describe('Addresses on which TLS is spoken.'),
  cert_file: certificateFile.describe('Certificate and its chain, PEM.').meta({ sample: '/etc/regwatch/hep.crt' }),
  key_file: privateKeyFile.describe('Private key of the certificate, PEM, without a passphrase.').meta({ sample: '/etc/regwatch/hep.key' }),
  client_ca_file: certificateFile
    .optional()
    .describe('With it an agent has to show a certificate that one of these signed (mutual TLS).')
    .meta({ sample: '/etc/regwatch/agents-ca.crt' }),
}).transform(({ addresses, cert_file: cert, key_file: key, client_ca_file: clientCa }, context) => {
  const problem = tlsMismatch({ cert, key: key.reveal(), ...(clientCa === undefined ? {} : { ca: clientCa }) })
  if (problem === undefined) return { addresses, cert, key, clientCa }
  context.addIssue({ code: 'custom', path: ['key_file'], ...problem })
  return z.NEVER
})
