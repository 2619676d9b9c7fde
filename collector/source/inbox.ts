import type { Batch, Intake, SourceDrop } from './source.ts'

const SILENCE_MILLIS = 250
const MICROS_PER_MILLI = 1_000
/** So long what comes is gathered, unless it becomes much before: read one by one, packets cost more. */
const GATHER_MILLIS = 5
const MUCH_BYTES = 64 * 1024

/** Something received and not read yet. */
export interface Arrival {
  readonly bytes: Buffer
  readonly time: number
}

/** Room for what waits to be read, one for all listeners. */
export class WaitingRoom {
  readonly #bytesMax: number
  bytes = 0

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  get full(): boolean {
    return this.bytes >= this.#bytesMax
  }
}

/**
 * Gathers what sockets deliver within some milliseconds and hands it on as one batch; after a silence, a batch that only says that time went on.
 * Senders that can be held back have to be while there is no room; what others send is lost then, and counted.
 */
export class Inbox<Item extends Arrival> {
  readonly #room: WaitingRoom
  readonly #deliver: (item: Item, intake: Intake) => void
  readonly #gatherMillis: number
  readonly #lost = new Map<SourceDrop, number>()
  #items: Item[] = []
  #bytes = 0
  #received = 0
  #closed = false
  #wake: (() => void) | undefined
  #gathering: NodeJS.Timeout | undefined

  /** `gatherMillis`: how long what comes waits for more. */
  constructor(room: WaitingRoom, deliver: (item: Item, intake: Intake) => void, gatherMillis = GATHER_MILLIS) {
    this.#room = room
    this.#deliver = deliver
    this.#gatherMillis = gatherMillis
  }

  /** Time of receipt of what is put in now, in microseconds since 1970. */
  get now(): number {
    return Date.now() * MICROS_PER_MILLI
  }

  get full(): boolean {
    return this.#room.full
  }

  /** How much was ever put in or lost: while it stays the same, nothing comes. */
  get received(): number {
    return this.#received
  }

  put(item: Item): void {
    this.#received += 1
    this.#items.push(item)
    this.#bytes += item.bytes.length
    this.#room.bytes += item.bytes.length
    if (this.#wake === undefined) return
    if (this.#bytes < MUCH_BYTES) {
      if (this.#items.length === 1) this.#gathering = setTimeout(() => this.#rouse(), this.#gatherMillis)
      return
    }
    // Not at once: the sockets have more to deliver in this turn of the event loop.
    clearTimeout(this.#gathering)
    setImmediate(this.#wake)
    this.#wake = undefined
  }

  /** Takes what its sender would not keep if it were held back. */
  putOrLose(item: Item): void {
    if (this.#room.full) this.lose('queue_full')
    else this.put(item)
  }

  /** Counts what is refused, with the next batch. */
  lose(reason: SourceDrop, count = 1): void {
    this.#received += count
    this.#lost.set(reason, (this.#lost.get(reason) ?? 0) + count)
  }

  /** Ends the batches, after what has already arrived. */
  close(): void {
    this.#closed = true
    this.#rouse()
  }

  async *batches(): AsyncGenerator<Batch> {
    const silence = setInterval(() => this.#rouse(), SILENCE_MILLIS)
    try {
      for (;;) {
        if (this.#items.length === 0 && !this.#closed) await new Promise<void>((resolve) => (this.#wake = resolve))
        if (this.#items.length === 0 && this.#lost.size === 0 && this.#closed) return
        yield this.#take()
      }
    } finally {
      clearInterval(silence)
    }
  }

  #rouse(): void {
    clearTimeout(this.#gathering)
    this.#wake?.()
    this.#wake = undefined
  }

  #take(): Batch {
    const items = this.#items
    const lost = [...this.#lost]
    this.#items = []
    this.#lost.clear()
    this.#room.bytes -= this.#bytes
    this.#bytes = 0
    return (intake) => {
      for (const item of items) this.#deliver(item, intake)
      for (const [reason, count] of lost) intake.drop(reason, count)
      if (items.length === 0) intake.tick(this.now)
    }
  }
}
