import test from 'ava'
import { classify } from '../../classifiers/classify.ts'
import type { Confidence } from '../../classifiers/taxonomy.ts'
import { attempt, type Facts, type Sketch } from './attempt.ts'

/** The rounds, told in a few words, are found to be `cause/reason confidence`, or blind. */
export const finds = test.macro<[rounds: readonly Sketch[], facts: Facts, expected: Expected]>({
  exec(t, rounds, facts, expected) {
    t.is(found(rounds, facts), expected)
  },
  title: (given = '', _rounds, _facts, expected) => `${given}: ${expected}`,
})

/** A judgement in one line. */
export function found(rounds: readonly Sketch[], facts: Facts): string {
  const judgement = classify(attempt(rounds, facts))
  if (judgement === 'blind') return judgement
  // A reader is shown each of these on a line of its own.
  const bare = judgement.evidence.filter((line) => line.trim().length < 4)
  return `${judgement.cause}/${judgement.reason} ${judgement.confidence}${bare.length > 0 ? ', and says nothing' : ''}`
}

type Expected = `${string}/${string} ${Confidence}` | 'blind'
