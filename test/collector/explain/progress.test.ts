import test from 'ava'
import { createProgress } from '../../../collector/explain/progress.ts'

function run(shown: boolean): readonly string[] {
  const written: string[] = []
  let clock = 1000
  const progress = createProgress(
    'a.hep',
    shown,
    (text) => written.push(text),
    () => clock,
  )
  progress.update(0.1, 100)
  clock += 500
  progress.update(0.42, 1000)
  clock += 10
  progress.update(0.5, 1100)
  clock += 990
  progress.update(undefined, 3000)
  progress.clear()
  progress.clear()
  return written
}

test('redraws its line, but not too often, and takes it away at the end', (t) => {
  const erase = '\r\x1b[K'
  t.deepEqual(run(true), [`${erase}a.hep  42 %  1000 packets  2000 packets/s`, `${erase}a.hep  3000 packets  2000 packets/s`, erase])
})

test('says nothing where there is no terminal', (t) => {
  t.deepEqual(run(false), [])
})
