import type { Series } from './series.ts'

/** So many series are written at a time: few, so that one which changes does not have many others written anew. */
const MOST = 32

/** Some series of a metric, with their lines as they were written last: most of them stay the same from scrape to scrape. */
export class SeriesPage {
  readonly series: Series[] = []
  readonly #counts = new Float64Array(MOST)
  #lines = ''
  #written = 0

  get isFull(): boolean {
    return this.series.length === MOST
  }

  /** Their lines; undefined where one has to be shown otherwise than as it is: with an exemplar, or as new. */
  lines(forScrape: boolean, withExemplars: boolean): string | undefined {
    for (const { born, exemplar } of this.series) if ((forScrape && !born) || (withExemplars && exemplar !== undefined)) return undefined
    let isChanged = this.#written !== this.series.length
    for (let at = 0; at < this.series.length; at++) {
      const { count } = this.series[at]!
      if (count === this.#counts[at]) continue
      this.#counts[at] = count
      isChanged = true
    }
    if (isChanged) this.#write()
    return this.#lines
  }

  #write(): void {
    this.#written = this.series.length
    this.#lines = this.series.map(({ head, count }) => `${head}${count}\n`).join('')
  }
}
