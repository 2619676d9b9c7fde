import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import { mix } from './hash.ts'
import { firstValue, nextValue, value } from './record-values.ts'

const COMMA = 0x2c
const SEMICOLON = 0x3b
const EQUALS = 0x3d
const SPACE = 0x20
const QUOTE = 0x22
const [LETTER_O, LETTER_P, LETTER_Q, LETTER_S] = [0x6f, 0x70, 0x71, 0x73]

/**
 * Fingerprint of what a UE offers in Security-Client (RFC 3329 §2.2): mechanisms and algorithms in any order and case, without SPIs, ports and
 * preference, which differ between UEs of one kind. 0 when it offers nothing.
 */
export function offerOf(arena: Arena, record: number): number {
  let offer = 0
  value.next = firstValue(arena, record)
  while (nextValue(arena, record)) if (value.id === header.securityClient) offer = (offer + sumOf(arena.bytes, value.start, value.end)) | 0
  return offer
}

function sumOf(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0
  let mechanism = 0
  for (let at = start; at < end;) {
    let stop = at
    while (stop < end && bytes[stop] !== COMMA && bytes[stop] !== SEMICOLON) stop++
    mechanism = (mechanism + tokenHash(bytes, at, stop)) | 0
    if (stop >= end || bytes[stop] === COMMA) {
      sum = (sum + mix(mechanism, 1)) | 0
      mechanism = 0
    }
    at = stop + 1
  }
  return sum
}

/** 0 for spi-c, spi-s, port-c, port-s and q. */
function tokenHash(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at]! <= SPACE) at++
  const first = bytes[at]! | 0x20
  const second = bytes[at + 1]! | 0x20
  if (first === LETTER_S && second === LETTER_P) return 0
  if (first === LETTER_P && second === LETTER_O) return 0
  if (first === LETTER_Q && (bytes[at + 1] === EQUALS || bytes[at + 1]! <= SPACE)) return 0
  let hash = 0
  for (; at < end; at++) if (bytes[at]! > SPACE && bytes[at] !== QUOTE) hash = mix(hash, bytes[at]! | 0x20)
  return hash
}
