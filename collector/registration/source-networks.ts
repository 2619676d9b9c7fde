import { readAddress } from '../hep/address-text.ts'
import type { Arena } from './arena.ts'
import type { NamedNetwork } from './registrar-names.ts'
import { readSource } from './source-address.ts'

/** The name of what is in no network that has one. */
export const NO_NETWORK = 'none'

interface Prefix {
  readonly width: number
  readonly bits: number
  readonly words: readonly number[]
  readonly name: string
}

/** Names the networks that user agents register from: the `network` label. Looks at bytes, so that a source costs no string. */
export class SourceNetworks {
  readonly #arena: Arena
  readonly #address = new Uint8Array(16)
  readonly #view = new DataView(this.#address.buffer)
  /** By the bits of their masks, the longest first: IPv4 found by what the mask leaves of the address. */
  readonly #ofV4: readonly { readonly mask: number; readonly names: ReadonlyMap<number, string> }[]
  readonly #ofV6: readonly Prefix[]
  readonly isOn: boolean

  constructor(arena: Arena, networks: readonly NamedNetwork[]) {
    this.#arena = arena
    this.isOn = networks.length > 0
    const prefixes = networks.map(prefixOf).toSorted((one, other) => other.bits - one.bits)
    const v4 = prefixes.filter(({ width }) => width === 4)
    this.#ofV4 = [...new Set(v4.map(({ bits }) => bits))].map((bits) => ({
      mask: maskOf(bits),
      // Of two names of one network the first one written counts.
      names: new Map(
        v4
          .filter((one) => one.bits === bits)
          .map(({ words, name }) => [words[0]! & maskOf(bits), name] as const)
          .toReversed(),
      ),
    }))
    this.#ofV6 = prefixes.filter(({ width }) => width === 16)
  }

  /** Of the UE that sent, or was answered by, the message of a record. */
  at(record: number, isOwnLeg: boolean, isAnswer: boolean): string {
    const width = readSource(this.#arena, record, isOwnLeg, isAnswer, this.#address)
    if (width === 4) {
      const word = this.#view.getInt32(0)
      for (const { mask, names } of this.#ofV4) {
        const name = names.get(word & mask)
        if (name !== undefined) return name
      }
    } else if (width === 16) for (const prefix of this.#ofV6) if (this.#isIn(prefix)) return prefix.name
    return NO_NETWORK
  }

  #isIn({ bits, words }: Prefix): boolean {
    for (let at = 0; at * 32 < bits; at++) {
      if (((this.#view.getInt32(at * 4) ^ words[at]!) & maskOf(Math.min(bits - at * 32, 32))) !== 0) return false
    }
    return true
  }
}

function prefixOf({ cidr, name }: NamedNetwork): Prefix {
  const [text = '', bits] = cidr.split('/')
  const bytes = new Uint8Array(16)
  const width = readAddress(text, bytes)
  const view = new DataView(bytes.buffer)
  return { width, bits: Number(bits ?? width * 8), words: [0, 4, 8, 12].map((at) => view.getInt32(at)), name }
}

/** The first `bits` of a word. */
function maskOf(bits: number): number {
  return bits === 0 ? 0 : -1 << (32 - bits)
}
