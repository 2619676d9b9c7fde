import test from 'ava'
import { Call, PROXY, REGISTRAR, UE, type Agent } from '../../scenario.ts'
import { saidOf } from '../../watch.ts'
import type { CapturedPacket } from '../../replay.ts'

/** Packets that come `seconds` after the first one of the scenario. */
const adds = test.macro((t, late: Call, ...said: readonly string[]) => {
  t.deepEqual(saidOf([...success().packets, ...late.packets]), said.length === 0 ? ['success 200'] : said)
})

test('a late copy of the final response makes no attempt', adds, success(at(9), [4]))
test('a late copy of the last request makes none', adds, success(at(9), [3]))
test('a late copy of the first request makes none', adds, success(at(9), [1]))
test('a late copy of the whole exchange makes none', adds, success(at(9)))
test('a retransmission of the last request makes none, 27 s after it', adds, success(at(27), [3]))
test('deeper legs that arrive late make none', adds, success({ ...at(9), path: [UE, PROXY, REGISTRAR], legs: [2] }))
test('a final that comes after the first one was told is no attempt', (t) => {
  t.deepEqual(saidOf(new Call().register(0).answer(0.1, 504).answer(8, 200).packets), ['failure 504'])
})
test('a CSeq that was told long ago, sent on another branch, is a new attempt', (t) => {
  const packets = [...new Call().register(0).packets, ...new Call().register(60, { cseq: 1, branch: 'x' }).packets]
  t.deepEqual(saidOf(packets), ['failure none', 'failure none'])
})

test('a final that comes three seconds after silence was told is no attempt', (t) => {
  t.deepEqual(saidOf(new Call().register(0).answer(40, 200).packets), ['failure none'])
})
test('nor is a late 408 of a proxy', (t) => {
  t.deepEqual(saidOf(new Call().register(0).answer(40, 408).packets), ['failure none'])
})
// The ten seconds run from the telling, not from the last packet.
test('a late copy of the first request makes none, six seconds after the telling', adds, success(at(11.5), [1]))
// What was told last is remembered while the next attempt goes on (told.ts).
test('a late copy of the last request makes none while the next attempt goes on', (t) => {
  const agents = [{ id: 1 }, { id: 2 }]
  const packets: CapturedPacket[] = [
    ...new Call({ agents }).register(0, { agents: [{ id: 1 }, { id: 2, late: 9 }] }).answer(0.1, 200).packets,
    ...new Call({ agents, cseq: 1 }).register(8).answer(8.1, 200).packets,
  ]
  t.deepEqual(saidOf(packets), ['success 200', 'success 200'])
})

interface Late {
  readonly agents?: readonly Agent[]
  readonly path?: readonly string[]
  readonly legs?: readonly number[]
}

function at(seconds: number): Late {
  return { agents: [{ id: 2, late: seconds }] }
}

/** Challenge, answer and success; of the four messages only those in `which`. */
function success({ legs, ...late }: Late = {}, which: readonly number[] = [1, 2, 3, 4]): Call {
  const seen = (number: number) => ({ legs: which.includes(number) ? (legs ?? [1]) : [] })
  return new Call(late)
    .register(0, seen(1))
    .challenge(0.1, 'n1', seen(2))
    .register(0.2, { nonce: 'n1', ...seen(3) })
    .answer(0.3, 200, seen(4))
}
