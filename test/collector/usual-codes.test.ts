import test from 'ava'
import { usualCodes } from '../../classifiers/codes.ts'
import { captures } from '../captures-of.ts'
import { packetsOf, replay } from '../replay.ts'

test('the codes of real failures are among the usual ones of their reason', (t) => {
  const usual = new Map<string, ReadonlySet<number | 'none'>>(Object.entries(usualCodes).map(([reason, codes]) => [reason, new Set(codes)]))
  let failures = 0
  for (const capture of captures) {
    for (const { outcome, finding, code } of replay(packetsOf(`${capture}.hep`))) {
      if (outcome !== 'failure') continue
      failures++
      t.true(usual.get(finding.split('/')[1] ?? '')?.has(code ?? 'none'), `${capture}: ${finding} ${code ?? 'none'}`)
    }
  }
  t.true(failures > 100)
})
