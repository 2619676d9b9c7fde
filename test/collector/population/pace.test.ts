import test from 'ava'
import { createPipeline } from '../../../collector/pipeline.ts'
import type { CapturedPacket } from '../../replay.ts'
import { microseconds } from '../../scenario.ts'
import { address, phones } from './crowd.ts'

/** What is said, byte for byte, when the clock is looked at every `pace` seconds as well; 0: only when a packet comes. */
function said(packets: readonly CapturedPacket[], pace: number, end: 'goes on' | 'ends'): string {
  const told: string[] = []
  const pipeline = createPipeline(
    {
      packet: () => undefined,
      dropped: () => undefined,
      verdict: (verdict) => void told.push(JSON.stringify([verdict.outcome, verdict.finding, verdict.population, verdict.detail()])),
    },
    { limits: { attempts: 5_000, megabytes: 16 } },
  )
  let now = microseconds(0)
  for (const { bytes, arrival } of packets.toSorted((one, other) => one.arrival - other.arrival)) {
    if (pace > 0) for (; now < arrival; now += pace * 1e6) pipeline.tick(now)
    pipeline.hep(bytes, 0, bytes.length, arrival)
  }
  if (end === 'ends') pipeline.finish('judge')
  else pipeline.tick(microseconds(10_000))
  return told.join('\n')
}

test('the same input as fast as it can be read, and with the clock looked at between packets: the same verdicts, byte for byte', (t) => {
  const packets = [
    ...phones(40, (index) => ({
      at: index * 0.3,
      user: `a${index}`,
      fate: index % 3 === 0 ? 'wrong' : 'ok',
      source: `${address(index)}:5060`,
    })),
    ...phones(30, (index) => ({ at: 600 + index * 0.1, user: `${100 + index}`, fate: 'asked', source: '203.0.113.7:5071' })),
    ...phones(30, (index) => ({ at: 3_000 + index * 0.1, user: `b${index}`, fate: 403, source: `${address(index, 11)}:5060` })),
    ...phones(9, (index) => ({ at: 3_100 + index * 20, user: `c${index}`, fate: 'silent', source: `${address(index, 12)}:5060` })),
  ]
  const fast = said(packets, 0, 'goes on')
  t.true(fast.includes('scan/scanner') || fast.includes('"scanner"'))
  for (const pace of [0.1, 0.7, 13]) t.is(said(packets, pace, 'goes on'), fast)
  t.is(said(packets, 0.1, 'ends'), said(packets, 0, 'ends'))
})
