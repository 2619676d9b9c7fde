import type { Attempt, Challenge, Credentials, Response, Round } from './attempt.ts'

/**
 * The response that the rules judge: that of the node which decided, unless it asked for credentials or agreed and a node nearer to
 * the UE made a refusal of it (a P-CSCF that cannot build its security association turns the 401 of the S-CSCF into a 503).
 */
export function ruling({ decision, final }: Attempt): Response | undefined {
  if (decision === undefined || final === undefined) return decision ?? final
  return decision.status < 300 || isChallenge(decision.status) ? final : decision
}

/** The ruling when the last request was answered; undefined when the attempt ended in silence. */
export function lastWord(attempt: Attempt): Response | undefined {
  return attempt.lastAnswered ? ruling(attempt) : undefined
}

/** Its status, 0 for silence. */
export function endStatus(attempt: Attempt): number {
  return lastWord(attempt)?.status ?? 0
}

/** 401 asks for Authorization, 407 for Proxy-Authorization. */
export function isChallenge(status: number): boolean {
  return status === 401 || status === 407
}

/** Index of the last round that got a final response, -1 when none did. */
export function lastAnsweredIndex(rounds: readonly Round[]): number {
  let index = rounds.length - 1
  while (index >= 0 && rounds[index]?.response === undefined) index--
  return index
}

/** Credentials that answer something: an Authorization with an empty response only names the user (3GPP TS 24.229 §5.1.1.2). */
export function answerIn(round: Round | undefined, proxy: boolean): Credentials | undefined {
  if (round === undefined) return undefined
  for (const credentials of round.credentials) if (answers(credentials, proxy)) return credentials
  return undefined
}

function answers({ proxy, response }: Credentials, toProxy: boolean): boolean {
  return proxy === toProxy && response !== 0
}

/** Index of the last round before `index` whose response challenged, on the UE's leg; -1 when there was none. */
export function challengeBefore(rounds: readonly Round[], index: number, proxy: boolean): number {
  const asked = proxy ? 407 : 401
  let first = index
  while (sameRequest(rounds[first - 1], rounds[index])) first--
  let at = first - 1
  while (at >= 0 && rounds[at]?.response?.status !== asked) at--
  return at
}

/** A request after a challenge was not captured: it may well have answered it. */
export function answerMissed(rounds: readonly Round[], proxy: boolean): boolean {
  return rounds.some(({ requestSeen }, at) => !requestSeen && challengeBefore(rounds, at, proxy) >= 0)
}

/** Over UDP a client repeats what is not answered (RFC 3261 §17.1.2.2): where it did not, the capture may lack the answer. */
export function mayLackAnswer({ transport }: Attempt, round: Round | undefined): boolean {
  return transport === 'udp' && (round?.retransmissions ?? 0) === 0
}

/** One request that a proxy sent to several nodes, where only what lies behind the proxy is captured (RFC 3261 §16.6: its copies differ in branch). */
function sameRequest(one: Round | undefined, other: Round | undefined): boolean {
  if (one === undefined || other === undefined || one.cseq !== other.cseq || one.credentials.length !== other.credentials.length)
    return false
  return one.requestSeen && other.requestSeen && one.credentials.every(({ response }, at) => response === other.credentials[at]?.response)
}

/** The credentials answer the challenge that the UE was given last, in this attempt. */
export function isCurrent(rounds: readonly Round[], index: number, credentials: Credentials): boolean {
  return giverOf(rounds, index, credentials) !== undefined
}

/**
 * The challenge that was given last in this attempt, if the credentials answer it. Of the challenges of several nodes to one request the UE is given
 * one, and it is not known which (RFC 3261 §16.7 step 6).
 */
export function giverOf(rounds: readonly Round[], index: number, credentials: Credentials): Round | undefined {
  const last = challengeBefore(rounds, index, credentials.proxy)
  if (credentials.nonce === 0) return undefined
  for (let at = last; at === last || sameRequest(rounds[at], rounds[last]); at--) {
    const round = rounds[at]
    if (round?.response?.challenges.some(({ nonce }) => nonce === credentials.nonce) === true) return round
  }
  return undefined
}

/** The answer in a round: of several, one for each realm that asked (RFC 3261 §22.3), the one to the challenge that the UE was given last. */
export function answerAt(rounds: readonly Round[], index: number, proxy: boolean): Credentials | undefined {
  const round = rounds[index]
  return round?.credentials.find((each) => answers(each, proxy) && isCurrent(rounds, index, each)) ?? answerIn(round, proxy)
}

/** An answer was for the realm that asked last, and another one asks now: who asked before was content with it. */
export function asksElsewhere(rounds: readonly Round[], index: number, { proxy, realm, nonce }: Credentials): boolean {
  const asked = rounds[challengeBefore(rounds, index, proxy)]?.response?.challenges
  if (asked?.some((challenge) => challenge.proxy === proxy && challenge.realm === realm && challenge.nonce === nonce) !== true) return false
  const asking = rounds[index]?.response?.challenges.filter((challenge) => challenge.proxy === proxy)
  return asking !== undefined && asking.length > 0 && !asking.some((challenge) => challenge.realm === realm)
}

/** An answer that carries no resynchronisation token, in the round that the ruling belongs to. */
export function decidingAnswer(attempt: Attempt): Credentials | undefined {
  const answer = answerAt(attempt.rounds, lastAnsweredIndex(attempt.rounds), false)
  return answer?.autsLength === 0 ? answer : undefined
}

/** The same, or what answered a 407 there. */
export function answerOfEither(attempt: Attempt): Credentials | undefined {
  return decidingAnswer(attempt) ?? answerAt(attempt.rounds, lastAnsweredIndex(attempt.rounds), true)
}

/** The UE answered the challenge it was given last, and the ruling is what came of it. */
export function answeredCurrent(attempt: Attempt): boolean {
  const answer = decidingAnswer(attempt)
  return answer !== undefined && isCurrent(attempt.rounds, lastAnsweredIndex(attempt.rounds), answer)
}

/** The UE was challenged before the round that the ruling belongs to. */
export function wasChallenged({ rounds }: Attempt): boolean {
  const index = lastAnsweredIndex(rounds)
  return challengeBefore(rounds, index, false) >= 0 || challengeBefore(rounds, index, true) >= 0
}

/** The username that the UE gives with its Authorization (IMS: the private identity), empty when it gives none. */
export function usernameOf({ rounds }: Attempt): string {
  for (const { credentials } of rounds) {
    for (const { proxy, username } of credentials) if (!proxy && username !== '') return username
  }
  return ''
}

/** Schemes that are in use beside Digest: RFC 8898, and those of Microsoft's registrars (MS-SIPAE). A UE without them is not the challenger's fault. */
export const otherSchemes = /^(?:bearer|ntlm|kerberos|negotiate|tls-dsk)$/i

/** AKAv1-MD5, AKAv2-SHA-256 and their kin (RFC 3310, RFC 4169). */
export function isAka(algorithm: string): boolean {
  return algorithm.length >= 5 && (algorithm.startsWith('AKA') || algorithm.slice(0, 3).toLowerCase() === 'aka')
}

/** What was answered is AKA: the answer says so, or says nothing, and AKA was asked for (RFC 3310 §3.3). */
export function answeredAka(attempt: Attempt): boolean {
  const answer = decidingAnswer(attempt)
  return answer !== undefined && (isAka(answer.algorithm) || (answer.algorithm === '' && usesAka(attempt)))
}

/** Some challenge of the response asks for AKA. */
export function asksForAka(response: Response | undefined): boolean {
  return response?.challenges.some(challengesAka) ?? false
}

/** Some challenge of the attempt, on the UE's leg, asks for AKA. */
export function usesAka({ rounds }: Attempt): boolean {
  return rounds.some(({ response }) => asksForAka(response))
}

function challengesAka({ algorithm }: Challenge): boolean {
  return isAka(algorithm)
}
