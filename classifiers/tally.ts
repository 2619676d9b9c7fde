import { answerAt, answerIn, asksElsewhere, challengeBefore, giverOf, isAka } from './reading.ts'
import { flavourOf, nonceLifeSeconds } from './flavour.ts'
import type { Attempt, Challenge, Credentials, Response, Round } from './attempt.ts'

/** How the answers to 401 fared. */
export interface Tally {
  /** On the nonce given last, and challenged again, not as stale. */
  readonly current: number
  /** Those of them that another node refused than the one that had given the nonce. */
  readonly elsewhere: number
  /** On a nonce of an earlier attempt that was still fresh, sent before any challenge, and challenged. In an IMS that is the normal refresh. */
  readonly cached: number
  /** On another nonce, though a newer one had been given. */
  readonly replayed: number
  readonly lastReplayed: boolean
  /** Told stale=true. */
  readonly stale: number
  /** Those of them that were not for the nonce given last. */
  readonly staleAgain: number
  readonly lastStale: boolean
  /** Age of the oldest nonce that was answered, seconds. */
  readonly oldest: number
  /** What the last answer had that its challenge had not. */
  readonly foreign: 'realm' | 'algorithm' | undefined
  /** Digest username of the last answer. */
  readonly username: string
}

/** Counts the answers that a 401 followed, once for all the rules that ask. AKA resynchronisation is no answer. */
export function tallyAnswers(attempt: Attempt): Tally {
  if (counted?.attempt !== attempt) counted = { attempt, tally: count(attempt) }
  return counted.tally
}

/** The last one counted: the rules of one attempt ask one after the other. */
let counted: { readonly attempt: Attempt; readonly tally: Tally } | undefined

function count(attempt: Attempt): Tally {
  const tally = {
    current: 0,
    elsewhere: 0,
    cached: 0,
    replayed: 0,
    lastReplayed: false,
    stale: 0,
    staleAgain: 0,
    lastStale: false,
    oldest: 0,
    foreign: undefined as Tally['foreign'],
    username: '',
  }
  const { rounds } = attempt
  const alwaysStale = rounds.some((round) => callsNothingStale(round, false))
  let life = 0
  for (const [at, round] of rounds.entries()) {
    const answer = answerAt(rounds, at, false)
    if (answer === undefined || answer.autsLength > 0 || round.response?.status !== 401) continue
    if (life === 0) life = nonceLifeSeconds(flavourOf(attempt))
    tally.username = answer.username
    tally.oldest = Math.max(tally.oldest, answer.nonceAge ?? 0)
    tally.lastReplayed = false
    tally.lastStale = !alwaysStale && round.response.challenges.some(({ stale }) => stale)
    const before = challengeBefore(rounds, at, false)
    const giver = giverOf(rounds, at, answer)
    const isForLast = giver !== undefined
    if (isForLast) tally.foreign = foreignIn(answer, rounds[before]?.response)
    if (tally.lastStale) {
      tally.stale++
      if (before >= 0 && !isForLast) tally.staleAgain++
      continue
    }
    if (before < 0) {
      if (!attempt.ims && (answer.nonceAge ?? Infinity) <= life) tally.cached++
      continue
    }
    if (isForLast) {
      if (asksElsewhere(rounds, at, answer)) continue
      if ((answer.nonceAge ?? 0) > life) continue
      tally.current++
      if (round.decision?.address !== giver.decision?.address) tally.elsewhere++
    } else {
      tally.replayed++
      tally.lastReplayed = true
    }
  }
  return tally
}

/** stale=true to a request that answers nothing: a script that always writes it (flag 16 of Kamailio's auth_challenge), so it means nothing. */
export function callsNothingStale(round: Round, proxy: boolean): boolean {
  return (
    round.requestSeen &&
    answerIn(round, proxy) === undefined &&
    round.response?.challenges.some((challenge) => challenge.proxy === proxy && challenge.stale) === true
  )
}

/** What an answer has that the challenge it answers has not. */
export function foreignIn({ proxy, realm, algorithm }: Credentials, response: Response | undefined): Tally['foreign'] {
  const asked = response?.challenges.filter((challenge) => challenge.proxy === proxy) ?? []
  if (asked.length === 0) return undefined
  const sameRealm = asked.filter((challenge) => challenge.realm === realm)
  if (sameRealm.length === 0) return 'realm'
  return sameRealm.some((challenge) => sameAlgorithm(challenge, algorithm)) ? undefined : 'algorithm'
}

/** Absent means MD5 (RFC 7616 §3.3), but where AKA was asked for the nonce leaves nothing else. */
function sameAlgorithm(challenge: Challenge, algorithm: string): boolean {
  if (algorithm === '' && isAka(challenge.algorithm)) return true
  return (challenge.algorithm || 'MD5').toLowerCase() === (algorithm || 'MD5').toLowerCase()
}
