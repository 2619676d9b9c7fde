import type { Attempt } from './attempt.ts'
import type { PhraseTable } from './phrases.ts'
import type { Cause, Confidence, Reason } from './taxonomy.ts'

/** What a rule says of a failed attempt. */
export interface Finding<C extends Cause = Cause> {
  readonly cause: C
  readonly reason: Reason<C>
  readonly confidence: Confidence
  /** What was seen, in the operator's words, most telling first; shown as it stands. Never a secret. */
  readonly evidence: readonly string[]
}

/** `blind`: not to be told, because the capture hides the answer. Neither success nor failure. */
export type Judgement = Finding | 'blind'

/**
 * Answers only for what it knows; `undefined` leaves the attempt to the rules below it. `phrases` is what servers are known to say. It compares names,
 * hosts, realms, nonces and SPIs with each other and looks into none, but for the network of an IMSI and hosts in 3GPP domains, and takes half a
 * second for no time at all: attempts that differ in these alone are judged once (collector/registration/likeness.ts).
 */
export type Rule = (attempt: Attempt, phrases: PhraseTable) => Judgement | undefined

/** Ties a reason to its cause: `finding('acl', 'stale_nonce', …)` does not compile. */
export function finding<C extends Cause>(cause: C, reason: Reason<C>, confidence: Confidence, ...evidence: readonly string[]): Finding<C> {
  return { cause, reason, confidence, evidence }
}
