import { imsRows } from './phrase-rows-ims.ts'
import { sipRows } from './phrase-rows-sip.ts'
import type { PhraseRow } from './phrase-row.ts'
import type { Attempt, Response } from './attempt.ts'
import { vocabulary } from './vocabulary.ts'

export type { PhraseRow } from './phrase-row.ts'

/** What servers are known to say, ready to be asked. */
export interface PhraseTable {
  /** The row for a literal phrase, which says one thing only, or for what the configuration has of it. */
  readonly literal: (attempt: Attempt, response: Response) => PhraseRow | undefined
  /** The row for words in a phrase: the usual sense of these words. */
  readonly wording: (attempt: Attempt, response: Response) => PhraseRow | undefined
  /** The row for words in a Reason, Warning or ms-diagnostics text, and the text. */
  readonly text: (attempt: Attempt, response: Response) => readonly [PhraseRow, string] | undefined
}

/** Builds a table; the rows of `extra` (configuration) go before the known ones, their words after their literal phrases. */
export function createPhraseTable(extra: readonly PhraseRow[]): PhraseTable {
  const ownWords = extra.filter((row) => row.word !== undefined).map(compile)
  const literalRows = [...extra.filter((row) => row.word === undefined).map(compile), ...ownWords, ...[...imsRows, ...sipRows].map(compile)]
  const knownWords = byFirstWord(vocabulary)
  const literals = memoised((status, phrase) => literalRows.filter((row) => row.matches(status, phrase)))
  const wordings = memoised((status, phrase) => (standardPhrases.has(phrase) ? [] : knownWords(status, phrase)))
  const spoken = memoised((status, text) => {
    const part = debugText.test(text) ? '' : spokenPart(text)
    return [...ownWords.filter((row) => row.matches(status, part)), ...wordings(status, part)]
  }, asItIs)
  return {
    literal: (attempt, { status, phrase }) => first(literals(status, phrase), attempt),
    wording: (attempt, { status, phrase }) => first(wordings(status, phrase), attempt),
    text: (attempt, { status, texts }) => {
      for (const text of texts) {
        const row = first(spoken(status, text), attempt)
        if (row !== undefined) return [row, text]
      }
      return undefined
    },
  }
}

/** Whether a phrase says more than its code: it is none of the standards, and has words beside those of a mere no. */
export function saysMore(phrase: string): boolean {
  const plain = normalised(phrase)
  return (
    !standardPhrases.has(plain) &&
    !words(plain)
      .trim()
      .split(' ')
      .every((word) => mereNo.has(word) || /^\d+$/.test(word))
  )
}

interface Compiled {
  readonly row: PhraseRow
  readonly matches: (status: number, phrase: string) => boolean
}

/** Phrases of the standards say no more than their code: no word in them is evidence. */
const standardPhrases: ReadonlySet<string> = new Set(
  `bad request|unauthorized|payment required|forbidden|not found|method not allowed|not acceptable|proxy authentication required
  |request timeout|request time-out|conflict|gone|length required|conditional request failed|request entity too large|request-uri too long
  |request-uri too large|unsupported media type|unsupported uri scheme|unknown resource-priority|bad extension|extension required
  |session interval too small|interval too brief|bad location information|use identity header|provide referrer identity|flow failed
  |anonymity disallowed|bad identity-info|bad identity info|unsupported certificate|unsupported credential|invalid identity header
  |first hop lacks outbound support|max-breadth exceeded|consent needed|temporarily unavailable|call/transaction does not exist
  |call leg/transaction does not exist|loop detected|too many hops|address incomplete|ambiguous|busy here|request terminated
  |not acceptable here|bad event|request pending|undecipherable|security agreement required|internal server error|server internal error
  |not implemented|bad gateway|service unavailable|server time-out|server timeout|gateway timeout|gateway time-out|version not supported
  |message too large|precondition failure|push notification service not supported|busy everywhere|decline|declined
  |does not exist anywhere|unwanted|rejected|user not allowed|unauthorized - challenging the ue`
    .split('|')
    .map((phrase) => phrase.trim()),
)

/** Words that refuse, and name neither a reason nor who or what is refused; in the languages of the vocabulary. */
const mereNo: ReadonlySet<string> = new Set(
  ` access action denied deny refused refuse rejected reject declined decline forbidden not no cannot allowed permitted accepted authorized unauthorized
  registration registrations register registering request operation you are is to the this was has been user service server failed failure error invalid
  sorry by at
  verboten zugriff zugang verweigert abgelehnt untersagt nicht erlaubt acceso denegado denegada prohibido permitido autorizado acces interdit
  autorise non accesso negato vietato proibito acesso negado proibido nao toegang geweigerd verboden odmowa dostepu zabroniony zabroniona`.split(
    /\s+/,
  ),
)

/** A 401 or 407 is asked for, and the others name their own cause: words there are evidence only for rows that list the code. */
const ownMeaning: ReadonlySet<number> = new Set([
  401, 405, 407, 408, 413, 414, 415, 416, 420, 421, 422, 423, 439, 481, 482, 483, 484, 485, 494, 501, 504, 505, 513, 555,
])
/** The CSCFs of Ericsson end a phrase with an error code of 9 to 15 hex digits. */
const errorCode = /\s[0-9a-f]{9,15}$/i
/** Warning 392 of SER and its descendants describes the request, not a fault in it. */
const debugText = /^\s*392\b|noisy feedback tells/i
const quotedPart = /"((?:[^"\\]|\\.)*)"/g
const REMEMBERED = 2000

/** Rows found for a (status, phrase): few different ones are said over and over. Phrases come from the wire, so what is kept is bounded. */
function memoised(search: (status: number, phrase: string) => readonly Compiled[], prepared = normalised) {
  let kept = 0
  const byStatus = new Map<number, Map<string, readonly Compiled[]>>()
  return (status: number, phrase: string): readonly Compiled[] => {
    const known = byStatus.get(status)?.get(phrase)
    if (known !== undefined) return known
    if (kept++ >= REMEMBERED) {
      kept = 1
      byStatus.clear()
    }
    const found = search(status, prepared(phrase))
    let phrases = byStatus.get(status)
    if (phrases === undefined) byStatus.set(status, (phrases = new Map()))
    phrases.set(phrase, found)
    return found
  }
}

/** Searches hundreds of rows by the words that the phrase has, so that a flood of invented phrases stays cheap. */
function byFirstWord(rows: readonly PhraseRow[]): (status: number, phrase: string) => readonly Compiled[] {
  const index = new Map<string, [order: number, row: Compiled][]>()
  rows.forEach((row, order) => {
    const start = words(row.word ?? '').split(' ')[1] ?? ''
    const known = index.get(start)
    if (known === undefined) index.set(start, [[order, compile(row)]])
    else known.push([order, compile(row)])
  })
  return (status, phrase) =>
    [...new Set(words(phrase).split(' '))]
      .flatMap((word) => index.get(word) ?? [])
      .filter(([, row]) => row.matches(status, phrase))
      .sort(([left], [right]) => left - right)
      .map(([, row]) => row)
}

function first(rows: readonly Compiled[], attempt: Attempt): PhraseRow | undefined {
  for (const { row } of rows) if (row.when === undefined || row.when(attempt)) return row
  return undefined
}

function compile(row: PhraseRow): Compiled {
  const { exact, prefix, word, code } = row
  const codes = code === undefined ? undefined : new Set(typeof code === 'number' ? [code] : code)
  const holds = (status: number) => (codes === undefined ? status >= 300 && !ownMeaning.has(status) : codes.has(status))
  if (exact !== undefined) {
    const wanted = normalised(exact)
    return { row, matches: (status, phrase) => phrase === wanted && holds(status) }
  }
  if (prefix !== undefined) {
    const wanted = normalised(prefix)
    return { row, matches: (status, phrase) => phrase.startsWith(wanted) && holds(status) }
  }
  const wanted = wordPattern(word)
  return { row, matches: (status, phrase) => holds(status) && wanted.test(words(phrase)) }
}

function asItIs(text: string): string {
  return text
}

function normalised(phrase: string): string {
  return phrase
    .slice(0, 300)
    .replace(errorCode, '')
    .replace(/[\s.!]+$/, '')
    .trimStart()
    .toLowerCase()
}

/** Words between single spaces, without accents; British and American spelling alike. */
function words(phrase: string): string {
  const plain = phrase.toLowerCase().replace(/['’]/g, '').replaceAll('authoris', 'authoriz').replaceAll('recognis', 'recogniz')
  // Nearly all phrases are ASCII.
  if (!/[^\0-\x7f]/.test(plain)) return ` ${plain.replace(/[^a-z0-9]+/g, ' ').trim()} `
  const letters = plain
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
  return ` ${letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
}

function wordPattern(word: string): RegExp {
  return new RegExp(word.split(' * ').map(words).join('(?:[^ ]+ ){0,3}').replaceAll('{0,3} ', '{0,3}'))
}

/** What a Reason, Warning or ms-diagnostics value says in words: its quoted parts. A bare value counts only if it is no parameter list. */
function spokenPart(text: string): string {
  const parts = [...text.slice(0, 500).matchAll(quotedPart)].map(([, part]) => part)
  if (parts.length > 0) return parts.join(' ')
  const unquoted = /;\s*(?:text|reason)=([^;"]+)/i.exec(text)?.[1]
  return unquoted ?? (text.includes(';') || text.includes('=') ? '' : text)
}

/** The known rows alone. */
export const standardTable: PhraseTable = createPhraseTable([])
