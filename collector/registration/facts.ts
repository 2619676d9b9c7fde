import type { Attempt, Credentials, Response, Role, Round as RoundFacts } from '../../classifiers/rule.ts'
import { header } from '../sip/header.ts'
import { findUri, uri } from '../sip/address-of-record.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { readCredentials } from './auth-facts.ts'
import type { CallStore } from './call-store.ts'
import { call, flag } from './calls.ts'
import type { Message } from './message-list.ts'
import { decisionOf, lateAnswerOf } from './origin.ts'
import { contactFlag, field, LINE, recordFlag } from './record.ts'
import { addressAt, findValue, firstValue, joinedText, nextValue, value, valueText } from './record-values.ts'
import { responseFacts } from './response-facts.ts'
import { pauseBetween, type Round } from './rounds.ts'
import { retransmissionsOf } from './attempt-span.ts'
import type { Surroundings } from './surroundings.ts'
import type { Texts } from './texts.ts'
import { UNWATCHED } from './unwatched.ts'
import type { RoleFinder } from './role-finder.ts'

/** What the making of facts needs to know besides the attempt. */
export interface FactSources {
  readonly store: CallStore
  readonly texts: Texts
  readonly surroundings: Surroundings
  readonly roles: RoleFinder
}

const NO_CREDENTIALS: readonly Credentials[] = []
const THREE_GPP = '3gppnetwork.org'

/** Makes of an attempt's records what the rules judge: plain data with strings, for failures only. */
export function factsOf(sources: FactSources, span: AttemptSpan, method: string, tick: number): Attempt {
  const { store, texts, surroundings } = sources
  const { arena } = store
  const opening = span.opening
  const record = opening?.record ?? 0
  const user = store.calls.words[span.entry + call.user] ?? 0
  const credentials = span.rounds.map((round) => credentialsOf(sources, round, user))
  const to = uriParts(sources, record, header.to)
  const from = findValue(arena, record, header.from) ? uriParts(sources, record, header.from) : to
  const ims = isIms(span, arena.words, credentials, to.host, sources)
  const place = sources.roles.placeOf(span, ims)
  const rounds = span.rounds.map((round, index) => roundFacts(sources, span, round, index, credentials[index] ?? NO_CREDENTIALS, place))
  const at = span.answered === undefined ? -1 : span.rounds.indexOf(span.answered)
  const node = opening === undefined ? 0 : (arena.words[opening.record + field.destinationHash] ?? 0)

  return {
    method,
    rounds,
    final: rounds[at]?.response,
    decision: rounds[at]?.decision,
    lastAnswered: span.last?.answer !== undefined,
    decidedAlone: decidedAlone(sources, span, tick),
    originRole: rounds[at]?.decision?.role ?? 'none',
    toUser: to.user,
    toHost: to.host,
    fromUser: from.user,
    fromHost: from.host,
    requestHost: uriParts(sources, record, LINE).host,
    userAgent: findValue(arena, record, header.userAgent) ? texts.at(value.start, value.end) : '',
    ims,
    visitedNetwork: visitedNetwork(sources, span),
    regId: opening !== undefined && ((arena.words[opening.record + field.shape] ?? 0) & (contactFlag.regId << 16)) !== 0,
    transport: transportOf((arena.words[record + field.shape] ?? 0) >>> 24),
    population: UNWATCHED.population,
    history: {
      succeeded: 'unknown',
      nodeAnswers: nodeAnswers(sources, span, tick),
      protectedVisible: surroundings.protectedVisible(node, tick),
      restarted: ((store.calls.words[span.entry + call.flags] ?? 0) & flag.restarted) !== 0 ? 'yes' : 'unknown',
    },
  }
}

function roundFacts(
  sources: FactSources,
  span: AttemptSpan,
  round: Round,
  index: number,
  credentials: readonly Credentials[],
  roleOf: (message: Message) => Role,
): RoundFacts {
  const { store, texts } = sources
  const { arena } = store
  const { request, answer } = round
  const decision = decisionOf(round)
  const late = lateAnswerOf(round)
  const before = span.rounds[index - 1]
  const facts = (message: Message): Response =>
    responseFacts(arena, texts, message, roleOf(message))
  const response = answer === undefined ? undefined : facts(answer)
  return {
    cseq: round.cseq,
    pause: before === undefined ? 0 : pauseBetween(before, round),
    credentials,
    securityClient: request === undefined ? '' : joinedText(arena, request.record, header.securityClient),
    securityVerify: request === undefined ? '' : joinedText(arena, request.record, header.securityVerify),
    toPort: request === undefined ? 0 : (arena.words[request.record + field.ports] ?? 0) & 0xffff,
    retransmissions: request === undefined ? 0 : retransmissionsOf(request),
    response,
    decision: decision === undefined ? undefined : decision === answer ? response : facts(decision),
    forwarded: round.deeperRequests.length > 0,
    integrityProtected: round.deeperRequests.some((message) => (message.flags & recordFlag.integrityProtected) !== 0),
    coreKeys: round.deeperAnswers.some((message) => (message.flags & recordFlag.keys) !== 0),
    late: late === undefined ? undefined : facts(late),
  }
}

function credentialsOf({ store, texts, surroundings }: FactSources, { request }: Round, user: number): readonly Credentials[] {
  if (request === undefined || request.credentials === 0) return NO_CREDENTIALS
  const { arena } = store
  const tick = request.tick
  const all: Credentials[] = []
  value.next = firstValue(arena, request.record)
  while (nextValue(arena, request.record)) {
    const { id, start, end, next } = value
    if (id !== header.authorization && id !== header.proxyAuthorization) continue
    all.push(readCredentials(arena, texts, start, end, id === header.proxyAuthorization, (nonce) => surroundings.nonceAge(nonce, user, tick)))
    value.next = next
  }
  return all
}

/** 3gppnetwork realm or To, an AKA algorithm, Security-Client, or a node that the configuration calls a CSCF. */
function isIms(
  span: AttemptSpan,
  words: Int32Array,
  credentials: readonly (readonly Credentials[])[],
  toHost: string,
  { store, roles }: FactSources,
): boolean {
  if (((store.calls.words[span.entry + call.flags] ?? 0) & flag.aka) !== 0 || toHost.endsWith(THREE_GPP)) return true
  if (credentials.some((set) => set.some(({ realm, algorithm }) => realm.endsWith(THREE_GPP) || algorithm.startsWith('AKA')))) return true
  const { opening } = span
  return opening !== undefined && words.length > 0 && roles.configured(addressAt(store.arena, opening.record, true)) === 'pcscf'
}

function uriParts({ store, texts }: FactSources, record: number, id: number): { readonly user: string; readonly host: string } {
  const { arena } = store
  if (!findValue(arena, record, id) || !findUri(arena.bytes, value.start, value.end)) return { user: '', host: '' }
  const { userStart, userEnd, hostStart, hostEnd } = uri
  const host = texts.at(hostStart, hostEnd)
  return { user: texts.at(userStart, userEnd), host: host.toLowerCase() }
}

function visitedNetwork({ store }: FactSources, span: AttemptSpan): string {
  for (const round of span.rounds) {
    for (const { record } of round.deeperRequests) {
      const network = valueText(store.arena, record, header.visitedNetwork)
      if (network !== '') return network.replaceAll('"', '')
    }
  }
  return ''
}

/** A node decided alone when its onward traffic is captured and this request is not among it. */
function decidedAlone({ store, surroundings }: FactSources, { answered, decision }: AttemptSpan, tick: number): 'yes' | 'no' | 'unknown' {
  if (answered === undefined || decision === undefined) return 'unknown'
  if (decision !== answered.answer) return 'yes'
  if (answered.deeperRequests.length > 0) return 'no'
  return surroundings.forwardsVisibly(store.arena.words[decision.record + field.sourceHash] ?? 0, tick)
}

/** Whether the node that did not answer has answered others, as seen by the same agent. */
function nodeAnswers({ store, surroundings }: FactSources, span: AttemptSpan, tick: number): 'yes' | 'no' | 'unknown' {
  const request = span.last?.request
  if (request === undefined) return 'unknown'
  const node = store.arena.words[request.record + field.destinationHash] ?? 0
  return request.agents.some((agent) => surroundings.nodeAnswers(agent, node, tick) === 'yes') ? 'yes' : 'unknown'
}

function transportOf(protocol: number): string {
  switch (protocol) {
    case 6:
      return 'tcp'
    case 17:
      return 'udp'
    case 22:
      return 'tls'
    case 132:
      return 'sctp'
    default:
      return 'unknown'
  }
}
