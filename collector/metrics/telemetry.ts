import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { expose } from './exposition.ts'
import { acceptsGzip, contentTypes, formatFor } from './exposition-format.ts'
import { HistogramSeries, type Series } from './series.ts'
import type { SeriesStore } from './series-store.ts'

const compress = promisify(gzip)

/** What a request for the metrics says of itself. */
export interface TelemetryRequest {
  readonly accept: string | undefined
  readonly acceptEncoding: string | undefined
  /** It is a scrape: what it is shown counts as shown. Any other request changes nothing. */
  readonly isScrape: boolean
  /** The reader has shown who it is: it may see Call-IDs. */
  readonly isKnown: boolean
}

export interface TelemetryPage {
  readonly type: string
  readonly encoding: 'gzip' | undefined
  readonly body: Buffer
  /** To be called when the answer has been sent whole. */
  readonly sent: () => void
}

/** What a served scrape showed. */
export interface Shown {
  /** When its numbers were read, in milliseconds since 1970. */
  readonly at: number
  /**
   * False when it showed a new series at 0 although something had been counted in it: then all that was counted before the scrape
   * before this one has been shown, and what came between the two only in part.
   */
  readonly isWhole: boolean
}

/** Serves the metrics, and says when a scrape has been served. */
export interface Telemetry {
  page(request: TelemetryRequest): Promise<TelemetryPage>
  /** Called when the numbers of a scrape are read: everything counted so far is in them, save what `isWhole` speaks of. */
  onRead(listener: () => void): void
  /** Called when a scrape has been sent. */
  onShown(listener: (shown: Shown) => void): void
}

/** Shows the series of a store. `refresh` brings those up to date that take a moment; `now` is the clock on the wall in milliseconds. */
export function createTelemetry(store: SeriesStore, refresh: () => Promise<void>, now: () => number): Telemetry {
  const readListeners: (() => void)[] = []
  const shownListeners: ((shown: Shown) => void)[] = []
  const series = store.gauge('series', {})
  store.beforeShowing(() => (series.count = store.lines))

  const bear = (newborn: readonly (Series | HistogramSeries)[], shown: Shown) => {
    for (const born of newborn) born.born = true
    store.gauge('lastScrape', {}).count = shown.at / 1_000
    for (const listener of shownListeners) listener(shown)
  }

  return {
    async page({ accept, acceptEncoding, isScrape, isKnown }) {
      await refresh()
      const format = formatFor(accept)
      const at = now()
      const { text, newborn } = expose(store, format, isScrape, isKnown)
      const isWhole = !newborn.some(holdsSomething)
      if (isScrape) for (const listener of readListeners) listener()
      const zipped = acceptsGzip(acceptEncoding)
      const plain = Buffer.from(text)
      return {
        type: contentTypes[format],
        encoding: zipped ? 'gzip' : undefined,
        body: zipped ? await compress(plain, { level: constants.Z_BEST_SPEED }) : plain,
        sent: () => {
          if (!isScrape) return
          if (format === 'openmetrics') store.forgetExemplars()
          bear(newborn, { at, isWhole })
        },
      }
    },
    onRead: (listener) => void readListeners.push(listener),
    onShown: (listener) => void shownListeners.push(listener),
  }
}

function holdsSomething(series: Series | HistogramSeries): boolean {
  return series instanceof HistogramSeries ? !series.isEmpty : series.count !== 0
}
