import { z } from 'zod'
import type { PhraseRow } from '../../classifiers/phrases.ts'
import { taxonomy, type Cause, type Reason } from '../../classifiers/taxonomy.ts'
import { oneOf, section } from './section.ts'

const isCause = (word: string): word is Cause => Object.hasOwn(taxonomy, word)
const causes = Object.keys(taxonomy).filter(isCause)
const confidences = ['definite', 'likely', 'ambiguous'] as const

const codeHint = 'write a SIP status from 300 to 699'
const textHint = 'write the text to look for'
const text = z.string(textHint).min(1, textHint)

const written = section({
  code: z.int(codeHint).min(300, codeHint).max(699, codeHint).optional().describe('Limits the row to one status.'),
  exact: text.optional().describe('The whole reason phrase.'),
  prefix: text.optional().describe('The beginning of the reason phrase.'),
  word: text.optional().describe('Words in the reason phrase, or in a Reason or Warning header.'),
  cause: z.enum(causes, `write ${oneOf(causes)}`).describe('The cause that it stands for.'),
  reason: z.string('write a reason that belongs to the cause').describe('A reason of that cause.'),
  confidence: z
    .enum(confidences, `write ${oneOf(confidences)}`)
    .default('likely')
    .describe('How sure it is.'),
})

const phrase: z.ZodType<PhraseRow> = written.transform(({ code, exact, prefix, word, cause, confidence, ...row }, context): PhraseRow => {
  const given = [exact, prefix, word].filter((wanted) => wanted !== undefined)
  if (given.length !== 1) context.addIssue('write exactly one of exact, prefix, word in a row')
  const reasons: readonly Reason[] = taxonomy[cause]
  const reason = reasons.find((known) => known === row.reason)
  if (reason === undefined) {
    context.addIssue({ code: 'custom', path: ['reason'], message: `write ${oneOf(reasons)} (the reasons of ${cause})` })
    return z.NEVER
  }
  const meaning = { cause, reason, confidence, ...(code === undefined ? {} : { code }) }
  if (exact !== undefined) return { exact, ...meaning }
  if (prefix !== undefined) return { prefix, ...meaning }
  return { word: word ?? '', ...meaning }
})

/** `phrases`: what servers mean by their own words. The operator's rows come before the built-in ones. */
export const phrasesSchema = z
  .array(phrase, 'write a list of phrases')
  .prefault(() => [])
  .meta({
    description:
      'What your servers mean by their own words. Exactly one of: exact (the whole reason phrase), prefix (its beginning), ' +
      'word (words in it, or in a Reason or Warning header); compared without case. "code" limits a row to one status. ' +
      'These rows go before the built-in ones, words last of them. Causes and reasons: docs/causes.',
    sample: [{ code: 403, exact: 'Account locked', cause: 'barring', reason: 'suspended', confidence: 'definite' }],
  })
