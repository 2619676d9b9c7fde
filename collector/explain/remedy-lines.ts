import type { Advice, Remedy } from '../../classifiers/remedies.ts'
import type { Page } from './page.ts'
import { list, section } from './section.ts'

/** What helps and what does not; rates that somebody reported are said to be reported. */
export function remedyLines({ do: helps, dont }: Remedy, page: Page): readonly string[] {
  const { symbols, paint } = page
  return [
    ...section('What helps', list(helps.map(withRate('help')), symbols.good, paint.green, page), page),
    ...section('What does not help', list(dont.map(withRate('fail')), symbols.bad, paint.red, page), page),
  ]
}

function withRate(word: string): (advice: Advice) => string {
  return ({ text, reported }) =>
    reported === undefined ? text : `${text} (reported to ${word} in ${Math.round(reported * 100)} % of cases)`
}
