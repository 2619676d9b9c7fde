/**
 * A record is what is kept of one message: fixed words, addresses, then the header values that a verdict may need.
 * Records of a call stand one after the other in its block. Each begins at an even word, so that its time is aligned.
 *
 *   fixed words (field) | source address | destination address | value*        value: u8 header, u24 length | bytes, padded to a word
 */
export const field = {
  /** Length of the record in words (low half), status of the message (high half), 0 for a request. */
  lengthAndStatus: 0,
  /** Hash of what makes the message itself: the same for a copy or a retransmission, another for anything else. */
  identity: 1,
  cseq: 2,
  /** Hash of the top Via's branch: ties a response to its request (RFC 3261 §17.1.3). */
  branch: 3,
  /** Packet time in microseconds, as a double over two words; 0 when the packet carries none. */
  time: 4,
  /** Arrival, in ticks. */
  tick: 6,
  /** Agent (low half), Via values (8 bits), kind and flags (8 bits). */
  meta: 7,
  sourceHash: 8,
  destinationHash: 9,
  /** Source port (high half) and destination port. */
  ports: 10,
  /** Bytes of an address (8 bits), number of the Call-ID within the call (8 bits), what its Contact asks for (8 bits), transport (8 bits). */
  shape: 11,
  /** Hash of the credentials of a request, 0 when it has none; of a success what contacts it grants (granted.ts), of a challenge what it says (challenge.ts). */
  credentials: 12,
} as const

export const FIXED_WORDS = 13

/** A sighting of a message that has a record already: only identity, time, tick and agent. */
export const SIGHTING_WORDS = 8

export const recordFlag = {
  sighting: 1,
  /** Request with a non-empty `integrity-protected="yes"`. */
  integrityProtected: 2,
  /** Challenge that carries ck or ik. */
  keys: 4,
  /** A request with P-Visited-Network-ID, Path or P-Charging-Vector: a hop that adds one of them shows what it is (learned-roles.ts). */
  visited: 8,
  path: 16,
  charging: 32,
  /** A response with Security-Server, a success with Service-Route. */
  agreement: 64,
  serviceRoute: 128,
} as const

/** What a REGISTER's Contact and Expires headers ask for. */
export const contactFlag = { wildcard: 1, removes: 2, binds: 4, regId: 8, present: 16, followsExpires: 32 } as const

/** Header numbers of values that are no header: Request-URI or reason phrase, and Call-ID. */
export const LINE = 62
export const CALL_ID = 63

/** Values longer than this are cut: none that a rule reads is. */
const MAX_VALUE_BYTES = 1024

/** Writes a value at word `at`, copied eight bytes at a step; returns the word after it. */
export function writeValue(
  words: Int32Array,
  out: Uint8Array,
  at: number,
  id: number,
  view: DataView,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  const length = lengthOf(start, end)
  words[at++] = (id << 24) | length
  let copied = 0
  for (; copied + 8 <= length; copied += 8, at += 2) {
    words[at] = view.getInt32(start + copied, true)
    words[at + 1] = view.getInt32(start + copied + 4, true)
  }
  if (copied + 4 <= length) {
    words[at++] = view.getInt32(start + copied, true)
    copied += 4
  }
  if (copied < length) {
    words[at] = 0
    for (let to = at * 4; copied < length; copied++, to++) out[to] = bytes[start + copied] ?? 0
    at++
  }
  return at
}

/** Words that a value takes. */
export function valueWords(start: number, end: number): number {
  return 1 + ((lengthOf(start, end) + 3) >> 2)
}

/** Whole numbers all the way: `Math.min` is reckoned in floating point. */
function lengthOf(start: number, end: number): number {
  const length = end - start
  return length > MAX_VALUE_BYTES ? MAX_VALUE_BYTES : length
}
