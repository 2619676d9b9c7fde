import type { Cause } from '../classifiers/taxonomy.ts'
import type { Observer } from './observer.ts'

/** Failures by cause, and for each cause by reason. */
export type FailureCounts = ReadonlyMap<Cause, ReadonlyMap<string, number>>

/** Failures since the start, for the page: counted beside the metrics, which know them by registrar and code as well. */
export function countCauses(observer: Observer): { readonly observer: Observer; readonly failures: FailureCounts } {
  const failures = new Map<Cause, Map<string, number>>()
  return {
    failures,
    observer: {
      ...observer,
      verdict(verdict) {
        const { finding } = verdict
        if (finding !== undefined) {
          const { cause, reason } = finding
          let reasons = failures.get(cause)
          if (reasons === undefined) failures.set(cause, (reasons = new Map()))
          reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
        }
        observer.verdict(verdict)
      },
    },
  }
}
