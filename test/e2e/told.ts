import test from 'ava'
import type { Confidence } from '../../classifiers/taxonomy.ts'
import type { Call } from '../scenario.ts'
import { watch } from '../watch.ts'

/** The exchanges that servers make which cannot be run here, after their sources and manuals. */
export const told = test.macro({
  exec(t, call: Call, ...expected: readonly Said[]) {
    t.deepEqual(judged(call), expected)
  },
  title: (given = '') => given,
})
type Said = `${'success' | 'deregistration' | 'blind'} ${number | 'none'}` | `failure ${number | 'none'} ${string}/${string} ${Confidence}`

/** What is said of each attempt. */
export function judged({ packets }: Call): readonly string[] {
  return watch(packets).map(({ said, finding, confidence }) => `${said} ${finding} ${confidence}`.trim())
}
