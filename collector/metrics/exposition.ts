import type { Format } from './exposition-format.ts'
import type { HistogramSeries, Series } from './series.ts'
import type { SeriesStore } from './series-store.ts'

export interface Exposition {
  readonly text: string
  /** The counters that a scrape shows for the first time: at 0, whatever they hold. */
  readonly newborn: readonly (Series | HistogramSeries)[]
}

/**
 * Writes every series. Where it is for a scrape, a counter that no scrape has shown is written as 0: so Prometheus sees its first
 * increase, and a restart as a reset. What was written is told from `newborn`; nothing is changed here. `isKnown`: the reader has shown who it is.
 */
export function expose(store: SeriesStore, format: Format, forScrape: boolean, isKnown: boolean): Exposition {
  store.prepare()
  const newborn: (Series | HistogramSeries)[] = []
  const isOpen = format === 'openmetrics'
  let text = ''
  for (const family of store.families) {
    if (family.lines === 0) continue
    text += family.heads[format]
    for (const page of family.pages) {
      const lines = page.lines(forScrape, isOpen)
      if (lines !== undefined) {
        text += lines
        continue
      }
      for (const series of page.series) {
        const asNew = forScrape && !series.born
        if (asNew) newborn.push(series)
        text += asNew ? `${series.head}0\n` : `${series.head}${series.count}${isOpen ? exemplarOf(series, isKnown) : ''}\n`
      }
    }
    for (const histogram of family.histograms) {
      const asNew = forScrape && !histogram.born
      if (asNew) newborn.push(histogram)
      text += histogramText(histogram, asNew)
    }
  }
  return { text: isOpen ? `${text}# EOF\n` : text, newborn }
}

function exemplarOf({ exemplar }: Series, isKnown: boolean): string {
  if (exemplar === undefined) return ''
  return isKnown ? exemplar.known : exemplar.anybody
}

/** Buckets are cumulative: each counts what is below its bound. */
function histogramText({ heads, counts, sumHead, countHead, sum }: HistogramSeries, asNew: boolean): string {
  let text = ''
  let total = 0
  for (let bucket = 0; bucket < heads.length; bucket++) {
    total += asNew ? 0 : counts[bucket]!
    text += `${heads[bucket]}${total}\n`
  }
  return `${text}${sumHead}${asNew ? 0 : sum}\n${countHead}${total}\n`
}
