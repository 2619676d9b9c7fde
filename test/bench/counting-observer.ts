import type { Observer } from '../../collector/observer.ts'

export interface Counts {
  packets: number
  dropped: number
  verdicts: number
  evicted: number
}

/** Counts what the pipeline says and passes it on to the observer that is measured, if there is one. */
export function countingObserver(inner?: Observer): { observer: Observer; counts: Counts } {
  const counts: Counts = { packets: 0, dropped: 0, verdicts: 0, evicted: 0 }
  return {
    counts,
    observer: {
      packet(version) {
        counts.packets++
        inner?.packet(version)
      },
      dropped(reason) {
        counts.dropped++
        inner?.dropped(reason)
      },
      verdict(verdict) {
        counts.verdicts++
        if (verdict.outcome === 'evicted') counts.evicted++
        inner?.verdict(verdict)
      },
    },
  }
}
