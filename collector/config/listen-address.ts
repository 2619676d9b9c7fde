import { isIPv4, isIPv6 } from 'node:net'

/** Where to listen. An empty `host` means all interfaces, IPv4 and IPv6. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
}

/** What an address to listen on looks like; ends the sentence "write …". */
export const listenAddressForms = 'an address and a port such as :9062, 127.0.0.1:9062 or [::1]:9062'

const PORT_MAX = 65_535

/** Reads `HOST:PORT`, `[IPv6]:PORT` or `:PORT`; undefined for anything else. Port 0 takes any free port. */
export function parseListenAddress(text: string): ListenAddress | undefined {
  const parts = /^(?:\[(?<v6>[^\]]+)\]|(?<v4>[^:[\]]*)):(?<port>\d{1,5})$/.exec(text)?.groups
  if (parts === undefined) return undefined
  const port = Number(parts['port'])
  if (port > PORT_MAX) return undefined
  const host = parts['v6'] ?? parts['v4'] ?? ''
  const known = parts['v6'] === undefined ? host === '' || host === 'localhost' || isIPv4(host) : isIPv6(host)
  return known ? { host, port } : undefined
}

/** Writes an address as `parseListenAddress` reads it. */
export function listenAddressText({ host, port }: ListenAddress): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`
}
