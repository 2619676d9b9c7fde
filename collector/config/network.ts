import { isIP } from 'node:net'

/** What a network looks like; ends the sentence "write …". */
export const networkForms = 'an address or a network such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32'

/** Checks an address or a network and writes it with its prefix length (`192.0.2.7` becomes `192.0.2.7/32`); undefined when it is neither. */
export function parseNetwork(text: string): string | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  // A zone (fe80::1%eth0) names an interface, not a network.
  if (family === 0 || address.includes('%') || rest.length > 0) return undefined
  const longest = family === 4 ? 32 : 128
  if (prefix === undefined) return `${address}/${longest}`
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest ? `${address}/${Number(prefix)}` : undefined
}

/** The network around an address that has bits behind its prefix (`192.0.2.0/24` of `192.0.2.5/24`); undefined when it has none. */
export function networkAround(network: string): string | undefined {
  const [address = '', prefix = ''] = network.split('/')
  const width = isIP(address) === 4 ? 8 : 16
  const groups = width === 8 ? address.split('.').map(Number) : groupsOf(address)
  const kept = groups.map((group, index) => {
    const behind = width - Math.min(Math.max(Number(prefix) - index * width, 0), width)
    return (group >> behind) << behind
  })
  if (kept.every((group, index) => group === groups[index])) return undefined
  return `${width === 8 ? kept.join('.') : canonical(kept.map((group) => group.toString(16)).join(':'))}/${prefix}`
}

function groupsOf(address: string): number[] {
  const [head = [], tail] = canonical(address)
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))))
  return tail === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

/** The short form of an IPv6 address, as URLs have it: without a dotted end. */
function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1)
}
