import type { Packet } from '../hep/packet.ts'
import { AuthParameters } from '../sip/auth-parameters.ts'
import { header } from '../sip/header.ts'
import { MAX_HEADERS, type SipMessage } from '../sip/message.ts'
import { contactAsks, isZero } from './contact.ts'
import { Granted } from './granted.ts'
import type { CallStore } from './call-store.ts'
import { Challenge } from './challenge.ts'
import { overwriteKeys } from './keys.ts'
import { CALL_ID, contactFlag, field, FIXED_WORDS, LINE, recordFlag, valueWords, writeValue } from './record.ts'

/** What the tracker has found out about a message before it is written down. */
export interface Sighting {
  identity: number
  branch: number
  credentials: number
  source: number
  destination: number
  agent: number
  joined: number
  tick: number
}

const integrityProtected = new AuthParameters('integrity-protected')
const LETTER_Y = 0x79

/** What becomes of a header: nothing, or its value is kept, or it is read at once. */
const KEPT = 1
const READ = 2

const USES_OF_REQUESTS = keep('to', 'authorization', 'proxyAuthorization', 'securityClient', 'securityVerify', 'userAgent')
const USES_OF_DEEPER_REQUESTS = keep(
  'to',
  'authorization',
  'proxyAuthorization',
  'securityClient',
  'securityVerify',
  'userAgent',
  'visitedNetwork',
  'via',
)
const USES_OF_REFUSALS = keep(
  'wwwAuthenticate',
  'proxyAuthenticate',
  'securityServer',
  'retryAfter',
  'reason',
  'warning',
  'diagnostics',
  'registrarError',
  'server',
  'userAgent',
  'require',
  'unsupported',
  'date',
)
const USES_OF_SUCCESSES = keep()
/** Of an answer whose request was not captured: only it says whose it is. */
const USES_OF_NAMED_REFUSALS = Uint8Array.from(USES_OF_REFUSALS)
const USES_OF_NAMED_SUCCESSES = keep()
for (const each of [USES_OF_NAMED_REFUSALS, USES_OF_NAMED_SUCCESSES]) each[header.to] = KEPT
for (const each of [USES_OF_REQUESTS, USES_OF_DEEPER_REQUESTS, USES_OF_SUCCESSES, USES_OF_NAMED_SUCCESSES])
  each[header.contact] = each[header.expires] = READ

/** Writes messages down as records of their call. */
export class Recorder {
  readonly #store: CallStore
  /** Undefined when nobody keeps count of contacts. */
  readonly #granted: Granted | undefined

  /** What the Contact of the last request written asks for. */
  asks = 0
  /** What the last challenge written says. */
  readonly challenge = new Challenge()
  /** Place of the From header that `sizeOf` found worth keeping: its URI differs from that of To. -1 for none. */
  #from = -1
  /** Places of the headers that `sizeOf` found of use. */
  readonly #used = new Uint8Array(MAX_HEADERS)
  #usedCount = 0

  constructor(store: CallStore, countsContacts: boolean) {
    this.#store = store
    this.#granted = countsContacts ? new Granted() : undefined
  }

  /** Words that the record of a message takes; to be asked right before `write`. `isNamed`: it says whose call it is, as requests do. */
  sizeOf(packet: Packet, message: SipMessage, isNamed: boolean): number {
    const { ids, starts, ends, headers, status } = message
    const used = this.#used
    const uses = usesOf(message, isNamed)
    let count = 0
    let words = FIXED_WORDS + (packet.addressBytes >> 1) + valueWords(message.lineStart, message.lineEnd)
    if (status === 0 || isNamed) words += valueWords(message.callIdStart, message.callIdEnd)
    this.#from = -1
    let to = -1
    let from = -1
    for (let index = 0; index < headers; index++) {
      const id = ids[index]!
      const use = uses[id]!
      if (use !== 0) used[count++] = index
      if (use === KEPT) words += valueWords(starts[index]!, ends[index]!)
      if (id === header.from) from = index
      else if (id === header.to) to = index
    }
    this.#usedCount = count
    if (status === 0 && from >= 0 && to >= 0 && !sameUri(message, from, to)) {
      this.#from = from
      words += valueWords(starts[from]!, ends[from]!)
    }
    // One word for the zero that ends the values, and records begin at even words.
    return (words + 2) & ~1
  }

  /** Writes the record at word `at`, where `words` of them are reserved. Returns its flags, and what its Contact asks for in `asks`. */
  write(at: number, words: number, isNamed: boolean, packet: Packet, message: SipMessage, sighting: Sighting): number {
    const { words: out, doubles, bytes: outBytes } = this.#store.arena
    const { bytes, view, status, ids, starts, ends } = message
    const uses = usesOf(message, isNamed)
    let flags = addedMarks(message)
    let asks = 0
    let expires = 0
    const grants = status >= 200 && status < 300 ? this.#granted : undefined
    grants?.clear()
    const challengeId = challengeIdOf(status)
    if (challengeId !== 0) this.challenge.clear()

    let to = at + FIXED_WORDS
    to = writeAddress(out, to, packet.source, packet.addressBytes)
    to = writeAddress(out, to, packet.destination, packet.addressBytes)
    to = writeValue(out, outBytes, to, LINE, view, bytes, message.lineStart, message.lineEnd)
    if (status === 0 || isNamed) to = writeValue(out, outBytes, to, CALL_ID, view, bytes, message.callIdStart, message.callIdEnd)

    for (let use = 0; use < this.#usedCount; use++) {
      const index = this.#used[use]!
      const id = ids[index]!
      const start = starts[index]!
      const end = ends[index]!
      if (uses[id] === KEPT) {
        const from = to
        to = writeValue(out, outBytes, to, id, view, bytes, start, end)
        if (id === challengeId ? this.challenge.add(message, start, end) : mayHoldKeys(id))
          flags |= overwriteKeys(out, outBytes, (from + 1) * 4, to * 4) ? recordFlag.keys : 0
        else if (id === header.authorization && message.vias > 1 && isIntegrityProtected(message, start, end))
          flags |= recordFlag.integrityProtected
      } else if (status !== 0) {
        if (id === header.contact) grants?.contact(message.words, bytes, start, end)
        else grants?.expires(bytes, start, end)
      } else if (id === header.contact) asks |= contactAsks(message.words, bytes, start, end)
      else expires = isZero(bytes, start, end) ? 1 : 2
    }
    if (status === 0) {
      if (this.#from >= 0)
        to = writeValue(out, outBytes, to, header.from, view, bytes, message.starts[this.#from]!, message.ends[this.#from]!)
      // A contact without a parameter of its own follows the Expires header (RFC 3261 §10.2.1.1).
      if ((asks & contactFlag.followsExpires) !== 0) asks |= expires === 1 ? contactFlag.removes : contactFlag.binds
    }
    out[to] = 0

    out[at] = words | (status << 16)
    out[at + field.identity] = sighting.identity
    out[at + field.cseq] = message.cseq
    out[at + field.branch] = sighting.branch
    doubles[(at + field.time) >> 1] = packet.time
    out[at + field.tick] = sighting.tick
    out[at + field.meta] = sighting.agent | (Math.min(message.vias, 255) << 16) | (flags << 24)
    out[at + field.sourceHash] = sighting.source
    out[at + field.destinationHash] = sighting.destination
    out[at + field.ports] = (packet.sourcePort << 16) | packet.destinationPort
    out[at + field.shape] = packet.addressBytes | (sighting.joined << 8) | (asks << 16) | (packet.transport << 24)
    out[at + field.credentials] = grants !== undefined ? grants.packed : challengeId !== 0 ? this.challenge.says : sighting.credentials
    this.asks = asks
    return flags
  }
}

/** Addresses in network order, a word for four bytes. */
function writeAddress(words: Int32Array, at: number, address: Uint8Array, length: number): number {
  let to = at
  for (let index = 0; index < length; index += 4) {
    words[to++] = address[index]! | (address[index + 1]! << 8) | (address[index + 2]! << 16) | (address[index + 3]! << 24)
  }
  return to
}

function keep(...kept: readonly (keyof typeof header)[]): Uint8Array {
  const made = new Uint8Array(64)
  for (const name of kept) made[header[name]] = KEPT
  return made
}

function usesOf({ status, vias }: SipMessage, isNamed: boolean): Uint8Array {
  if (status === 0) return vias > 1 ? USES_OF_DEEPER_REQUESTS : USES_OF_REQUESTS
  if (isNamed) return status < 300 ? USES_OF_NAMED_SUCCESSES : USES_OF_NAMED_REFUSALS
  return status < 300 ? USES_OF_SUCCESSES : USES_OF_REFUSALS
}

/** The header that challenges with this status, 0 when it is no challenge. */
function challengeIdOf(status: number): number {
  return status === 401 ? header.wwwAuthenticate : status === 407 ? header.proxyAuthenticate : 0
}

const ADDED_TO_REQUESTS = [
  [1 << header.visitedNetwork, recordFlag.visited],
  [1 << header.path, recordFlag.path],
  [1 << header.chargingVector, recordFlag.charging],
] as const
const ADDED_TO_RESPONSES = [
  [1 << header.securityServer, recordFlag.agreement],
  [1 << header.serviceRoute, recordFlag.serviceRoute],
] as const
const ADDED = [...ADDED_TO_REQUESTS, ...ADDED_TO_RESPONSES].reduce((all, [bit]) => all | bit, 0)

/** What nodes of an IMS add on the way (3GPP TS 24.229 §5.2.2.1, §5.4.1.2.2, RFC 3327, RFC 3608). */
function addedMarks({ present, status }: SipMessage): number {
  if ((present & ADDED) === 0) return 0
  let flags = 0
  for (const [bit, mark] of status === 0 ? ADDED_TO_REQUESTS : ADDED_TO_RESPONSES) if ((present & bit) !== 0) flags |= mark
  return flags
}

/** Challenges stand in refusals of other kinds as well. */
function mayHoldKeys(id: number): boolean {
  return id === header.wwwAuthenticate || id === header.proxyAuthenticate
}

/** What only core legs carry (3GPP TS 24.229 §7.2A.2): the P-CSCF vouches for the UE. */
function isIntegrityProtected({ words, bytes }: SipMessage, start: number, end: number): boolean {
  integrityProtected.find(words, bytes, start, end)
  return integrityProtected.gives(0) && (bytes[integrityProtected.starts[0]!]! | 0x20) === LETTER_Y
}

/** Whether two name-addr values hold the same URI, byte by byte, up to its parameters. The common case is settled a word at a time. */
function sameUri({ bytes, view, starts, ends }: SipMessage, one: number, other: number): boolean {
  const oneEnd = ends[one]!
  const otherEnd = ends[other]!
  let a = uriStart(bytes, starts[one]!, oneEnd)
  let b = uriStart(bytes, starts[other]!, otherEnd)
  while (a + 4 <= oneEnd && b + 4 <= otherEnd && view.getInt32(a, true) === view.getInt32(b, true)) {
    a += 4
    b += 4
  }
  // The words that were equal may have held the end of the URI, and parameters after it; those are equal then too, and no harm.
  for (; a < oneEnd && b < otherEnd && !endsUri(bytes[a]!); a++, b++) if (bytes[a] !== bytes[b]) return false
  return (a >= oneEnd || endsUri(bytes[a]!)) && (b >= otherEnd || endsUri(bytes[b]!))
}

function uriStart(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at] === 0x3c) return at + 1
  return start
}

function endsUri(byte: number): boolean {
  return byte === 0x3e || byte === 0x3b
}
