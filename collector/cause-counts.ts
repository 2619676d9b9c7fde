import type { Cause } from '../classifiers/taxonomy.ts'
import type { Observer } from './observer.ts'

/** Failures since the start by cause, for the page: counted beside the metrics, which know them by registrar and reason. */
export function countCauses(observer: Observer): { readonly observer: Observer; readonly failures: ReadonlyMap<Cause, number> } {
  const failures = new Map<Cause, number>()
  return {
    failures,
    observer: {
      ...observer,
      verdict(verdict) {
        const { finding } = verdict
        if (finding !== undefined) failures.set(finding.cause, (failures.get(finding.cause) ?? 0) + 1)
        observer.verdict(verdict)
      },
    },
  }
}
