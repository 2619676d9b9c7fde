import { listenAddresses } from './listen-addresses.ts'
import { networks } from './network-schema.ts'
import { oneSecret, secretFromFile, secretFromVariable } from './secret.ts'
import { amount, section } from './section.ts'
import { tlsSchema } from './tls-schema.ts'

const KEY = 'Authentication key that agents have to send (HEP chunk 0x000e; the password of heplify and captagent)'

/** `listen`: where HEP arrives, and from whom. */
export const listenSchema = section({
  udp: listenAddresses(':9062').describe('HEP over UDP: one packet a datagram.'),
  tcp: listenAddresses(':9062').describe('HEPv3 over TCP.'),
  tls: tlsSchema.optional().describe('HEPv3 over TLS, on a port of its own: only where this section is written.'),
  allow: networks.prefault(() => []).describe('Networks that may send; with an empty list everybody may.'),
  auth_key: secretFromVariable('auth_key_file', KEY).meta({ sample: '${HEP_AUTH_KEY}' }),
  auth_key_file: secretFromFile(KEY).meta({ sample: '/etc/regwatch/hep-key' }),
  connections: amount({ least: 1, most: 100_000, usual: 1_000 }).describe(
    'Connections over TCP and TLS, together. One more is refused and counted (too_many_connections).',
  ),
  connections_per_sender: amount({ least: 1, most: 100_000, usual: 100 }).describe(
    'Connections from one address. One more is refused likewise.',
  ),
  idle_seconds: amount({ least: 60, most: 604_800, usual: 3_600 }).describe(
    'A connection over TCP or TLS that is silent for so long is closed; the agent connects again.',
  ),
  handshake_seconds: amount({ least: 1, most: 120, usual: 10 }).describe(
    'A TLS handshake that takes longer is broken off and counted (handshake_failed).',
  ),
  waiting_megabytes: amount({ least: 1, most: 4_096, usual: 64 }).describe(
    'Memory for what has arrived and waits to be read. When it is full, senders over TCP are held back, and datagrams are lost and counted.',
  ),
  receive_buffer_megabytes: amount({ least: 1, most: 1_024, usual: 8 }).describe(
    'Receive buffer asked for each UDP socket. The kernel grants at most net.core.rmem_max; a line in the log says what it was.',
  ),
})
  .transform(({ auth_key, auth_key_file, ...rest }, context) => ({
    ...rest,
    auth_key: oneSecret('auth_key', auth_key, auth_key_file, context),
  }))
  .prefault({})
  .describe(
    'Where capture agents send HEP. An address is [HOST]:PORT; without a host all interfaces are meant, IPv4 and IPv6. ' +
      'An empty list turns one off. HOMER has 9060, so both can stand on one host.',
  )
