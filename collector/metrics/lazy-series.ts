/** What makes the series of one metric for one label value, and what is done when there is no room for another. */
export interface LazyOptions<Key, Made> {
  readonly make: (key: Key) => Made
  readonly hasRoom: () => boolean
  /** The same of the label value `other`, which always has room. Undefined for `other` itself. */
  readonly other: ((key: Key) => Made) | undefined
}

/** Series that are made when something is first counted in them. */
export class Lazy<Key, Made> {
  readonly #made = new Map<Key, Made>()
  readonly #options: LazyOptions<Key, Made>

  constructor(options: LazyOptions<Key, Made>) {
    this.#options = options
  }

  /** The series of a key; that of `other` when it is new and there is no room. */
  of(key: Key): Made {
    const known = this.#made.get(key)
    if (known !== undefined) return known
    const { hasRoom, other } = this.#options
    return other !== undefined && !hasRoom() ? other(key) : this.make(key)
  }

  /** Makes the series of a key, room or not. */
  make(key: Key): Made {
    const made = this.#options.make(key)
    this.#made.set(key, made)
    return made
  }
}
