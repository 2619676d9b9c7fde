import test from 'ava'
import { Call, captured, REGISTRAR, UE } from '../../scenario.ts'
import { watch, type Watched } from '../../watch.ts'

const FEW = { attempts: 8, megabytes: 1 }

test('what there is no room for is said to be evicted, once each, and nothing is lost', (t) => {
  const calls = silent(100, 0.01)
  const told = watch(calls, { limits: FEW })
  t.is(told.length, 100)
  t.is(new Set(told.map(({ detail }) => detail.callId)).size, 100)
  t.deepEqual(tallied(told), { 'evicted none': 92, 'failure none': 8 })
})
test('told calls are forgotten before open ones are evicted', (t) => {
  const packets = Array.from({ length: 60 }, (_, index) =>
    of(index)
      .register(index)
      .answer(index + 0.1, 200),
  ).flatMap((call) => call.packets)
  t.deepEqual(tallied(watch(packets, { limits: FEW })), { 'success 200': 60 })
})
test('an evicted call that goes on is followed like a new one, without harm', (t) => {
  const packets = Array.from({ length: 20 }, (_, index) =>
    of(index)
      .register(0.01 * index)
      .answer(1 + 0.01 * index, 403),
  ).flatMap((call) => call.packets)
  for (const { outcome } of watch(packets, { limits: FEW })) t.true(outcome === 'evicted' || outcome === 'failure')
})
test('memory for messages is a bound of its own', (t) => {
  const told = watch(silent(4000, 0.001), { limits: { attempts: 5000, megabytes: 1 } })
  t.is(told.length, 4000)
  t.true((tallied(told)['evicted none'] ?? 0) > 1000)
})
test('many attempts later the room is still all there', (t) => {
  const packets = Array.from({ length: 3000 }, (_, index) =>
    of(index)
      .register(index * 20)
      .challenge(index * 20 + 0.1, 'n')
      .register(index * 20 + 0.2, { nonce: 'n' })
      .answer(index * 20 + 0.3, 200),
  ).flatMap((call) => call.packets)
  t.deepEqual(tallied(watch(packets, { limits: FEW, finish: 'judge' })), { 'success 200': 3000 })
})
test('a loop that fills the block of its call is judged as it stands, and goes on', (t) => {
  const told = watch(loop(200).packets)
  t.deepEqual([...new Set(told.map(({ said }) => said))], ['failure 401'])
  t.is(told.length, 2)
  t.is(
    told.reduce((sum, { detail }) => sum + (detail.attempt?.rounds.length ?? 0), 0),
    201,
  )
})

test('a refusal that is held is told when its call has to go, besides the attempt that is evicted', (t) => {
  const call = new Call({ callId: 'two' }).register(0.1).answer(0.2, 403).register(2)
  const told = watch([...of(0).register(0).packets, ...call.packets, ...silent(8, 0.01, 2.5)], { limits: FEW })
  t.deepEqual(
    told
      .filter(({ detail }) => detail.callId === 'two')
      .map(({ outcome }) => outcome)
      .toSorted(),
    ['evicted', 'failure'],
  )
})
test('an evicted attempt is not told again when its answer comes', (t) => {
  const call = new Call({ callId: 'slow' }).register(0.1)
  const answered = new Call({ callId: 'slow' }).register(0.1, { legs: [] }).answer(4, 200)
  const told = watch([...of(0).register(0).packets, ...call.packets, ...silent(8, 0.01, 2.5), ...answered.packets], { limits: FEW })
  t.deepEqual(
    told.filter(({ detail }) => detail.callId === 'slow').map(({ outcome }) => outcome),
    ['evicted'],
  )
})
test('copies are counted also where a block overflows', (t) => {
  const call = new Call()
  for (let round = 0; round < 200; round++) {
    const at = round / 10
    call
      .register(at, round === 0 ? {} : { nonce: `n${round - 1}` })
      .again(at + 0.02)
      .challenge(at + 0.05, `n${round}`)
      .again(at + 0.07)
  }
  t.is(
    watch(call.packets).reduce((sum, { copies }) => sum + copies, 0),
    400,
  )
})

test('after a flood of small calls larger ones find room', (t) => {
  const later = Array.from({ length: 10 }, (_, index) => {
    const at = 200 + index
    return new Call({ callId: `later-${index}`, user: `v${index}` })
      .register(at)
      .challenge(at + 0.1, 'n')
      .register(at + 0.2, { nonce: 'n' })
      .answer(at + 0.3, 200)
  })
  const told = watch([...silent(3000, 0.001), ...later.flatMap(({ packets }) => packets)], { limits: { attempts: 5000, megabytes: 1 } })
  t.deepEqual(tallied(told.filter(({ detail }) => detail.callId.startsWith('later'))), { 'success 200': 10 })
})
test('while a flood of small calls goes on a larger one finds room, and is told as it ends', (t) => {
  const call = new Call({ callId: 'large', user: 'v' }).register(3).challenge(3.1, 'n').register(3.2, { nonce: 'n' }).answer(3.3, 200)
  const told = watch([...silent(5000, 0.001), ...call.packets], { limits: { attempts: 6000, megabytes: 1 } })
  t.deepEqual(tallied(told.filter(({ detail }) => detail.callId === 'large')), { 'success 200': 1 })
  t.is(told.length, 5001)
})
test('a retransmission of an evicted attempt is none, its next request is a new one', (t) => {
  const call = new Call({ callId: 'slow' }).register(0.1)
  const later = new Call({ callId: 'slow' }).register(0.1, { legs: [] }).register(4).answer(4.1, 200)
  const again = new Call({ callId: 'slow' }).register(4)
  const told = watch([...of(0).register(0).packets, ...call.packets, ...silent(8, 0.01, 2.5), ...again.packets, ...later.packets], {
    limits: FEW,
  })
  t.deepEqual(
    told.filter(({ detail }) => detail.callId === 'slow').map(({ said }) => said),
    ['evicted none', 'success 200'],
  )
})
test('a success that is held is a success when its call has to go', (t) => {
  const call = new Call({ callId: 'held' }).register(0.1).answer(0.2, 200)
  const told = watch([...of(0).register(0).packets, ...call.packets, ...silent(8, 0.01, 2.5)], { limits: FEW })
  t.deepEqual(tallied(told.filter(({ detail }) => detail.callId === 'held')), { 'success 200': 1 })
})
test('a message too large for any block evicts nobody', (t) => {
  const values = Array<string>(63)
    .fill(`t:${'x'.repeat(1021)}`)
    .join('\n')
  const large = `REGISTER sip:example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bKx\nCall-ID: ${'x'.repeat(700)}\nCSeq: 1 REGISTER\n${values}\n\n`
  const told = watch([...silent(8, 0.01), captured(1, UE, REGISTRAR, large)])
  t.is(tallied(told)['evicted none'], undefined)
})

function of(index: number): Call {
  return new Call({ callId: `c${index}`, user: `u${index}` })
}

function silent(count: number, gap: number, from = 0) {
  return Array.from({ length: count }, (_, index) => of(from === 0 ? index : index + 1000).register(from + index * gap)).flatMap(
    ({ packets }) => packets,
  )
}

function loop(rounds: number): Call {
  const call = new Call().register(0).challenge(0.05, 'n0')
  for (let round = 1; round <= rounds; round++)
    call.register(round / 10, { nonce: `n${round - 1}` }).challenge(round / 10 + 0.05, `n${round}`)
  return call
}

function tallied(told: readonly Watched[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { said } of told) counts[said] = (counts[said] ?? 0) + 1
  return counts
}
