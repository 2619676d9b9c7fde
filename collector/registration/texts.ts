import type { Arena } from './arena.ts'
import { hashBytes, hashed } from './hash.ts'

/** Past this many the memory of texts begins anew: values that everybody repeats (realms, phrases, server names) come back at once. */
const MAX_TEXTS = 20_000

/** Longer texts are nobody's habit, and would let a sender fill the memory. */
const LONGEST = 128

/** Strings that occur again and again, made once: a string costs more than everything else that is done with a message. */
export class Texts {
  readonly #arena: Arena
  readonly #view: DataView
  #byHash = new Map<number, { readonly high: number; readonly text: string }>()

  constructor(arena: Arena) {
    this.#arena = arena
    this.#view = new DataView(arena.bytes.buffer)
  }

  at(start: number, end: number): string {
    if (end <= start) return ''
    if (end - start > LONGEST) return this.#arena.buffer.toString('utf8', start, end)
    const low = hashBytes(this.#view, this.#arena.bytes, start, end)
    const { high } = hashed
    const known = this.#byHash.get(low)
    if (known?.high === high) return known.text
    const text = this.#arena.buffer.toString('utf8', start, end)
    if (this.#byHash.size >= MAX_TEXTS) this.#byHash = new Map()
    this.#byHash.set(low, { high, text })
    return text
  }

  /** Fingerprint of bytes that must not be kept (nonces, digest responses): never 0. */
  fingerprint(start: number, end: number): number {
    return end <= start ? 0 : hashBytes(this.#view, this.#arena.bytes, start, end) || 1
  }
}
