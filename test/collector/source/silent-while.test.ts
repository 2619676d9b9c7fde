import test from 'ava'
import { createPipeline } from '../../../collector/pipeline.ts'
import { silentWhile } from '../../../collector/source/silent-while.ts'
import { Call, START } from '../../scenario.ts'
import { udp } from './listening.ts'

test('a listener that hears nothing does not carry the clock past what Kafka has still to bring', async (t) => {
  const listener = await udp()
  t.teardown(() => listener.close())
  let isBehind = true
  let batches = 0
  const told: string[] = []
  const pipeline = createPipeline({
    packet: () => undefined,
    dropped: () => undefined,
    verdict: ({ outcome }) => void told.push(outcome),
  })
  const old = new Call().register(0).answer(0.1, 423).register(600).answer(600.1, 423).packets
  for await (const batch of silentWhile(listener, () => isBehind)) {
    batch(pipeline)
    if (++batches === 2) {
      for (const { bytes, arrival } of old) pipeline.hep(bytes, 0, bytes.length, arrival)
      t.is(pipeline.inputTime, START + 600.1 * 1e6)
      // In its own time the first attempt is over long before the second.
      t.deepEqual(told, ['failure'])
      isBehind = false
    }
    if (batches === 3) break
  }
  t.true(pipeline.inputTime > START + 600.1 * 1e6)
})
