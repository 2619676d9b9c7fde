import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Whether an address, as a socket writes it, may send. */
export type AllowList = (address: string) => boolean

/** Answers that are remembered: agents are few. A flood of invented addresses makes it forget, not grow. */
const REMEMBERED = 4_096
const MAPPED = '::ffff:'

/** Makes the check of `networks`, each an address and its prefix length. Undefined where there are none: everybody may send. */
export function createAllowList(networks: readonly string[]): AllowList | undefined {
  if (networks.length === 0) return undefined
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    list.addSubnet(address, Number(prefix), isIPv4(address) ? 'ipv4' : 'ipv6')
  }
  const known = new Map<string, boolean>()
  return (address) => {
    let allowed = known.get(address)
    if (allowed === undefined) {
      allowed = isAllowed(list, senderOf(address))
      if (known.size === REMEMBERED) known.clear()
      known.set(address, allowed)
    }
    return allowed
  }
}

/** The address alone: without the zone of a link-local one, and IPv4 as such where a socket for both families writes it as IPv6 (RFC 4291 §2.5.5.2). */
export function senderOf(address: string): string {
  const unmapped = address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address
  if (isIPv4(unmapped)) return unmapped
  return address.split('%', 1)[0] ?? address
}

function isAllowed(list: BlockList, sender: string): boolean {
  if (isIPv4(sender)) return list.check(sender, 'ipv4')
  return isIPv6(sender) && list.check(sender, 'ipv6')
}
