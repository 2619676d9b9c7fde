import type { Cause, Confidence, Reason } from '../../classifiers/taxonomy.ts'
import type { Drop } from '../observer.ts'
import type { Outcome, Verdict } from '../registration/verdict.ts'

/** Failures of one cause, reason and code. */
export interface FailureCount {
  readonly cause: Cause
  readonly reason: Reason
  /** What the UE was given; undefined for silence. */
  readonly code: number | undefined
  readonly count: number
  readonly confidence: Readonly<Record<Confidence, number>>
}

/** What was counted over one or several files. */
export interface Tally {
  readonly method: string
  packets: number
  attempts: number
  readonly outcomes: Record<Outcome, number>
  readonly dropped: Map<Drop, number>
  readonly failures: Map<string, FailureCount>
}

/** Makes a tally of attempts of one method. */
export function createTally(method: string): Tally {
  const counts = { success: 0, failure: 0, deregistration: 0, blind: 0, pending: 0, evicted: 0 }
  return { method, packets: 0, attempts: 0, outcomes: counts, dropped: new Map(), failures: new Map() }
}

/** Counts an attempt. */
export function countVerdict(tally: Tally, { outcome, code, finding }: Verdict): void {
  tally.attempts += 1
  tally.outcomes[outcome] += 1
  if (finding === undefined) return
  const { cause, reason, confidence } = finding
  const key = `${cause}/${reason} ${code ?? 'none'}`
  const before = tally.failures.get(key)
  const sure = { definite: 0, likely: 0, ambiguous: 0, ...before?.confidence }
  sure[confidence] += 1
  tally.failures.set(key, { cause, reason, code, count: (before?.count ?? 0) + 1, confidence: sure })
}

/** Counts something that was read and not used. */
export function countDrop(tally: Tally, reason: Drop, count = 1): void {
  tally.dropped.set(reason, (tally.dropped.get(reason) ?? 0) + count)
}

/** The failures, the most frequent first. */
export function failuresByCount({ failures }: Tally): readonly FailureCount[] {
  return [...failures.values()].sort((one, other) => other.count - one.count)
}

/** Sums counts that share a label. */
export function sumBy<T>(rows: readonly T[], label: (row: T) => string, count: (row: T) => number): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(label(row), (sums.get(label(row)) ?? 0) + count(row))
  return sums
}
