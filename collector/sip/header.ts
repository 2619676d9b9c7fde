/**
 * The headers that tracker and rules read, by their lower-case names; a compact form stands after its long one (RFC 3261 §7.3.3).
 * All others are passed over without a look at their value.
 */
const NAMES = {
  callId: ['call-id', 'i'],
  cseq: ['cseq'],
  via: ['via', 'v'],
  to: ['to', 't'],
  from: ['from', 'f'],
  contact: ['contact', 'm'],
  expires: ['expires'],
  authorization: ['authorization'],
  proxyAuthorization: ['proxy-authorization'],
  wwwAuthenticate: ['www-authenticate'],
  proxyAuthenticate: ['proxy-authenticate'],
  authenticationInfo: ['authentication-info'],
  securityClient: ['security-client'],
  securityServer: ['security-server'],
  securityVerify: ['security-verify'],
  retryAfter: ['retry-after'],
  reason: ['reason'],
  warning: ['warning'],
  diagnostics: ['ms-diagnostics', 'ms-diagnostics-public'],
  registrarError: ['p-registrar-error'],
  userAgent: ['user-agent'],
  server: ['server'],
  require: ['require'],
  unsupported: ['unsupported'],
  visitedNetwork: ['p-visited-network-id'],
  date: ['date'],
} as const

export type HeaderName = keyof typeof NAMES

/** Small numbers for the headers, from 1: what the scanner writes down in place of a name. */
export const header = Object.fromEntries(Object.keys(NAMES).map((name, index) => [name, index + 1])) as Readonly<Record<HeaderName, number>>

interface Candidate {
  readonly id: number
  readonly name: Uint8Array
  readonly next: Candidate | undefined
}

const SLOTS = 256
const candidates: (Candidate | undefined)[] = Array.from({ length: SLOTS }, () => undefined)
for (const [key, spellings] of Object.entries(NAMES)) {
  for (const spelling of spellings) {
    const name = Buffer.from(spelling, 'latin1')
    const slot = slotOf(name, 0, name.length)
    candidates[slot] = { id: header[key as HeaderName], name, next: candidates[slot] }
  }
}

/** Number of the header whose name stands at `bytes[start, end)` in any case; 0 when nobody asks for it. */
export function headerAt(bytes: Uint8Array, start: number, end: number): number {
  let candidate = candidates[slotOf(bytes, start, end)]
  while (candidate !== undefined) {
    if (equalsIgnoringCase(bytes, start, end, candidate.name)) return candidate.id
    candidate = candidate.next
  }
  return 0
}

/** Length, first and last letter tell nearly all header names apart; the comparison settles the rest. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  return (((bytes[start] ?? 0) | 0x20) * 5 + ((bytes[end - 1] ?? 0) | 0x20) * 3 + (end - start) * 17) & (SLOTS - 1)
}

/** Setting bit 5 makes letters lower case and leaves `-` as it is; no other pair of bytes in a token falls together with one of ours. */
function equalsIgnoringCase(bytes: Uint8Array, start: number, end: number, name: Uint8Array): boolean {
  if (end - start !== name.length) return false
  for (let index = 0; index < name.length; index++) if (((bytes[start + index] ?? 0) | 0x20) !== name[index]) return false
  return true
}
