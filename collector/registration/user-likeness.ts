import { findUri, uri } from '../sip/address-of-record.ts'
import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import { isIn3gpp } from './ims.ts'
import type { LikenessHash } from './likeness-hash.ts'
import { LINE } from './record.ts'
import { findValue, value } from './record-values.ts'

/** Digits of an IMSI, and of country and network at its head (3GPP TS 23.003 §2.2). */
const IMSI_DIGITS = 15
const PLMN_DIGITS = 6
const AT = 0x40

/** What a likeness covers of the names in an attempt: where every one is the user's own, which user that is does not count. */
export class UserLikeness {
  readonly #arena: Arena
  readonly #hash: LikenessHash
  /** Where user and host of To stand. */
  #userStart = 0
  #userEnd = 0
  #hostStart = 0
  #hostEnd = 0

  constructor(arena: Arena, hash: LikenessHash) {
    this.#arena = arena
    this.#hash = hash
  }

  /** Adds what the record of the first request says of its user. False: rules may look into a name that is not covered. */
  addRequest(record: number): boolean {
    const { bytes } = this.#arena
    // Kept only where it is not the URI of To.
    if (findValue(this.#arena, record, header.from)) return false
    const isAddressed = findValue(this.#arena, record, header.to) && findUri(bytes, value.start, value.end)
    this.#userStart = isAddressed ? uri.userStart : 0
    this.#userEnd = isAddressed ? uri.userEnd : 0
    this.#hostStart = isAddressed ? uri.hostStart : 0
    this.#hostEnd = isAddressed ? uri.hostEnd : 0
    this.#hash.add(this.#userEnd > this.#userStart ? 1 : 0)
    const isRequested = findValue(this.#arena, record, LINE) && findUri(bytes, value.start, value.end)
    return this.#addIdentity(isRequested ? uri.hostStart : 0, isRequested ? uri.hostEnd : 0)
  }

  /** Adds a digest username that is the user, alone or at the host of To; false where it is another name. */
  addUsername(start: number, end: number): boolean {
    if (start < 0 || end === start) return true
    const at = start + this.#userEnd - this.#userStart
    if (at > end || !this.#isSame(start, this.#userStart, this.#userEnd)) return false
    this.#hash.add(at === end ? 1 : 2)
    if (at === end) return true
    const isAtHost = this.#arena.bytes[at] === AT && end - at - 1 === this.#hostEnd - this.#hostStart
    return isAtHost && this.#isSame(at + 1, this.#hostStart, this.#hostEnd)
  }

  /** In a 3GPP domain rules look into the IMSI as far as the network that it belongs to, and into hosts. */
  #addIdentity(requestStart: number, requestEnd: number): boolean {
    const { bytes } = this.#arena
    const start = this.#userStart
    const end = this.#userEnd
    if (!isIn3gpp(bytes, this.#hostStart, this.#hostEnd) && !isIn3gpp(bytes, requestStart, requestEnd)) {
      // One digit less than an IMSI: a rule asks whether it was lost.
      return end - start !== IMSI_DIGITS - 1
    }
    if (end - start !== IMSI_DIGITS) return false
    for (let at = start; at < end; at++) if (bytes[at]! < 0x30 || bytes[at]! > 0x39) return false
    this.#hash.addBytes(start, start + PLMN_DIGITS)
    this.#hash.addBytes(this.#hostStart, this.#hostEnd)
    this.#hash.addBytes(requestStart, requestEnd)
    return true
  }

  #isSame(start: number, from: number, to: number): boolean {
    const { bytes } = this.#arena
    for (let at = start, other = from; other < to; at++, other++) if (bytes[at] !== bytes[other]) return false
    return true
  }
}
