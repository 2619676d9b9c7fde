import type { Known, Population as Seen, PopulationWord } from '../../classifiers/attempt.ts'
import { mark, result, type Contribution } from '../registration/contribution.ts'
import type { Groups } from './groups.ts'
import { allEdges, domainOf, networkOf } from './group-keys.ts'
import type { Population } from './population.ts'
import { looksLikeScan } from './refused.ts'
import {
  EDGE_OTHERS,
  EDGE_SHARE,
  EDGE_USERS,
  GUESSES,
  HOST_USERS,
  HOUR,
  NAME_OTHERS,
  NODE_SHARE,
  NODE_SOURCES,
  NODE_USERS,
  NODE_WINDOW,
  OFFER_OTHERS,
  STORM_FACTOR,
  STORM_WATCHED,
  USER_SOURCES,
  WIDE_OTHERS,
  WIDE_USERS,
  WINDOW,
} from './thresholds.ts'

/** Panes after an attempt that are looked at with those before it: they are complete when the shortest hold is over. */
const ALONGSIDE = 1

/** What was counted, in words: the flag is set. `undefined`: it is not. */
type Words = string | undefined

/**
 * What the others did around one attempt, whose last request came in pane `began`. A source that stands for many (a proxy, an SBC) is 0: it is nobody's neighbour and no attacker.
 */
export function look(population: Population, one: Contribution, began: number): Seen {
  const pane = began + ALONGSIDE
  const { nodes, networks, domains } = population
  const isSource = one.source !== 0
  const scanned = isSource ? scan(population, one, pane) : undefined
  const wide = isSource ? sourceWide(population, one, pane) : undefined
  const edge = pcscfWide(population, one, pane)
  const node = nodeWide(nodes, one, pane)
  const network = visitedCluster(networks, one, pane)
  const user = isSource ? userMultiSource(population, one, pane) : undefined
  const ban = isSource ? banPattern(population, one, began) : undefined
  const wave = expiryWave(nodes, one, pane)
  const domain = domainWide(domains, one, pane)
  const names = otherNames(population, one, pane)
  const offers = otherOffers(population, one, pane)
  const neighbour = isSource ? neighbours(population, one) : 0
  const ofSource = isSource ? 'no' : 'unknown'
  const isNear = neighbour !== 0 && neighbour >= began - WINDOW
  const isSince = neighbour !== 0 && neighbour >= began + 2
  const flags: Seen = {
    scan: knownBy(scanned, ofSource),
    sourceWide: knownBy(wide, ofSource),
    pcscfWide: knownBy(edge, 'no'),
    nodeWide: knownBy(node, 'no'),
    visitedCluster: knownBy(network, 'no'),
    userMultiSource: knownBy(user, ofSource),
    banPattern: knownBy(ban, ofSource),
    expiryWave: knownBy(wave, 'no'),
    domainWide: knownBy(domain, 'no'),
    otherNames: knownBy(names, 'no'),
    otherOffers: knownBy(offers, 'no'),
    neighboursSucceed: isNear ? 'yes' : ofSource,
    neighboursSince: isSince ? 'yes' : ofSource,
  }
  const any = scanned ?? wide ?? edge ?? node ?? network ?? user ?? ban ?? wave ?? domain ?? names ?? offers
  if (any === undefined && !isNear) return flags
  const seen: Partial<Record<PopulationWord, string>> = {}
  if (scanned !== undefined) seen.scan = scanned
  if (wide !== undefined) seen.sourceWide = wide
  if (edge !== undefined) seen.pcscfWide = edge
  if (node !== undefined) seen.nodeWide = node
  if (network !== undefined) seen.visitedCluster = network
  if (user !== undefined) seen.userMultiSource = user
  if (ban !== undefined) seen.banPattern = ban
  if (wave !== undefined) seen.expiryWave = wave
  if (domain !== undefined) seen.domainWide = domain
  if (names !== undefined) seen.otherNames = names
  if (offers !== undefined) seen.otherOffers = offers
  return { ...flags, seen }
}

function knownBy(words: Words, otherwise: Known): Known {
  return words === undefined ? otherwise : 'yes'
}

function scan({ served, refused, guesses }: Population, { source, user, port, marks }: Contribution, pane: number): Words {
  if (guesses.isGuessing(source, user, pane))
    return `at least ${GUESSES} answers for this user from its source within 30 s, each in an attempt of its own`
  const last = served.last(source)
  if ((marks & mark.known) !== 0 || (last !== 0 && last >= pane - HOUR)) return undefined
  const tried = refused.tried(source, port, pane)
  if (!looksLikeScan(tried)) return undefined
  const row = tried.inARow > 2 ? `, ${tried.inARow} of them numbers in a row` : ''
  return `${atLeast(tried.users, 16)} users tried from its source within 5 minutes${row}, and none got through`
}

function sourceWide({ served, refused, unanswered, nodes }: Population, { source, node, result: how }: Contribution, pane: number): Words {
  if (how === result.silent) {
    // The node replies to others: it drops what comes from here, where those who were known good are all that is needed to know it.
    const { known: silent } = unanswered.alike(source, how, pane, Math.max(served.last(source), refused.last(source)))
    const replied = nodes.servedSources(node, pane, WINDOW, source)
    return silent < WIDE_USERS || replied < WIDE_OTHERS
      ? undefined
      : `${atLeast(silent, 16)} users of its source, all known good, get no reply at all any more, while ${atLeast(replied, 8)} other sources are served`
  }
  if (how !== result.unasked && how !== result.answer && how !== result.load) return undefined
  const last = served.last(source)
  const { users, known } = refused.alike(source, how, pane, last)
  // Somebody of the source got through within the hour: then it is the source only if those who are refused since did before, too.
  if (users < WIDE_USERS || (last !== 0 && last >= pane - HOUR && known < WIDE_USERS)) return undefined
  const others = nodes.servedSources(node, pane, WINDOW, source)
  if (others < WIDE_OTHERS) return undefined
  return `${atLeast(users, 16)} users of its source are refused and none is served${last === 0 ? '' : ' since'}, while ${atLeast(others, 8)} other sources are`
}

function pcscfWide({ edges }: Population, one: Contribution, pane: number): Words {
  if ((one.marks & mark.ims) === 0 || one.registrar === 0) return undefined
  return cohort(edges, one.registrar, allEdges, pane, 'of its P-CSCF', 'of other P-CSCFs')
}

function visitedCluster(networks: Groups, one: Contribution, pane: number): Words {
  if (one.visited === 0 || (one.marks & mark.roaming) === 0) return undefined
  return cohort(networks, networkOf(one), one.host, pane, 'in its visited network', 'of the same home network elsewhere')
}

/** All of a group fail, most of the rest do not. */
function cohort(groups: Groups, group: number, all: number, pane: number, here: string, elsewhere: string): Words {
  const users = groups.failing(group, pane, WINDOW)
  if (users < EDGE_USERS || groups.served(group, pane, WINDOW) > 0) return undefined
  const others = groups.served(all, pane, WINDOW)
  const failing = Math.max(0, groups.failing(all, pane, WINDOW) - users)
  if (others < EDGE_OTHERS || others < (others + failing) * EDGE_SHARE) return undefined
  return `${users} users ${here} are refused and none is served, while ${others} attempts ${elsewhere} got through`
}

function nodeWide(nodes: Groups, { node }: Contribution, pane: number): Words {
  if (node === 0) return undefined
  const failing = nodes.failing(node, pane, NODE_WINDOW)
  const served = nodes.served(node, pane, NODE_WINDOW)
  if (failing + served < NODE_USERS || failing < (failing + served) * NODE_SHARE) return undefined
  if (nodes.failingSources(node, pane, NODE_WINDOW) < NODE_SOURCES) return undefined
  // What was never seen well may always have been so; then only a node that serves nobody counts as down.
  if (!nodes.wasWell(node, pane) && !nodes.neverServed(node)) return undefined
  return `${failing} users fail at this node within a minute, ${served === 0 ? 'and nobody is served' : `${served} attempts get through`}`
}

function expiryWave(nodes: Groups, { node }: Contribution, pane: number): Words {
  if (node === 0 || nodes.watched(node, pane) < STORM_WATCHED) return undefined
  const failing = nodes.failing(node, pane, NODE_WINDOW)
  const served = nodes.served(node, pane, NODE_WINDOW)
  const now = failing + served
  if (served === 0 || now < NODE_USERS || nodes.load(node, pane, NODE_WINDOW) < failing) return undefined
  const span = Math.min(WINDOW, nodes.watched(node, pane)) - NODE_WINDOW
  const before = ((nodes.failing(node, pane, WINDOW) + nodes.served(node, pane, WINDOW) - now) * NODE_WINDOW) / span
  if (now < before * STORM_FACTOR) return undefined
  return `${now} users within a minute at this node, ${Math.round(before)} a minute before`
}

function userMultiSource({ refusedUsers, served }: Population, { user, result: how }: Contribution, pane: number): Words {
  if (how !== result.unasked && how !== result.answer) return undefined
  const sources = refusedUsers.sources(user, pane, (source) => served.lastOfOthers(source, user) >= Math.max(1, pane - WINDOW))
  return sources < USER_SOURCES ? undefined : `the user is refused from ${atLeast(sources, 4)} sources where others get through`
}

function banPattern({ refused, served, nodes }: Population, { source, node, result: how }: Contribution, began: number): Words {
  if (how !== result.silent && how !== result.load) return undefined
  if (!refused.refusedOften(source, began + 1) || refused.last(source) > began + 1 || served.last(source) > began + 1) return undefined
  if (nodes.servedSources(node, began + ALONGSIDE, WINDOW, source) === 0) return undefined
  return 'its source was refused at least 10 times within 10 minutes before, and has no reply since; others are answered'
}

function domainWide(domains: Groups, one: Contribution, pane: number): Words {
  if (one.registrar === 0 || one.result !== result.unknown) return undefined
  const users = domains.failing(domainOf(one), pane, WINDOW)
  if (users < HOST_USERS || domains.served(domainOf(one), pane, WINDOW) > 0) return undefined
  const others = domains.served(one.registrar, pane, WINDOW)
  return others === 0
    ? undefined
    : `${users} users of this domain are unknown and none is served, while ${others} attempts of other domains got through`
}

function otherNames({ customs }: Population, { node, result: how }: Contribution, pane: number): Words {
  if (node === 0 || how !== result.answer) return undefined
  const users = customs.otherNames(node, pane)
  return users < NAME_OTHERS ? undefined : 'others get through there whose digest username is not the user that registers'
}

function otherOffers({ customs }: Population, { registrar, offer, marks }: Contribution, pane: number): Words {
  if (offer === 0 || registrar === 0 || (marks & mark.core) !== 0) return undefined
  const users = customs.otherOffers(registrar, offer, pane)
  return users < OFFER_OTHERS ? undefined : 'UEs that offer other algorithms get through this P-CSCF, none does with this offer'
}

/** Pane in which another user of the source got through last, 0 for never. */
function neighbours({ served }: Population, { source, user }: Contribution): number {
  return served.lastOfOthers(source, user)
}

function atLeast(count: number, most: number): string {
  return count >= most ? `${most} or more` : `${count}`
}
