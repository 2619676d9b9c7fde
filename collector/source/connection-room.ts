import { type AllowList, senderOf } from './allow-list.ts'
import type { SourceDrop } from './source.ts'

/** How many connections there may be, over all listeners. */
export class ConnectionRoom {
  readonly #allow: AllowList | undefined
  readonly #most: number
  readonly #mostOfSender: number
  readonly #bySender = new Map<string, number>()
  #open = 0

  constructor(allow: AllowList | undefined, most: number, mostOfSender: number) {
    this.#allow = allow
    this.#most = most
    this.#mostOfSender = mostOfSender
  }

  /** Counts a connection in until it leaves, or says why it is refused. */
  enter(address: string): SourceDrop | undefined {
    if (this.#allow?.(address) === false) return 'not_allowed'
    const sender = senderOf(address)
    const before = this.#bySender.get(sender) ?? 0
    if (this.#open >= this.#most || before >= this.#mostOfSender) return 'too_many_connections'
    this.#open += 1
    this.#bySender.set(sender, before + 1)
    return undefined
  }

  leave(address: string): void {
    const sender = senderOf(address)
    const left = (this.#bySender.get(sender) ?? 1) - 1
    this.#open -= 1
    if (left === 0) this.#bySender.delete(sender)
    else this.#bySender.set(sender, left)
  }
}
