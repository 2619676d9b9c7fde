import { cleanText, cut } from './clean-text.ts'
import { createPaint, type Paint } from './paint.ts'
import { asciiSymbols, type Symbols, unicodeSymbols } from './symbols.ts'

/** What a report is written on: how wide it is, and what it can show. */
export interface Page {
  readonly width: number
  readonly paint: Paint
  readonly symbols: Symbols
  /** Makes text of the wire harmless; see `cleanText`. */
  readonly clean: (text: string, limit?: number) => string
  readonly cut: (text: string, columns: number) => string
}

/** What `pageFor` looks at in a stream. */
export interface Terminal {
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Makes a page. */
export function createPage(width: number, colour: boolean, unicode: boolean): Page {
  const symbols = unicode ? unicodeSymbols : asciiSymbols
  return {
    width,
    paint: createPaint(colour),
    symbols,
    clean: (text, limit) => cleanText(text, unicode, limit),
    cut: (text, columns) => cut(text, columns, symbols.ellipsis),
  }
}

const USUAL_WIDTH = 100
const NARROWEST = 40
const WIDEST = 140

/** The page that suits a terminal and its environment: colour (https://no-color.org), width, and UTF-8 by the locale. */
export function pageFor(terminal: Terminal, environment: Readonly<Record<string, string | undefined>>): Page {
  const { NO_COLOR, FORCE_COLOR, TERM, LC_ALL, LC_CTYPE, LANG } = environment
  const colour = isSet(NO_COLOR) ? false : (terminal.isTTY === true && TERM !== 'dumb') || (isSet(FORCE_COLOR) && FORCE_COLOR !== '0')
  const locale = [LC_ALL, LC_CTYPE, LANG].find(isSet) ?? ''
  const width = Math.min(WIDEST, Math.max(NARROWEST, terminal.columns ?? USUAL_WIDTH))
  return createPage(width, colour, /utf-?8/i.test(locale))
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}
