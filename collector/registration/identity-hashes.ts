import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { addressHash } from './fingerprint.ts'
import { hashBytes } from './hash.ts'
import { findValue, value } from './record-values.ts'
import { readSource } from './source-address.ts'

/** Bytes of an address that name its network: /24, and /48, which is what a site is given (RFC 6177). */
const NETWORK_BYTES = { 4: 3, 16: 6 } as const

/** Hashes that tell the UE of one attempt from another, to count how many there are: made for failures alone, never shown. */
export class IdentityHashes {
  /** Of the address without its port, and of its network; 0 when it is not known. */
  source = 0
  subnet = 0
  /** Of the User-Agent header, 0 when there is none. */
  userAgent = 0
  readonly #arena: Arena
  readonly #view: DataView
  readonly #address = new Uint8Array(16)

  constructor(arena: Arena) {
    this.#arena = arena
    this.#view = new DataView(arena.bytes.buffer)
  }

  read({ opening }: AttemptSpan): void {
    const record = opening?.record ?? 0
    this.userAgent = findValue(this.#arena, record, header.userAgent) ? hashBytes(this.#view, this.#arena.bytes, value.start, value.end) : 0
    const width = opening === undefined ? 0 : readSource(this.#arena, record, opening.vias <= 1, opening.status !== 0, this.#address)
    this.source = width === 0 ? 0 : addressHash(this.#address, width)
    if (width === 4 || width === 16) this.#address.fill(0, NETWORK_BYTES[width])
    this.subnet = width === 0 ? 0 : addressHash(this.#address, width)
  }
}
