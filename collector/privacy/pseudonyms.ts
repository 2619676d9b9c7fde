import { createHmac, randomBytes } from 'node:crypto'

/** What a name is the name of: equal texts of two kinds have nothing in common. */
export type NameKind = 'user' | 'call'

const DIGITS = 16

/** Hashes that stand for names which may not be shown: the same name has the same hash wherever the key is the same, and cannot be had back from it. */
export class Pseudonyms {
  readonly #key: string | Buffer

  /** `key`: that of all collectors; without one it is drawn, and hashes can be compared only within this process. */
  constructor(key?: string) {
    this.#key = key ?? randomBytes(32)
  }

  of(kind: NameKind, name: string): string {
    return createHmac('sha256', this.#key).update(`${kind} ${name}`).digest('hex').slice(0, DIGITS)
  }
}

/** What tables of users are keyed with, made of the key of all collectors: it tells nothing of that key. */
export function tableKey(key: string): { readonly one: number; readonly other: number } {
  const bytes = createHmac('sha256', key).update('tables').digest()
  return { one: bytes.readInt32LE(0), other: bytes.readInt32LE(4) }
}
