import { quoted, said, seenOf, times } from './evidence.ts'
import { actsForAnother, mismatchConfidence } from './identity.ts'
import { answerAt, answerIn, answerMissed, asksElsewhere, challengeBefore, endStatus, isChallenge, isCurrent, lastWord } from './reading.ts'
import type { Attempt, Round } from './attempt.ts'
import { finding, type Rule } from './rule.ts'
import { callsNothingStale, foreignIn } from './tally.ts'

/** R30. 407 again after Proxy-Authorization (RFC 3261 §22.3). A last 407 with stale=true asks for another try, and got none, unless it always says so. */
export const refusedByProxy: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response?.status !== 407) return undefined
  const refused = answeredInVain(attempt)
  if (refused === 0) return undefined
  const isStale = response.challenges.some(({ stale }) => stale)
  if (isStale && !attempt.rounds.some((round) => callsNothingStale(round, true))) {
    return finding('proxy_auth', 'unanswered', 'likely', 'the last 407 said stale=true, and its new nonce was not answered')
  }
  // An old nonce is refused whatever the password; who repeats it is the UE (RFC 7616 §3.3).
  if (!attempt.rounds.some((round, at) => isRefusedAnew(attempt, round, at))) {
    return finding(
      'proxy_auth',
      'loop',
      'likely',
      `407 again after Proxy-Authorization, ${times(refused)}, each on another nonce than the one given last`,
    )
  }
  return finding(
    'proxy_auth',
    'loop',
    isStale ? 'likely' : 'definite',
    `407 again after Proxy-Authorization, ${times(refused)}`,
    ...realms(attempt),
  )
}

/** R30. 407, and no Proxy-Authorization follows: what was not captured may have carried it. */
export const proxyUnanswered: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response?.status !== 407) return undefined
  if (answerMissed(attempt.rounds, true)) {
    return finding(
      'proxy_auth',
      'loop',
      'ambiguous',
      `${quoted(response)} again, to a request that was not captured: it may well have carried Proxy-Authorization`,
    )
  }
  if (attempt.rounds.some((round) => answerIn(round, true) !== undefined)) {
    const asked = attempt.rounds.some((_round, at) => isPleased(attempt, at))
      ? 'for another realm than the one that was answered'
      : 'to a REGISTER without Proxy-Authorization, which one before it had'
    return finding('proxy_auth', 'unanswered', 'likely', `${quoted(response)} ${asked}`)
  }
  // The proxy may have answered it itself (RFC 3261 §22.1).
  if (attempt.rounds.at(-1)?.responseInside === true) {
    return finding(
      'proxy_auth',
      'unanswered',
      'ambiguous',
      `${quoted(response)} was not seen to be passed on, nor to be answered`,
      "the UE's own leg would tell whether the UE got it",
    )
  }
  const sent = attempt.rounds.some((round) => answerIn(round, false) !== undefined)
  return finding(
    'proxy_auth',
    'unanswered',
    'definite',
    `${quoted(response)} was never answered with Proxy-Authorization`,
    ...(sent ? ['only Authorization was sent'] : []),
  )
}

/** R31. The UE drops one kind of credentials when it adds the other, never sends both, and so proxy and registrar ask in turn. */
export const oneOfTwo: Rule = (attempt) => {
  if (!isChallenge(endStatus(attempt))) return undefined
  const { rounds } = attempt
  const toRegistrar = rounds.filter((round) => answerIn(round, false) !== undefined)
  const toProxy = rounds.filter((round) => answerIn(round, true) !== undefined)
  const dropped = toRegistrar.some(({ response }) => response?.status === 407)
  return dropped && toProxy.length > 0 && !toProxy.some((round) => toRegistrar.includes(round))
    ? finding(
        'proxy_auth',
        'unanswered',
        'likely',
        'asked by the proxy and by the registrar in turn: the UE sends one kind of credentials at a time',
      )
    : undefined
}

/**
 * R32. 403 to an answer that only the proxy asked for, and that went no further: some PBXs challenge a REGISTER with 407 themselves.
 * Password, user and policy look the same.
 */
export const answerToProxyForbidden: Rule = (attempt) => {
  const response = lastWord(attempt)
  const { rounds } = attempt
  const round = rounds.at(-1)
  const answer = answerIn(round, true)
  if (attempt.ims || response?.status !== 403 || answer === undefined || round?.forwarded === true) return undefined
  if (rounds.some((each) => answerIn(each, false) !== undefined)) return undefined
  const evidence = [said(attempt, response), 'only a 407 had been answered']
  const foreign = foreignIn(answer, rounds[challengeBefore(rounds, rounds.length - 1, true)]?.response)
  if (foreign !== undefined) {
    return finding('credentials', 'auth_scheme', 'likely', ...evidence, `the answer is for another ${foreign} than was asked for`)
  }
  const other = actsForAnother(attempt, answer.username)
  if (other !== undefined) return finding('credentials', 'identity_mismatch', mismatchConfidence(attempt), ...evidence, other)
  if (attempt.population.sourceWide === 'yes') return finding('acl', 'source_ip', 'likely', ...evidence, seenOf(attempt, 'sourceWide'))
  return attempt.history.succeeded === 'yes'
    ? finding('credentials', 'wrong_password', 'likely', ...evidence, 'the user registered before')
    : finding('credentials', 'wrong_password', 'ambiguous', ...evidence)
}

/** The answer was for the challenge given last, and was challenged again. */
function isRefusedAnew({ rounds }: Attempt, round: Round, at: number): boolean {
  const answer = answerAt(rounds, at, true)
  return round.response?.status === 407 && answer !== undefined && isCurrent(rounds, at, answer) && !asksElsewhere(rounds, at, answer)
}

/** Proxy-Authorization was taken by the one that had asked, and another asks. */
function isPleased({ rounds }: Attempt, at: number): boolean {
  const answer = answerAt(rounds, at, true)
  return answer !== undefined && asksElsewhere(rounds, at, answer)
}

/** Requests with Proxy-Authorization that were answered 407, by the one that had asked. */
function answeredInVain({ rounds }: Attempt): number {
  return rounds.filter((round, at) => {
    const answer = round.response?.status === 407 ? answerAt(rounds, at, true) : undefined
    return answer !== undefined && !asksElsewhere(rounds, at, answer)
  }).length
}

function realms({ rounds }: Attempt): readonly string[] {
  const round = rounds.findLast((each) => answerIn(each, true) !== undefined)
  const used = answerIn(round, true)
  const isForeign = used !== undefined && foreignIn(used, round?.response) === 'realm'
  return isForeign ? ['the realm of the answer is not the one that was asked for'] : []
}
