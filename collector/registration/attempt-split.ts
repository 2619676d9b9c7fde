import { AuthParameters } from '../sip/auth-parameters.ts'
import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import { LONGEST_LOOP_SECONDS, PROMPT_SECONDS } from './timers.ts'
import { answersNonceOf, noncesIn } from './nonces.ts'
import { pauseBetween, type Round } from './rounds.ts'
import { findValue, value } from './record-values.ts'

/** Refusals that tell the UA what to change: it comes again at once, within the same attempt (RFC 3261 §10.2.8, §8.1.3.5, RFC 3329 §2.3.1). */
const RETRYABLE: ReadonlySet<number> = new Set([301, 302, 305, 380, 420, 421, 423, 439, 494])

/** First round after `first` that does not belong to the attempt that begins there. Plain exchanges pass this by (plain-exchange.ts). */
export function attemptEnd(arena: Arena, rounds: readonly Round[], first: number): number {
  let answered = false
  let seconds = 0
  for (let index = first; index + 1 < rounds.length; index++) {
    const round = rounds[index]
    const next = rounds[index + 1]
    if (round === undefined || next === undefined) break
    const pause = pauseBetween(round, next)
    if (pause <= PROMPT_SECONDS) seconds += Math.max(0, pause)
    // Credentials on the first request are cached ones: they answer no challenge of this attempt.
    answered ||= index > first && answersSomething(arena, round) && round.answer?.isChallenge === true
    if (!continues(arena, round, next, pause, answered) || seconds > LONGEST_LOOP_SECONDS) return index + 1
  }
  return rounds.length
}

/** `answered`: a challenge of this attempt has been answered already, in vain. */
function continues(arena: Arena, round: Round, next: Round, pause: number, answered: boolean): boolean {
  const { answer } = round
  if (isFork(round, next)) return true
  if (answer === undefined) return pause <= PROMPT_SECONDS || answersUnseenChallenge(arena, round, next)
  if (answer.isChallenge) return pause <= PROMPT_SECONDS || (!answered && answersNonceOf(arena, answer, next.asked))
  return pause <= PROMPT_SECONDS && RETRYABLE.has(answer.status)
}

/** Where only the core is captured: a proxy sends one request on to several servers, each with a branch of its own (RFC 3261 §16.6 step 8). */
function isFork(round: Round, next: Round): boolean {
  return (round.anchor?.vias ?? 1) > 1 && round.joined === next.joined && round.cseq === next.cseq
}

/** The capture lost the challenge: the UA comes back with credentials that it did not have before. */
function answersUnseenChallenge(arena: Arena, round: Round, next: Round): boolean {
  return round.asked !== undefined && !answersSomething(arena, round) && answersSomething(arena, next)
}

/** A UE of an IMS names itself in an Authorization without a nonce (3GPP TS 24.229 §5.1.1.2); schemes other than Digest have none. */
function answersSomething(arena: Arena, { asked }: Round): boolean {
  if (asked === undefined || asked.credentials === 0) return false
  return noncesIn(arena, asked.record, header.authorization, header.proxyAuthorization).length > 0 || !isNamed(arena, asked.record)
}

function isNamed(arena: Arena, record: number): boolean {
  if (!findValue(arena, record, header.authorization)) return false
  username.find(arena.words, arena.bytes, value.start, value.end)
  return username.gives(0)
}

const username = new AuthParameters('username')
