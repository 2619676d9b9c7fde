import { isIP } from 'node:net'
import type { AddressBytes } from './addresses.ts'

/** Writes the address that `text` spells, at the front of `into`, and tells its width: 4, 16, or 0 when it is no address. */
export function readAddress(text: string, into: Uint8Array): AddressBytes {
  switch (isIP(text)) {
    case 4:
      into.set(ipv4Bytes(text))
      return 4
    case 6:
      into.set(ipv6Bytes(text))
      return 16
    default:
      return 0
  }
}

function ipv4Bytes(text: string): number[] {
  return text.split('.').map(Number)
}

// The text is known to be an address (RFC 4291 §2.2): at most one "::", a dotted end only behind the last colon, perhaps a zone behind "%".
function ipv6Bytes(text: string): number[] {
  const [address = ''] = text.split('%')
  const [head = '', tail] = address.split('::')
  const front = groupBytes(head)
  if (tail === undefined) return front
  const back = groupBytes(tail)
  const gap = Array<number>(16 - front.length - back.length).fill(0)
  return [...front, ...gap, ...back]
}

function groupBytes(groups: string): number[] {
  if (groups === '') return []
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return ipv4Bytes(group)
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}
