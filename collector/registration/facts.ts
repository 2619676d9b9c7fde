import type { Attempt, Known, Round as RoundFacts } from '../../classifiers/attempt.ts'
import { header } from '../sip/header.ts'
import { findUri, uri } from '../sip/address-of-record.ts'
import type { Agents } from './agents.ts'
import type { AttemptSpan } from './attempt-span.ts'
import type { CallStore } from './call-store.ts'
import { call } from './calls.ts'
import { looksIms, THREE_GPP } from './ims.ts'
import type { Message } from './message-list.ts'
import { requestOf, type Past } from './past.ts'
import { decisionOf, lateAnswerOf } from './origin.ts'
import { contactFlag, field, LINE, recordFlag } from './record.ts'
import { findValue, value, valueText } from './record-values.ts'
import { NO_REQUEST, requestFacts, type RequestFacts } from './request-facts.ts'
import { responseFacts } from './response-facts.ts'
import { pauseBetween, type Round } from './rounds.ts'
import { retransmissionsOf } from './copies.ts'
import { isAwaited } from './unseen-legs.ts'
import type { Surroundings } from './surroundings.ts'
import type { Texts } from './texts.ts'
import { UNWATCHED } from './unwatched.ts'
import type { RoleFinder } from './role-finder.ts'
import type { KnownRole } from './roles.ts'

/** What the making of facts needs to know besides the attempt. */
export interface FactSources {
  readonly store: CallStore
  readonly agents: Agents
  readonly texts: Texts
  readonly surroundings: Surroundings
  readonly roles: RoleFinder
  readonly past: Past
}

/** Makes of an attempt's records what the rules judge: plain data with strings, for failures only. */
export function factsOf(sources: FactSources, span: AttemptSpan, method: string, tick: number): Attempt {
  const { store, texts, surroundings } = sources
  const { arena } = store
  const opening = span.opening
  const record = opening?.record ?? 0
  const user = store.calls.words[span.entry + call.user]!
  const requests = span.rounds.map(({ asked }) =>
    asked === undefined ? NO_REQUEST : requestFacts(arena, texts, surroundings, asked.record, user, asked.tick),
  )
  const to = uriParts(sources, record, header.to)
  const from = findValue(arena, record, header.from) ? uriParts(sources, record, header.from) : to
  const ims = isIms(sources, span, requests)
  const roleOf = sources.roles.placeOf(span, ims)
  const rounds = span.rounds.map((round, index) => roundFacts(sources, span, round, index, requests[index] ?? NO_REQUEST, roleOf))
  const at = span.answered === undefined ? -1 : span.rounds.indexOf(span.answered)
  const node = arena.words[record + field.destinationHash]!
  const shape = arena.words[record + field.shape]!

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
    regId: ((shape >>> 16) & contactFlag.regId) !== 0,
    transport: transportOf(shape >>> 24),
    population: UNWATCHED,
    history: {
      ...sources.past.before(requestOf(store, sources.agents, span)),
      nodeAnswers: nodeAnswers(sources, span, tick),
      protectedVisible: surroundings.protectedVisible(node, tick),
      restarted: span.isRestarted ? 'yes' : 'unknown',
    },
  }
}

function roundFacts(
  { store, texts }: FactSources,
  span: AttemptSpan,
  round: Round,
  index: number,
  { credentials, securityClient, securityVerify }: RequestFacts,
  roleOf: (message: Message) => KnownRole,
): RoundFacts {
  const { arena } = store
  const { request, answer } = round
  const decision = decisionOf(round)
  const late = lateAnswerOf(round, decision)
  const before = span.rounds[index - 1]
  const response = answer === undefined ? undefined : responseFacts(arena, texts, answer, roleOf(answer))
  return {
    cseq: round.cseq,
    requestSeen: round.asked !== undefined,
    responseInside: round.isUnseen,
    pause: before === undefined ? 0 : pauseBetween(before, round),
    credentials,
    securityClient,
    securityVerify,
    toPort: request === undefined ? 0 : arena.words[request.record + field.ports]! & 0xffff,
    retransmissions: request === undefined ? 0 : retransmissionsOf(request),
    response,
    decision: decision === undefined || decision === answer ? response : responseFacts(arena, texts, decision, roleOf(decision)),
    forwarded: round.deeperRequests.length > 0 || isInside(span, request),
    sentOn: decision !== undefined && round.deeperRequests.some(({ vias }) => vias > decision.vias),
    path: ((request?.flags ?? 0) & recordFlag.path) !== 0 || marked(round.deeperRequests, recordFlag.path),
    integrityProtected:
      ((request?.flags ?? 0) & recordFlag.integrityProtected) !== 0 || marked(round.deeperRequests, recordFlag.integrityProtected),
    coreKeys: marked(round.deeperAnswers, recordFlag.keys),
    late: late === undefined ? undefined : responseFacts(arena, texts, late, roleOf(late)),
    lateAwaited: answer === undefined && late !== undefined && round.asked !== undefined && isAwaited(round.asked, late),
  }
}

/** It was seen on a deeper leg than the first request of the attempt: a node sent it on. */
function isInside({ opening }: AttemptSpan, request: Message | undefined): boolean {
  return request !== undefined && request.vias > (opening?.vias ?? request.vias)
}

function marked(messages: readonly Message[], mark: number): boolean {
  for (const { flags } of messages) if ((flags & mark) !== 0) return true
  return false
}

/** By what the attempt looks like, or by what the UE's credentials name: a realm in a 3GPP domain, an AKA algorithm. */
function isIms({ store, roles }: FactSources, span: AttemptSpan, requests: readonly RequestFacts[]): boolean {
  if (looksIms(store, roles, span)) return true
  for (const { credentials } of requests) {
    for (const { realm, algorithm } of credentials) if (realm.endsWith(THREE_GPP) || algorithm.startsWith('AKA')) return true
  }
  return false
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
export function decidedAlone({ store, surroundings }: FactSources, { answered, decision }: AttemptSpan, tick: number): Known {
  if (answered === undefined || decision === undefined) return 'unknown'
  if (decision !== answered.answer) return 'yes'
  if (answered.deeperRequests.length > 0) return 'no'
  return surroundings.forwardsVisibly(store.arena.words[decision.record + field.sourceHash] ?? 0, tick)
}

/** Whether the node that did not answer has answered others, as seen by the same agent. */
export function nodeAnswers({ store, surroundings }: FactSources, span: AttemptSpan, tick: number): Known {
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
