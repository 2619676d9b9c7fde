import type { Tally } from './tally.ts'

const NO_SIP =
  'No SIP was read. See that the capture has the port of your servers (tcpdump: udp port 5060). SIP inside TLS or IPsec cannot be read from the wire: ' +
  'let the SIP server itself send HEP.'
const NO_REGISTER =
  'SIP was read, but no REGISTER. See that the capture was taken between phones and registrar, at a time when one registers. --method=INVITE shows calls.'

/** What to look at next where a file has no attempt; undefined where it has, or where another method was asked for. */
export function nothingFound({ method, attempts, packets, dropped }: Tally): string | undefined {
  if (attempts > 0) return undefined
  const unused = [...dropped.values()].reduce((sum, count) => sum + count, 0)
  if (packets <= unused) return NO_SIP
  return method === 'REGISTER' ? NO_REGISTER : undefined
}
