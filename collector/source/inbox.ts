import type { Batch, Intake } from './source.ts'

const SILENCE_MILLIS = 250
const MICROS_PER_MILLI = 1_000

/** Something received and not read yet. */
export interface Arrival {
  readonly bytes: Buffer
  readonly time: number
}

/**
 * Gathers what sockets deliver between two reads and hands it on as one batch; after a silence, a batch that only says that time went on.
 * What does not fit is lost and counted, which only happens to senders that cannot be held back.
 */
export class Inbox<Item extends Arrival> {
  readonly #deliver: (item: Item, intake: Intake) => void
  readonly #bytesMax: number
  #items: Item[] = []
  #bytes = 0
  #lost = 0
  #closed = false
  #wake: (() => void) | undefined

  constructor(bytesMax: number, deliver: (item: Item, intake: Intake) => void) {
    this.#bytesMax = bytesMax
    this.#deliver = deliver
  }

  /** Time of receipt of what is put in now, in microseconds since 1970. */
  get now(): number {
    return Date.now() * MICROS_PER_MILLI
  }

  put(item: Item): void {
    if (this.#bytes + item.bytes.length > this.#bytesMax) {
      this.#lost += 1
      return
    }
    this.#items.push(item)
    this.#bytes += item.bytes.length
    if (this.#items.length > 1 || this.#wake === undefined) return
    // Not at once: the sockets have more to deliver in this turn of the event loop.
    setImmediate(this.#wake)
    this.#wake = undefined
  }

  /** Ends the batches, after what has already arrived. */
  close(): void {
    this.#closed = true
    this.#wake?.()
    this.#wake = undefined
  }

  async *batches(): AsyncGenerator<Batch> {
    const silence = setInterval(() => {
      this.#wake?.()
      this.#wake = undefined
    }, SILENCE_MILLIS)
    try {
      for (;;) {
        if (this.#items.length === 0 && !this.#closed) await new Promise<void>((resolve) => (this.#wake = resolve))
        if (this.#items.length === 0 && this.#closed) return
        yield this.#take()
      }
    } finally {
      clearInterval(silence)
    }
  }

  #take(): Batch {
    const items = this.#items
    const lost = this.#lost
    this.#items = []
    this.#bytes = 0
    this.#lost = 0
    return (intake) => {
      for (const item of items) this.#deliver(item, intake)
      for (let count = 0; count < lost; count++) intake.drop('queue_full')
      if (items.length === 0) intake.tick(this.now)
    }
  }
}
