import type { Contribution } from '../registration/contribution.ts'
import { mix } from '../registration/hash.ts'
import { LruTable } from './lru-table.ts'
import { countRecent, noteRecent, SLOT_WORDS } from './recent-set.ts'
import { HOUR } from './thresholds.ts'

/** Users that are remembered of each custom: more than any threshold asks for. */
const SLOTS = 4
const NAMES = 0x4e414d45
const OFFERS = 0x4f464652

/** What nodes were seen to let through within the hour: digest usernames other than the user, and which offers of a security association. */
export class Customs {
  readonly #table: LruTable

  constructor(nodes: number) {
    this.#table = new LruTable(nodes, 1 + SLOTS * SLOT_WORDS)
  }

  get evicted(): number {
    return this.#table.evicted
  }

  get bytes(): number {
    return this.#table.bytes
  }

  otherNameServed(node: number, user: number, pane: number): void {
    this.#note(mix(node, NAMES), user, pane)
  }

  offerServed({ registrar, offer, user }: Contribution, pane: number): void {
    this.#note(mix(registrar, OFFERS), user, pane)
    this.#note(mix(mix(registrar, OFFERS), offer), user, pane)
  }

  /** Users that got through this node under another name, up to four. */
  otherNames(node: number, pane: number): number {
    return this.#count(mix(node, NAMES), pane)
  }

  /** Users that offered an association and got through this P-CSCF, up to four; 0 when one of them offered this one. */
  otherOffers(edge: number, offer: number, pane: number): number {
    return this.#count(mix(mix(edge, OFFERS), offer), pane) > 0 ? 0 : this.#count(mix(edge, OFFERS), pane)
  }

  #note(key: number, user: number, pane: number): void {
    const at = this.#table.obtain(key, pane, pane - HOUR)
    noteRecent(this.#table.words, at + 1, SLOTS, user, pane)
  }

  #count(key: number, pane: number): number {
    const at = this.#table.find(key)
    return at === 0 ? 0 : countRecent(this.#table.words, at + 1, SLOTS, pane - HOUR + 1)
  }
}
