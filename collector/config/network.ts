import { isIP } from 'node:net'

/** What a network looks like; ends the sentence "write …". */
export const networkForms = 'an address or a network such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32'

/** Checks an address or a network and writes it with its prefix length (`192.0.2.7` becomes `192.0.2.7/32`); undefined when it is neither. */
export function parseNetwork(text: string): string | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return undefined
  const longest = family === 4 ? 32 : 128
  if (prefix === undefined) return `${address}/${longest}`
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest ? `${address}/${Number(prefix)}` : undefined
}
