import { impiFault } from './identity.ts'
import type { PhraseRow } from './phrase-row.ts'
import { answeredAka, answerOfEither, challengeBefore, lastAnsweredIndex } from './reading.ts'
import type { Attempt } from './attempt.ts'
import { foreignIn } from './tally.ts'
import type { Cause, Confidence, Reason } from './taxonomy.ts'

type Limits = Pick<PhraseRow, 'code' | 'when'>

export function group<C extends Cause>(
  cause: C,
  reason: Reason<C>,
  words: string,
  limits: Limits = {},
  confidence: Confidence = 'likely',
): readonly PhraseRow[] {
  return words
    .split(',')
    .map((word) => ({ word: word.trim().replace(/\s+/g, ' '), cause, reason, confidence, source: 'vocabulary', ...limits }))
}

/** An unknown subscriber of an IMS is an identity that the HSS lacks; without a usable private identity nobody could have found it. */
export function unknownUser(words: string): readonly PhraseRow[] {
  return [
    ...group('credentials', 'impi_format', words, { when: (attempt) => attempt.ims && impiFault(attempt) !== undefined }),
    ...group('credentials', 'impi_unknown', words, { when: ({ ims }) => ims }),
    ...group('credentials', 'unknown_user', words),
  ]
}

/** A refused answer: of the card in AKA, of the password else. Without an answer the words tell nothing. */
export function answerRefused(words: string): readonly PhraseRow[] {
  const code = [400, 401, 403, 404, 407, 480, 500, 603, 606]
  return [
    ...group('credentials', 'aka_res_mismatch', words, { code, when: answeredAka }),
    ...group('credentials', 'wrong_password', words, { code, when: answeredAsAsked }),
  ]
}

/** Some registrars ask with 407 themselves (reSIProcate, Restcomm), so either kind of answer will do. */
export function answered(attempt: Attempt): boolean {
  return answerOfEither(attempt) !== undefined
}

/** An answer for another realm or algorithm than was asked for is refused whatever the password (R90b). */
function answeredAsAsked(attempt: Attempt): boolean {
  const answer = answerOfEither(attempt)
  if (answer === undefined) return false
  const { rounds } = attempt
  const asked = rounds[challengeBefore(rounds, lastAnsweredIndex(rounds), answer.proxy)]?.response
  return foreignIn(answer, asked) === undefined
}
