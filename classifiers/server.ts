import { quoted, said, seenOf } from './evidence.ts'
import { answerIn, isAka, isChallenge, lastWord, mayLackAnswer, otherSchemes } from './reading.ts'
import type { Attempt, Challenge, Response, Round } from './attempt.ts'
import { finding, type Rule } from './rule.ts'

/**
 * R41. Nothing came back. A node that drops one source (a ban), a one-way capture and a dead node look the same, so it is definite only
 * when the node was heard answering this very source's neighbours, and the UE, which hears more than we do, asked again.
 */
export const silence: Rule = (attempt) => {
  if (attempt.lastAnswered) return undefined
  if (answersUnseen(attempt)) return 'blind'
  const { population, history } = attempt
  if (population.banPattern === 'yes')
    return finding('acl', 'source_ip', 'likely', 'no reply any more to this source', seenOf(attempt, 'banPattern'))
  const round = attempt.rounds.at(-1)
  const repeats = round?.retransmissions ?? 0
  const again = repeats > 0 ? `, sent ${repeats + 1} times` : ''
  const evidence = `no reply to the ${attempt.rounds.length > 1 ? 'last ' : ''}REGISTER${again}${behind(round)}`
  // pjsip says nothing over UDP when it has too much to do (pjsip_distributor.c).
  if (population.expiryWave === 'yes') return finding('overload', 'unavailable', 'likely', evidence, seenOf(attempt, 'expiryWave'))
  if (population.sourceWide === 'yes') return finding('acl', 'source_ip', 'likely', evidence, seenOf(attempt, 'sourceWide'))
  const isDoubtful = mayLackAnswer(attempt, round)
  const usual = isDoubtful ? 'ambiguous' : 'likely'
  const doubt = isDoubtful ? [SENT_ONCE] : []
  if (population.neighboursSince === 'yes')
    return finding(
      'server',
      'no_response',
      repeats > 0 && history.nodeAnswers === 'yes' ? 'definite' : usual,
      evidence,
      seenOf(attempt, 'neighboursSince'),
      ...doubt,
    )
  if (history.nodeAnswers === 'yes') return finding('server', 'no_response', usual, evidence, 'the same node answers others', ...doubt)
  return finding(
    'server',
    'no_response',
    'ambiguous',
    evidence,
    'answers of this node to others would tell a dead path from a one-way capture',
  )
}

const SENT_ONCE = 'it was sent once, and over UDP a client repeats what is not answered: the capture may lack the answer'

/** What was seen behind the node that did not answer. */
function behind(round: Round | undefined): string {
  if (round?.late !== undefined)
    return `, though a node behind said ${quoted(round.late)}: ${round.lateAwaited ? 'that was not seen to be passed on' : 'by then the UE had given up'}`
  return round?.forwarded === true ? '; it was passed on, and the next node was not seen to answer either' : ''
}

/**
 * No answer was captured, and one was given: the UE answered a challenge, and did not send its answer again, as it would over UDP (RFC 3261
 * §17.1.2.2). One direction is missing from the capture. Or a node behind accepted it in time over TCP, where nothing is sent again.
 */
function answersUnseen({ rounds }: Attempt): boolean {
  const last = rounds.at(-1)
  if (last === undefined || last.retransmissions > 0) return false
  if (last.lateAwaited && last.late !== undefined && last.late.status < 300) return true
  return rounds.every(({ response }) => response === undefined) && !answers(rounds[0]) && answers(last)
}

function answers(round: Round | undefined): boolean {
  return answerIn(round, false) !== undefined || answerIn(round, true) !== undefined
}

/**
 * R41. 5xx or 480 of a node that had passed the request on and heard nothing: it gives its own code to what 408 or 504 would say
 * (RFC 3261 §16.7). Before R40, since then it is not the node itself that has too much to do.
 */
export const passedOnInVain: Rule = (attempt) => {
  const response = lastWord(attempt)
  const round = attempt.rounds.at(-1)
  if (attempt.ims || response === undefined || !saidInPlace.has(response.status) || round?.sentOn !== true) return undefined
  return finding(
    'server',
    'no_response',
    'likely',
    said(attempt, response),
    ...lateWords(round.late),
    'it was passed on, and the next node was not seen to answer in time',
  )
}

const saidInPlace: ReadonlySet<number> = new Set([480, 500, 502, 503])

/**
 * R41. 408 or 504: a node on the way waited in vain (RFC 3261 §16.7, §21.4.9). In an IMS it may have waited for Diameter, and Clearwater's
 * S-CSCF says 504 for a lost HSS. What a deeper node said too late is shown and decides nothing: it may or may not come while the verdict is held.
 */
export const timedOut: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response?.status !== 408 && response?.status !== 504) return undefined
  const round = attempt.rounds.at(-1)
  const evidence = [said(attempt, response), ...lateWords(round?.late)]
  if (attempt.population.banPattern === 'yes') return finding('acl', 'source_ip', 'likely', ...evidence, seenOf(attempt, 'banPattern'))
  if (response.status === 504 && response.role === 'scscf') return finding('server', 'hss', 'likely', ...evidence)
  if (round?.sentOn === true && !attempt.ims) {
    return finding('server', 'no_response', 'definite', ...evidence, 'it was passed on, and the next node did not answer in time')
  }
  return finding('server', 'no_response', 'likely', ...evidence)
}

/** R42. On a REGISTER 480 speaks of no callee: the I- or S-CSCF could not ask the HSS (3GPP TS 24.229 §5.3.1.3). */
export const homeUnavailable: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response?.status !== 480) return undefined
  return attempt.ims
    ? finding('server', 'hss', 'likely', said(attempt, response))
    : finding(
        'server',
        'internal',
        'ambiguous',
        said(attempt, response),
        'on a REGISTER this code has no meaning of its own; the log of that node would tell',
      )
}

/** R42. 600 from an I-CSCF: no S-CSCF has the capabilities that the HSS demands (3GPP TS 24.229 §5.3.1.3). */
export const noServer: Rule = (attempt) => {
  const response = lastWord(attempt)
  return attempt.ims && response?.status === 600 ? finding('server', 'core_routing', 'likely', said(attempt, response)) : undefined
}

/** R42. Any other 5xx that states no fault of the request. */
export const internalError: Rule = (attempt) => {
  const response = lastWord(attempt)
  return response === undefined || Math.trunc(response.status / 100) !== 5
    ? undefined
    : finding('server', 'internal', 'likely', said(attempt, response), ...hidden(attempt))
}

/** R59. A node that refuses everybody refuses nobody in particular. */
export const refusesAll: Rule = (attempt) => {
  const response = lastWord(attempt)
  return response?.status === 403 && attempt.population.nodeWide === 'yes'
    ? finding('server', 'internal', 'likely', said(attempt, response), seenOf(attempt, 'nodeWide'))
    : undefined
}

/** R91. The challenge asks for what nobody can answer, and nobody answered (RFC 3261 §22, RFC 7616 §3.3, RFC 3310 §3.2). */
export const badChallenge: Rule = (attempt) => {
  const response = lastWord(attempt)
  const round = attempt.rounds.at(-1)
  if (response === undefined || round === undefined || !isChallenge(response.status)) return undefined
  if (answerIn(round, response.status === 407) !== undefined) return undefined
  const fault = faultOf(attempt, round, response)
  return fault === undefined ? undefined : finding('server', 'bad_challenge', 'likely', `${quoted(response)} was not answered: ${fault}`)
}

/** RAND and AUTN are 32 bytes: 43 characters of base64 without padding. */
const AKA_NONCE = 43

/** Where a header is damaged, what stands in the place of its scheme may be a nonce or a key. */
const A_SCHEME = /^[A-Za-z][A-Za-z-]{0,15}$/

function faultOf(attempt: Attempt, round: Round, response: Response): string | undefined {
  const asked = response.challenges.filter(({ proxy }) => proxy === (response.status === 407))
  if (asked.length === 0) return `it carries no ${response.status === 407 ? 'Proxy-Authenticate' : 'WWW-Authenticate'}`
  const faults = asked.map(challengeFault)
  if (faults.every((fault) => fault !== undefined)) return faults[0]
  const aka = asked.some(({ algorithm }) => isAka(algorithm))
  // Behind the P-CSCF a challenge brings the keys in its place.
  const isFromEdge = response.status === 401 && response.depth === 1
  const unsecured = attempt.ims && aka && isFromEdge && round.securityClient !== '' && response.securityServer === ''
  return unsecured ? 'Security-Client was offered, and it brings no Security-Server' : undefined
}

function challengeFault({ scheme, nonce, realm, algorithm, nonceLength }: Challenge): string | undefined {
  if (otherSchemes.test(scheme)) return undefined
  if (scheme.toLowerCase() !== 'digest')
    return `its scheme is ${scheme === '' ? 'missing' : A_SCHEME.test(scheme) ? scheme : 'damaged'}, not Digest`
  if (nonce === 0 || nonceLength === 0) return 'it has no nonce'
  if (isAka(algorithm) && nonceLength < AKA_NONCE) return 'its nonce is too short for RAND and AUTN'
  return realm === '' ? 'it has no realm' : undefined
}

function lateWords(late: Response | undefined): readonly string[] {
  return late === undefined ? [] : [`a deeper node answered too late: ${quoted(late)}`]
}

/** An I-CSCF makes a 500 of whatever its S-CSCF says, so without that leg the code is not the decider's own. */
function hidden({ ims, originRole, rounds }: Attempt): readonly string[] {
  return ims && originRole !== 'scscf' && rounds.at(-1)?.forwarded !== true ? ['the leg to the S-CSCF would tell what was behind it'] : []
}
