import type { Arena } from './arena.ts'
import { hashBytes, hashed } from './hash.ts'
import { field } from './record.ts'
import { addressAt } from './record-values.ts'
import { TextTable } from './text-table.ts'

/** Longer texts are nobody's habit, and would let a sender fill the memory. */
const LONGEST = 128

/** Second half of the key of an address, whose hash has but one. */
const ADDRESS = 0x61646472

/** Strings that occur again and again, made once: a string costs more than everything else that is done with a message. */
export class Texts {
  readonly #arena: Arena
  readonly #view: DataView
  readonly #table = new TextTable(1 << 15)

  constructor(arena: Arena) {
    this.#arena = arena
    this.#view = new DataView(arena.bytes.buffer)
  }

  at(start: number, end: number): string {
    if (end <= start) return ''
    if (end - start > LONGEST) return this.#arena.buffer.toString('utf8', start, end)
    const low = hashBytes(this.#view, this.#arena.bytes, start, end)
    const { high } = hashed
    return this.#table.find(low, high) ?? this.#table.add(low, high, this.#arena.buffer.toString('utf8', start, end))
  }

  /** Address from which, or to which, the message of a record went. */
  address(record: number, destination: boolean): string {
    const hash = this.#arena.words[record + (destination ? field.destinationHash : field.sourceHash)]!
    return this.#table.find(hash, ADDRESS) ?? this.#table.add(hash, ADDRESS, addressAt(this.#arena, record, destination))
  }

  /** Fingerprint of bytes that must not be kept (nonces, digest responses): never 0. */
  fingerprint(start: number, end: number): number {
    return end <= start ? 0 : hashBytes(this.#view, this.#arena.bytes, start, end) || 1
  }
}
