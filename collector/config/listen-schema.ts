import { listenAddressForms, parseListenAddress } from './listen-address.ts'
import { listOf, parsed, section } from './section.ts'

/** A list of addresses to listen on; what is written here holds when the key is missing. */
export function listenAddresses(usual: string) {
  return listOf(parsed(parseListenAddress, listenAddressForms), listenAddressForms).prefault(() => [usual])
}

/** `listen`: where HEP arrives. */
export const listenSchema = section({
  udp: listenAddresses(':9062').describe('HEP over UDP: one packet a datagram.'),
  tcp: listenAddresses(':9062').describe('HEPv3 over TCP.'),
})
  .prefault({})
  .describe(
    'Where capture agents send HEP. An address is [HOST]:PORT; without a host all interfaces are meant, IPv4 and IPv6. ' +
      'An empty list turns one off. HOMER has 9060, so both can stand on one host.',
  )
