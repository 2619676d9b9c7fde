import type { Population as Seen } from '../../classifiers/attempt.ts'
import { mark, result, type Contribution, type Watch } from '../registration/contribution.ts'
import { TICKS_PER_SECOND } from '../registration/wheel.ts'
import { allEdges, domainOf, networkOf, paneOf } from './group-keys.ts'
import { Customs } from './customs.ts'
import { Groups } from './groups.ts'
import { Guesses } from './guesses.ts'
import { look } from './look.ts'
import { Pane } from './pane.ts'
import { Refused } from './refused.ts'
import { RefusedUsers } from './refused-users.ts'
import { Served } from './served.ts'

/** How much is kept in view. What has no room is counted, and the evidence is then less than exact. */
export interface PopulationLimits {
  /** Attempts that are closed within a second. */
  readonly attempts: number
  /** Sources that get through, and a quarter as many that are refused. */
  readonly sources: number
  /** Users that fail. */
  readonly users: number
  /** Nodes, P-CSCFs, visited networks, domains. */
  readonly nodes: number
}

/** Enough for 16,000 attempts a second; about 40 MB. */
const usualLimits: PopulationLimits = { attempts: 16_384, sources: 131_072, users: 131_072, nodes: 1_024 }

/** What everybody does at the same time: what comes within a second is added to windows of panes, and the windows asked when a verdict is released. */
export class Population implements Watch {
  readonly served: Served
  readonly refused: Refused
  /** The same of what gets no reply. */
  readonly unanswered: Refused
  readonly refusedUsers: RefusedUsers
  readonly guesses: Guesses
  readonly nodes: Groups
  readonly edges: Groups
  readonly networks: Groups
  readonly domains: Groups
  readonly customs: Customs
  readonly #pane: Pane
  #now = 0

  constructor({ attempts, sources, users, nodes }: PopulationLimits = usualLimits) {
    this.#pane = new Pane(attempts)
    this.served = new Served(sources)
    this.refused = new Refused(Math.max(64, sources >> 2))
    this.unanswered = new Refused(Math.max(64, sources >> 5))
    this.refusedUsers = new RefusedUsers(users)
    this.guesses = new Guesses(Math.max(64, users >> 2))
    this.nodes = new Groups(nodes, users)
    this.edges = new Groups(nodes, users >> 2)
    this.networks = new Groups(nodes, users >> 2)
    this.domains = new Groups(nodes, users >> 2)
    this.customs = new Customs(nodes << 2)
  }

  /** What had to be left out, or forgotten too early. */
  get evicted(): number {
    const { served, refused, unanswered, refusedUsers, guesses, nodes, edges, networks, domains, customs } = this
    return [served, refused, unanswered, refusedUsers, guesses, nodes, edges, networks, domains, customs].reduce(
      (sum, each) => sum + each.evicted,
      this.#pane.lost,
    )
  }

  get bytes(): number {
    const { served, refused, unanswered, refusedUsers, guesses, nodes, edges, networks, domains, customs } = this
    return [served, refused, unanswered, refusedUsers, guesses, nodes, edges, networks, domains, customs].reduce(
      (sum, each) => sum + each.bytes,
      0,
    )
  }

  /** Adds the second that is over to the windows: until then nobody sees it. More than a second at a time would hold up the packets. */
  advance(tick: number): void {
    const second = Math.floor(tick / TICKS_PER_SECOND)
    if (second <= this.#now) return
    if (this.#pane.length > 0) {
      this.#pane.each((one) => this.absorb(one))
      this.#pane.clear()
    }
    this.#now = second
  }

  note(contribution: Contribution, tick: number): void {
    this.advance(tick)
    this.#pane.add(contribution)
  }

  ask(contribution: Contribution, tick: number): Seen {
    this.advance(tick)
    return look(this, contribution, paneOf(contribution.began))
  }

  /** Adds one contribution of a pane, this collector's or another's. It counts where it began: what fails in silence is closed later than what is served. */
  absorb(one: Contribution): void {
    const pane = paneOf(one.began)
    if (one.result === result.ok || one.result === result.hidden) this.#absorbServed(one, pane)
    else this.#absorbRefused(one, pane)
  }

  #absorbServed(one: Contribution, pane: number): void {
    const { source, user, node, registrar, host, visited, marks, result: how } = one
    if ((marks & mark.passed) === 0) {
      if (source !== 0) {
        this.served.note(source, user, pane)
        this.guesses.served(source, user)
      }
      if (registrar !== 0) {
        this.domains.ok(domainOf(one), user, source, pane)
        this.domains.ok(registrar, user, source, pane)
      }
      if ((marks & mark.ims) !== 0 && registrar !== 0) {
        this.edges.ok(registrar, user, source, pane)
        this.edges.ok(allEdges, user, source, pane)
      }
      if (visited !== 0) {
        this.networks.ok(networkOf(one), user, source, pane)
        this.networks.ok(host, user, source, pane)
      }
    }
    if (node !== 0 && how === result.ok) this.nodes.ok(node, user, source, pane)
    if ((marks & mark.otherName) !== 0 && node !== 0) this.customs.otherNameServed(node, user, pane)
    if (one.offer !== 0 && registrar !== 0 && (marks & mark.passed) === 0) this.customs.offerServed(one, pane)
  }

  #absorbRefused(one: Contribution, pane: number): void {
    const { source, user, node, registrar, host, visited, marks, response, result: how } = one
    const isLoad = how === result.load || how === result.silent
    if (source !== 0 && how !== result.silent) {
      this.refused.note(one, pane)
      if (response !== 0) this.guesses.refused(source, user, response, pane)
      if (how === result.unasked || how === result.answer) this.refusedUsers.note(user, source, pane)
    }
    if (source !== 0 && how === result.silent) this.unanswered.note(one, pane)
    // A challenge that the UE does not answer, or a user that nobody knows, is no fault of the node.
    if (node !== 0 && (isLoad || how === result.answer || how === result.unasked)) this.nodes.fail(node, user, source, pane, isLoad)
    if (registrar !== 0 && how === result.unknown) {
      this.domains.fail(domainOf(one), user, source, pane)
      this.domains.fail(registrar, user, source, pane)
    }
    if ((marks & mark.ims) === 0) return
    if ((marks & mark.core) !== 0 && registrar !== 0) {
      this.edges.fail(registrar, user, source, pane)
      this.edges.fail(allEdges, user, source, pane)
    }
    if (visited !== 0) {
      this.networks.fail(networkOf(one), user, source, pane)
      this.networks.fail(host, user, source, pane)
    }
  }
}
