import type { Attempt } from '../../classifiers/attempt.ts'
import type { Judgement } from '../../classifiers/rule.ts'
import type { AttemptSpan } from './attempt-span.ts'
import { factsOf, type FactSources } from './facts.ts'
import { Kinds } from './kinds.ts'
import { Likeness } from './likeness.ts'
import type { Before } from './past.ts'

/** Kinds of failure that are remembered, each of some 2 kB: what a deployment has is a few for each make of phone. */
const MOST_KINDS = 1024

export interface JudgementSources extends FactSources {
  readonly classify: (attempt: Attempt) => Judgement
}

/** What the rules said of an attempt, and what they saw. */
export interface Judged {
  readonly judgement: Judgement
  readonly attempt: Attempt
  /** The facts may be those of another attempt that is like this one: names, addresses, nonces, CSeq and pauses in them are not its own. */
  readonly isShared: boolean
}

/**
 * Judges failed attempts, those that are alike once: most failures of a deployment are of a few kinds, and to make facts of one and judge them costs more
 * than all else that is done for it. What is kept of a kind are the facts of one attempt: no secret, nonces and answers are fingerprints there.
 */
export class Judgements {
  readonly #sources: JudgementSources
  readonly #likeness: Likeness
  readonly #kinds = new Kinds<Judged>(MOST_KINDS)

  constructor(sources: JudgementSources) {
    this.#sources = sources
    this.#likeness = new Likeness(sources)
  }

  /** Judges the attempt in `span`, of whose user `before` is remembered. */
  of(span: AttemptSpan, before: Before, tick: number): Judged {
    if (!this.#likeness.read(span, before, tick)) return this.#judge(span, tick, false)
    const { low, high } = this.#likeness
    return this.#kinds.find(low, high) ?? this.#kinds.add(low, high, this.#judge(span, tick, true))
  }

  /** Other rules hold from now on. */
  clear(): void {
    this.#kinds.clear()
  }

  #judge(span: AttemptSpan, tick: number, isShared: boolean): Judged {
    const attempt = factsOf(this.#sources, span, 'REGISTER', tick)
    return { judgement: this.#sources.classify(attempt), attempt, isShared }
  }
}
