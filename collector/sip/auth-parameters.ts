import { closingQuote } from './quoted.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const EQUALS = 0x3d
const SPACE = 0x20

/** The parameters of digest headers that are read (RFC 7616 §3.3, §3.4, RFC 3310 §3): their places in `starts` and `ends`. */
export const parameter = {
  realm: 0,
  nonce: 1,
  algorithm: 2,
  qop: 3,
  stale: 4,
  opaque: 5,
  username: 6,
  response: 7,
  auts: 8,
  nc: 9,
  uri: 10,
} as const

const tokens = Object.keys(parameter).map((name) => Buffer.from(name))

// No two of the names share length and first letter: one look tells which it may be.
const byShape = new Int8Array(512).fill(-1)
for (const [index, token] of tokens.entries()) byShape[shapeOf(token.length, token[0] ?? 0)] = index

/** One challenge or one set of credentials, as places in the bytes that were read; an absent parameter starts at -1. */
export const auth = {
  schemeStart: 0,
  schemeEnd: 0,
  starts: new Int32Array(tokens.length),
  ends: new Int32Array(tokens.length),
}

/**
 * Reads the challenge or credentials that begin at `start` into `auth`: scheme, then name=value or name="value" parted by commas.
 * `words` is the memory of `bytes`. Several may share one line (RFC 7235 §4.1): returns where the next one begins, `end` after the last.
 */
export function readAuth(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  for (let index = 0; index < tokens.length; index++) auth.starts[index] = -1
  let at = skip(bytes, start, end)
  auth.schemeStart = at
  while (at < end && (bytes[at] ?? 0) > SPACE && bytes[at] !== COMMA && bytes[at] !== EQUALS) at++
  // A parameter where the scheme should stand: there is none, and the value, which may be a nonce, is not taken for one.
  if (bytes[at] === EQUALS) at = auth.schemeStart
  auth.schemeEnd = at

  for (;;) {
    const name = skip(bytes, at, end)
    at = name
    while (at < end && (bytes[at] ?? 0) > SPACE && bytes[at] !== EQUALS && bytes[at] !== COMMA) at++
    const nameEnd = at
    if (nameEnd === name) return end
    while (at < end && (bytes[at] ?? 0) <= SPACE) at++
    // Two words without `=` between them: the second is a parameter's name, so the first is the scheme of another challenge.
    if (bytes[at] !== EQUALS) return at > nameEnd && at < end && bytes[at] !== COMMA ? name : at >= end ? end : at + 1
    at = readValue(words, bytes, at + 1, end, name, nameEnd)
  }
}

function readValue(words: Int32Array, bytes: Uint8Array, from: number, end: number, name: number, nameEnd: number): number {
  let at = from
  while (at < end && (bytes[at] ?? 0) <= SPACE) at++
  const quoted = bytes[at] === QUOTE
  if (quoted) at++
  const start = at
  if (quoted) at = closingQuote(words, bytes, start, end)
  else while (at < end && bytes[at] !== COMMA && bytes[at]! > SPACE) at++
  const stop = Math.min(at, end)
  const index = indexOf(bytes, name, nameEnd)
  // A quote that is never closed would show everything behind it, secrets too.
  const isWhole = !quoted || at < end
  if (isWhole && index >= 0 && auth.starts[index] === -1) {
    auth.starts[index] = start
    auth.ends[index] = stop
  }
  return quoted ? Math.min(stop + 1, end) : stop
}

/** Past white space and stray commas. */
function skip(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && ((bytes[at] ?? 0) <= SPACE || bytes[at] === COMMA)) at++
  return at
}

function indexOf(bytes: Uint8Array, start: number, end: number): number {
  const index = byShape[shapeOf(end - start, bytes[start]!)]!
  if (index < 0) return -1
  const token = tokens[index]!
  if (token.length !== end - start) return -1
  for (let at = token.length - 1; at >= 0; at--) if ((bytes[start + at]! | 0x20) !== token[at]) return -1
  return index
}

function shapeOf(length: number, first: number): number {
  return ((length & 15) << 5) | (first & 0x1f)
}
