import test from 'ava'
import { usualCodes } from '../../classifiers/codes.ts'
import { taxonomy } from '../../classifiers/taxonomy.ts'

test('every reason has codes, each once', (t) => {
  t.deepEqual(new Set(Object.keys(usualCodes)), new Set<string>(Object.values(taxonomy).flat()))
  for (const [reason, codes] of Object.entries(usualCodes)) {
    t.true(codes.length > 0, reason)
    t.is(new Set(codes).size, codes.length, reason)
  }
})
