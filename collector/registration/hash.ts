import { randomBytes } from 'node:crypto'

/** Drawn anew at each start: Call-IDs are chosen by whoever sends them, and must not be able to choose their slot too. */
const seed = randomBytes(8).readInt32LE(0)

/** Low and high half of the last hash that `hashBytes` made; read them at once. */
export const hashed = { low: 0, high: 0 }

/**
 * Hashes `bytes[start, end)` to twice 32 bits, left in `hashed`; returns the low half. Two lanes in one pass, four bytes at a step.
 * `view` covers the memory of `bytes`. Not cryptographic: the seed keeps it from being steered.
 */
export function hashBytes(view: DataView, bytes: Uint8Array, start: number, end: number): number {
  let low = seed
  let high = ~seed
  let at = start
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at, true)
    low = Math.imul(low ^ word, 0x9e3779b1)
    low ^= low >>> 15
    high = Math.imul(high + word, 0x85ebca77)
    high ^= high >>> 13
  }
  let rest = end - start
  for (; at < end; at++) rest = (rest << 8) ^ (bytes[at] ?? 0) ^ (rest >>> 24)
  // Each half rests on both lanes: in one alone the top bit of a word can be taken back by the next, whatever the seed.
  const own = low
  low = mix(mix(low, rest), high)
  high = mix(mix(high, rest), own)
  hashed.low = low
  hashed.high = high
  return low
}

/** One word of hash for long values, eight bytes at a step: of a digest answer it takes a third of the time of `hashBytes`. */
export function hashLong(view: DataView, bytes: Uint8Array, start: number, end: number): number {
  let one = seed
  let other = ~seed
  let at = start
  for (; at + 8 <= end; at += 8) {
    one = Math.imul(one ^ view.getInt32(at, true), 0x9e3779b1)
    other = Math.imul(other ^ view.getInt32(at + 4, true), 0x85ebca77)
    // Multiplied once alone, the top bit of a word could be taken back by the next one of its lane, whatever the seed.
    one = Math.imul(one ^ (one >>> 15), 0x85ebca77)
    other = Math.imul(other ^ (other >>> 13), 0x9e3779b1)
  }
  for (; at < end; at++) one = Math.imul(one ^ bytes[at]!, 0x9e3779b1)
  return mix(mix(one, other), end - start)
}

/** Folds one more word into a hash. */
export function mix(hash: number, word: number): number {
  let mixed = Math.imul(hash ^ word, 0x9e3779b1)
  mixed ^= mixed >>> 16
  mixed = Math.imul(mixed, 0x85ebca77)
  return mixed ^ (mixed >>> 13)
}

/** Hash of bytes that depends on nothing but them and what it begins with. */
export function keyedHash(bytes: Uint8Array, start: number, end: number, begin: number): number {
  let hash = mix(begin, end - start)
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x9e3779b1) ^ (hash >>> 15)
  return mix(hash, begin)
}

/** The same with two beginnings in one pass, left in `hashed`. */
export function keyedHashes(bytes: Uint8Array, start: number, end: number, one: number, other: number): void {
  let low = mix(one, end - start)
  let high = mix(other, end - start)
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    low = Math.imul(low ^ byte, 0x9e3779b1) ^ (low >>> 15)
    high = Math.imul(high ^ byte, 0x9e3779b1) ^ (high >>> 15)
  }
  hashed.low = mix(low, one)
  hashed.high = mix(high, other)
}

/** Case-blind: with bit 5 set letters are lower case, and no two other bytes of a host fall together. */
export function lowerHash(view: DataView, bytes: Uint8Array, start: number, end: number, hash: number): number {
  let lower = hash
  let at = start
  for (; at + 4 <= end; at += 4) lower = mix(lower, view.getInt32(at, true) | 0x20202020)
  for (; at < end; at++) lower = mix(lower, bytes[at]! | 0x20)
  return lower
}
