import type { Attempt } from './attempt.ts'
import type { Cause, Confidence, Reason } from './taxonomy.ts'

/**
 * One thing that a server says and what it means. Of `exact`, `prefix` and `word` one is given, compared without case:
 * the whole phrase, its beginning, or words anywhere in it (` * ` stands for up to three words between).
 */
export type PhraseRow = Match & Meaning

/** The whole phrase. */
export function exact<C extends Cause>(
  code: Code,
  phrase: string,
  cause: C,
  reason: Reason<C>,
  confidence: Confidence,
  source: string,
  when?: When,
): PhraseRow {
  return { exact: phrase, code, cause, reason, confidence, source, ...(when === undefined ? {} : { when }) }
}

/** The beginning of the phrase. */
export function begins<C extends Cause>(
  code: Code,
  phrase: string,
  cause: C,
  reason: Reason<C>,
  confidence: Confidence,
  source: string,
): PhraseRow {
  return { prefix: phrase, code, cause, reason, confidence, source }
}

type Match =
  | { readonly exact: string; readonly prefix?: undefined; readonly word?: undefined }
  | { readonly prefix: string; readonly exact?: undefined; readonly word?: undefined }
  | { readonly word: string; readonly exact?: undefined; readonly prefix?: undefined }

interface Meaning {
  readonly cause: Cause
  /** One of the cause's own; configuration is checked for it when it is read. */
  readonly reason: Reason
  readonly confidence: Confidence
  /** Status codes to which the row holds; when absent, every refusal whose code does not name its own cause. */
  readonly code?: Code
  /** Where the row comes from. */
  readonly source?: string
  readonly when?: When
}

type Code = number | readonly number[]
type When = (attempt: Attempt) => boolean
