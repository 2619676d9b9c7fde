import { header } from '../sip/header.ts'
import { isNameBefore } from '../sip/name-before.ts'
import type { LikenessHash } from './likeness-hash.ts'

const EQUALS = 0x3d

/** Parameters whose values a UE or a P-CSCF draws anew for each security association (3GPP TS 33.203 §7.1). */
const SPI = Buffer.from('spi-')
const PORT = Buffer.from('port-')

/**
 * Adds a Security-Client, -Server or -Verify value to a likeness: what is drawn anew counts by which of them are equal, the rest as it stands. Ports of
 * the network do as well: rules look for the port that an answer went to among them. Where white space or quotes stand about a value, which rules pass
 * over, it cannot be told here what is equal.
 */
export function addAgreement(
  hash: LikenessHash,
  bytes: Uint8Array,
  id: number,
  start: number,
  end: number,
  fingerprint: (start: number, end: number) => number,
): void {
  let from = start
  for (let at = start; at < end; at++) {
    if (bytes[at] !== EQUALS) continue
    // A letter stands behind the name, `spi-c`.
    const drawn = isNameBefore(bytes, start, at - 1, SPI) || (id === header.securityClient && isNameBefore(bytes, start, at - 1, PORT))
    const stop = drawn ? digitsEnd(bytes, at + 1, end) : at + 1
    if (isBlank(bytes[at - 1]!) || (drawn && stop === at + 1)) hash.giveUp()
    if (stop === at + 1) continue
    hash.addBytes(from, at + 1)
    hash.addNumber(fingerprint(at + 1, stop))
    from = stop
    at = stop - 1
  }
  hash.addBytes(from, end)
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09
}

function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++
  return at
}
