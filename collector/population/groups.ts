import { mix } from '../registration/hash.ts'
import { LruTable } from './lru-table.ts'
import { countRecent, noteRecent, SLOT_WORDS } from './recent-set.ts'
import { HEALTH, KEPT, NODE_BASELINE, NODE_USERS, NODE_WINDOW, SETTLED, WINDOW } from './thresholds.ts'

const SOURCES = 8
/** Groups that are found without a search. */
const LATEST = 16
const place = {
  ringPane: 1,
  okPane: 2,
  healthyPane: 3,
  firstPane: 4,
  /** Sum of the ring of failures. */
  failures: 5,
  failing: 6,
  served: 6 + SOURCES * SLOT_WORDS,
  fail: 6 + SOURCES * SLOT_WORDS * 2,
  ok: 6 + SOURCES * SLOT_WORDS * 2 + KEPT,
  load: 6 + SOURCES * SLOT_WORDS * 2 + KEPT * 2,
} as const
const GROUP_WORDS = 6 + SOURCES * SLOT_WORDS * 2 + KEPT * 3

/**
 * How the users of each node, P-CSCF, network or host fare within the window. A user counts as failing as long as failure is
 * its last word, and once however often it tries; what gets through is counted by attempts.
 */
export class Groups {
  readonly #groups: LruTable
  readonly #failing: LruTable
  readonly #latestKeys = new Int32Array(LATEST)
  readonly #latestAt = new Int32Array(LATEST)
  #replacedThen = 0

  /** `groups`: nodes and the like that are kept apart; `users`: users that fail at them. */
  constructor(groups: number, users: number) {
    this.#groups = new LruTable(groups, GROUP_WORDS)
    this.#failing = new LruTable(users, 2)
  }

  get evicted(): number {
    return this.#groups.evicted + this.#failing.evicted
  }

  get bytes(): number {
    return this.#groups.bytes + this.#failing.bytes
  }

  /** `pane` is that in which the attempt began; `isLoad`: the failure is of the kind that too many cause. */
  fail(group: number, user: number, source: number, pane: number, isLoad = false): void {
    const at = this.#at(group, pane)
    const { words } = this.#groups
    if (pane <= words[at + place.ringPane]! - KEPT) return
    const own = this.#failing.obtain(mix(group, user), pane, pane - WINDOW)
    const before = this.#failing.words[own + 1]!
    // The user counts once, where it failed last.
    if (before > pane) return
    if (before > words[at + place.ringPane]! - KEPT) take(words, at, before)
    this.#failing.words[own + 1] = pane
    words[at + place.fail + (pane % KEPT)]!++
    words[at + place.failures]!++
    if (isLoad) words[at + place.load + (pane % KEPT)]!++
    if (source !== 0) noteRecent(words, at + place.failing, SOURCES, source, pane)
  }

  ok(group: number, user: number, source: number, pane: number): void {
    const at = this.#at(group, pane)
    const { words } = this.#groups
    if (pane <= words[at + place.ringPane]! - KEPT) return
    // Where nobody fails nobody needs to be looked for.
    const known = words[at + place.failures] === 0 ? 0 : this.#failing.find(mix(group, user))
    const failed = known === 0 ? 0 : this.#failing.words[known + 1]!
    if (failed > words[at + place.ringPane]! - KEPT && failed <= pane && failed !== 0) {
      take(words, at, failed)
      this.#failing.words[known + 1] = 0
    }
    words[at + place.okPane] = pane
    words[at + place.ok + (pane % KEPT)]!++
    if (source !== 0) noteRecent(words, at + place.served, SOURCES, source, pane)
  }

  /** Users that fail, within the `panes` up to `pane`. */
  failing(group: number, pane: number, panes: number): number {
    return this.#sum(group, place.fail, pane, panes)
  }

  /** Attempts that got through. */
  served(group: number, pane: number, panes: number): number {
    return this.#sum(group, place.ok, pane, panes)
  }

  /** Failures of the kind that too many cause. */
  load(group: number, pane: number, panes: number): number {
    return this.#sum(group, place.load, pane, panes)
  }

  /** Sources of users that fail, up to eight. */
  failingSources(group: number, pane: number, panes: number): number {
    const at = this.#groups.find(group)
    return at === 0 ? 0 : countRecent(this.#groups.words, at + place.failing, SOURCES, pane - panes + 1)
  }

  /** Sources of users that got through, up to eight, other than one of them. */
  servedSources(group: number, pane: number, panes: number, except: number): number {
    const at = this.#groups.find(group)
    return at === 0 ? 0 : countRecent(this.#groups.words, at + place.served, SOURCES, pane - panes + 1, except)
  }

  /** Nobody ever got through, as far as is known. */
  neverServed(group: number): boolean {
    const at = this.#groups.find(group)
    return at === 0 || this.#groups.words[at + place.okPane] === 0
  }

  /** It served nearly everybody, not long ago. */
  wasWell(group: number, pane: number): boolean {
    const at = this.#groups.find(group)
    const healthy = at === 0 ? 0 : this.#groups.words[at + place.healthyPane]!
    return healthy !== 0 && healthy > pane - HEALTH
  }

  /** Panes since it was first seen. */
  watched(group: number, pane: number): number {
    const at = this.#groups.find(group)
    return at === 0 ? 0 : pane - this.#groups.words[at + place.firstPane]!
  }

  #at(group: number, pane: number): number {
    // Few groups make nearly everything: within a pane they are found without a search, unless one had to go.
    const slot = group & (LATEST - 1)
    const groups = this.#groups
    const { words } = groups
    let at = this.#latestKeys[slot] === group && this.#replacedThen === groups.replaced ? this.#latestAt[slot]! : 0
    if (at === 0 || words[at + place.ringPane]! < pane) {
      at = groups.obtain(group, pane, pane - WINDOW)
      if (this.#replacedThen !== groups.replaced) this.#latestAt.fill(0)
      this.#replacedThen = groups.replaced
      this.#latestKeys[slot] = group
      this.#latestAt[slot] = at
    }
    const last = words[at + place.ringPane]!
    if (last === 0) words[at + place.firstPane] = pane
    else if (last < pane) this.#turn(at, last, pane)
    words[at + place.ringPane] = Math.max(last, pane)
    return at
  }

  /** Makes room for new panes in the rings, after a look at how the group fared as far as that is settled. */
  #turn(at: number, last: number, pane: number): void {
    const { words } = this.#groups
    const settled = Math.min(last, pane - SETTLED)
    if (isWell(words, at, settled, NODE_WINDOW) || isWell(words, at, settled, WINDOW)) words[at + place.healthyPane] = settled
    for (let next = Math.max(last + 1, pane - KEPT + 1); next <= pane; next++) {
      const slot = next % KEPT
      words[at + place.failures]! -= words[at + place.fail + slot]!
      words[at + place.fail + slot] = words[at + place.ok + slot] = words[at + place.load + slot] = 0
    }
  }

  #sum(group: number, ring: number, pane: number, panes: number): number {
    const at = this.#groups.find(group)
    if (at === 0) return 0
    const last = this.#groups.words[at + place.ringPane]!
    return sumOf(this.#groups.words, at + ring, Math.max(pane - panes + 1, last - KEPT + 1), Math.min(pane, last))
  }
}

function isWell(words: Int32Array, at: number, last: number, panes: number): boolean {
  const failing = sumOf(words, at + place.fail, last - panes + 1, last)
  const all = failing + sumOf(words, at + place.ok, last - panes + 1, last)
  return all >= NODE_USERS && failing < all * NODE_BASELINE
}

/** One less, unless the group was forgotten meanwhile and counts anew. */
function take(words: Int32Array, at: number, pane: number): void {
  if (words[at + place.fail + (pane % KEPT)] === 0) return
  words[at + place.fail + (pane % KEPT)]!--
  words[at + place.failures]!--
}

function sumOf(words: Int32Array, ring: number, from: number, to: number): number {
  let sum = 0
  for (let pane = Math.max(from, 1); pane <= to; pane++) sum += words[ring + (pane % KEPT)]!
  return sum
}
