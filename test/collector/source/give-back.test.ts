import test from 'ava'
import { giveBack } from '../../../collector/source/give-back.ts'

test('a buffer that has its memory to itself is freed; a part of a larger one is left alone', (t) => {
  const whole = Buffer.alloc(64 * 1024, 1)
  giveBack(whole)
  t.is(whole.length, 0)

  const pooled = Buffer.from('from the pool')
  const part = Buffer.alloc(100, 1).subarray(0, 50)
  for (const shared of [pooled, part]) {
    const before = shared.toString()
    giveBack(shared)
    t.is(shared.toString(), before)
  }
})
