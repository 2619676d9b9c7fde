import test from 'ava'
import * as fc from 'fast-check'
import { classify, rules } from '../../classifiers/classify.ts'
import { standardTable } from '../../classifiers/phrases.ts'
import type { Attempt } from '../../classifiers/attempt.ts'
import { taxonomy } from '../../classifiers/taxonomy.ts'
import { anyAttempt } from './any-attempt.ts'

test('whatever an attempt shows, the judgement is of the taxonomy, and a finding says what was seen', (t) => {
  fc.assert(
    fc.property(anyAttempt, (any: Attempt) => {
      const judgement = classify(any)
      if (judgement === 'blind') return true
      const reasons: readonly string[] = taxonomy[judgement.cause]
      return reasons.includes(judgement.reason) && judgement.evidence.length > 0 && judgement.evidence.every((text) => text !== '')
    }),
    { numRuns: 3000 },
  )
  t.pass()
})

test('a rule alone never throws either', (t) => {
  fc.assert(
    fc.property(anyAttempt, fc.constantFrom(...rules), (any, rule) => {
      rule(any, standardTable)
    }),
    { numRuns: 3000 },
  )
  t.pass()
})
