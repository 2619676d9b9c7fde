import { listenAddressForms, parseListenAddress } from './listen-address.ts'
import { listOf, parsed } from './section.ts'

/** A list of addresses to listen on; what is written here holds when the key is missing. */
export function listenAddresses(usual: string) {
  return listOf(parsed(parseListenAddress, listenAddressForms), listenAddressForms).prefault(() => [usual])
}
