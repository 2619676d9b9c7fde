import { z } from 'zod'
import type { PhraseRow } from '../../classifiers/phrases.ts'
import { taxonomy, type Cause, type Reason } from '../../classifiers/rule.ts'
import { oneOf, section } from './section.ts'

const isCause = (word: string): word is Cause => Object.hasOwn(taxonomy, word)
const causes = Object.keys(taxonomy).filter(isCause)
const confidences = ['definite', 'likely', 'ambiguous'] as const

const codeHint = 'write a SIP status from 300 to 699'
const textHint = 'write the text to look for'
const text = z.string(textHint).min(1, textHint)

const written = section({
  code: z.int(codeHint).min(300, codeHint).max(699, codeHint).optional(),
  exact: text.optional(),
  prefix: text.optional(),
  word: text.optional(),
  cause: z.enum(causes, `write ${oneOf(causes)}`),
  reason: z.string('write a reason that belongs to the cause'),
  confidence: z.enum(confidences, `write ${oneOf(confidences)}`).default('likely'),
})

/** One row of `phrases`: what a phrase means. The operator's rows come before the built-in ones. */
export const phraseSchema: z.ZodType<PhraseRow> = written.transform(
  ({ code, exact, prefix, word, cause, confidence, ...row }, context): PhraseRow => {
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
  },
)
