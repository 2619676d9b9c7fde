/** Small numbers for the headers that tracker and rules read: what the scanner writes down in place of a name. */
export const header = {
  callId: 1,
  cseq: 2,
  via: 3,
  to: 4,
  from: 5,
  contact: 6,
  expires: 7,
  authorization: 8,
  proxyAuthorization: 9,
  wwwAuthenticate: 10,
  proxyAuthenticate: 11,
  securityClient: 12,
  securityServer: 13,
  securityVerify: 14,
  retryAfter: 15,
  reason: 16,
  warning: 17,
  diagnostics: 18,
  registrarError: 19,
  userAgent: 20,
  server: 21,
  require: 22,
  unsupported: 23,
  visitedNetwork: 24,
  date: 25,
  path: 26,
  serviceRoute: 27,
  chargingVector: 28,
} as const

/** Their names in lower case, compact forms after the long ones (RFC 3261 §7.3.3). All other headers are passed over without a look at their value. */
const spellings: readonly (readonly [number, ...string[]])[] = [
  [header.callId, 'call-id', 'i'],
  [header.cseq, 'cseq'],
  [header.via, 'via', 'v'],
  [header.to, 'to', 't'],
  [header.from, 'from', 'f'],
  [header.contact, 'contact', 'm'],
  [header.expires, 'expires'],
  [header.authorization, 'authorization'],
  [header.proxyAuthorization, 'proxy-authorization'],
  [header.wwwAuthenticate, 'www-authenticate'],
  [header.proxyAuthenticate, 'proxy-authenticate'],
  [header.securityClient, 'security-client'],
  [header.securityServer, 'security-server'],
  [header.securityVerify, 'security-verify'],
  [header.retryAfter, 'retry-after'],
  [header.reason, 'reason'],
  [header.warning, 'warning'],
  [header.diagnostics, 'ms-diagnostics', 'ms-diagnostics-public'],
  [header.registrarError, 'p-registrar-error'],
  [header.userAgent, 'user-agent'],
  [header.server, 'server'],
  [header.require, 'require'],
  [header.unsupported, 'unsupported'],
  [header.visitedNetwork, 'p-visited-network-id'],
  [header.date, 'date'],
  [header.path, 'path'],
  [header.serviceRoute, 'service-route'],
  [header.chargingVector, 'p-charging-vector'],
]

interface Candidate {
  readonly id: number
  readonly name: Uint8Array
  /** That of the name: to ask an array of bytes for its length costs as much as to compare four of them. */
  readonly length: number
  readonly next: Candidate | undefined
}

const COLON = 0x3a
const SPACE = 0x20

// The first two letters of a line are enough to pass over most headers that nobody asks for.
const candidates: (Candidate | undefined)[] = Array.from({ length: 1024 }, () => undefined)
for (const [id, ...names] of spellings) {
  for (const spelling of names) {
    const name = Buffer.from(spelling, 'latin1')
    // After a compact form stands the colon, or white space before it.
    const seconds = name.length === 1 ? [COLON, SPACE, 0x09] : [name[1] ?? 0]
    for (const second of seconds) {
      const slot = slotOf(name[0] ?? 0, second)
      candidates[slot] = { id, name, length: name.length, next: candidates[slot] }
    }
  }
}

/** What `headerAt` found: where the value may begin, after the colon. */
export const headerName = { end: 0 }

/** Number of the header whose name begins the line at `start`, in any case; 0 when nobody asks for it. */
export function headerAt(bytes: Uint8Array, start: number, end: number): number {
  let candidate = candidates[slotOf(bytes[start]!, bytes[start + 1]!)]
  while (candidate !== undefined) {
    const after = start + candidate.length
    if (after < end && startsWith(bytes, start, candidate)) {
      let colon = after
      while (bytes[colon] === SPACE || bytes[colon] === 0x09) colon++
      if (bytes[colon] === COLON && colon < end) {
        headerName.end = colon + 1
        return candidate.id
      }
    }
    candidate = candidate.next
  }
  return 0
}

/** Setting bit 5 makes letters lower case and leaves `-`, `:` and space as they are. */
function slotOf(first: number, second: number): number {
  return ((first & 0x1f) << 5) | (second & 0x1f)
}

function startsWith(bytes: Uint8Array, start: number, { name, length }: Candidate): boolean {
  for (let index = length - 1; index >= 0; index--) if ((bytes[start + index]! | 0x20) !== name[index]) return false
  return true
}
