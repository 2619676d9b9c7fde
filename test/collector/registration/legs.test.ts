import test from 'ava'
import { Call, CORE, PROXY, REGISTRAR, UE, type Agent } from '../../scenario.ts'
import { watch, type Watched } from '../../watch.ts'

const THREE = [UE, PROXY, CORE, REGISTRAR]
const address = (node: string) => node.slice(0, node.lastIndexOf(':'))

const tells = test.macro((t, call: Call, expected: Partial<Watched>) => {
  const [verdict, ...more] = watch(call.packets)
  t.like(verdict, expected)
  t.deepEqual(more, [], 'one attempt')
})

test('the node whose answer has the most Vias decided', tells, new Call({ path: THREE }).register(0).answer(0.1, 403), {
  said: 'failure 403',
  legs: 3,
  registrar: address(PROXY),
  origin: address(REGISTRAR),
})
test('hops rewrite the code: the origin has its own, the UE is given another', tells, rewritten(), {
  said: 'failure 500',
  legs: 3,
  origin: address(REGISTRAR),
})
test(
  'a proxy that answers by itself decided',
  tells,
  new Call({ path: THREE }).register(0, { legs: [1] }).answer(0.1, 403, { legs: [1] }),
  {
    legs: 1,
    origin: address(PROXY),
  },
)
test('of two servers that were tried the last one decided', tells, secondServer(), { said: 'failure 403', origin: address(REGISTRAR) })
test('a final of a deeper leg that comes after the UE was answered is late', tells, lateAnswer(), {
  said: 'failure 504',
  origin: address(PROXY),
})
test(
  'two agents of which each sees one leg make one attempt',
  tells,
  split([
    { id: 1, legs: [1], skew: 7 },
    { id: 2, legs: [2, 3] },
  ]),
  {
    said: 'success 200',
    legs: 3,
    origin: address(REGISTRAR),
  },
)
test('two agents on one leg make one attempt', tells, split([{ id: 1 }, { id: 2, skew: 1 }]), {
  said: 'success 200',
  legs: 3,
  retransmissions: 0,
})
test('where only the core is captured the attempt begins there', tells, split([{ id: 1, legs: [2, 3] }]), {
  said: 'success 200',
  legs: 2,
  registrar: address(CORE),
  origin: address(REGISTRAR),
})
test('its source is what the first hop wrote into the bottom Via', (t) => {
  t.is(watch(split([{ id: 1, legs: [2] }]).packets)[0]?.detail.source, UE)
  t.is(watch(split([{ id: 1, legs: [3] }]).packets)[0]?.detail.source, UE)
})
test("on the UE's own leg the source is the sender, whatever its Via says", (t) => {
  const behindNat = ['203.0.113.77:40000', REGISTRAR]
  t.is(watch(new Call({ path: behindNat }).register(0).answer(0.1, 200).packets)[0]?.detail.source, '203.0.113.77:40000')
})
test('a refusal whose request was never captured is one', tells, new Call().register(0, { legs: [] }).answer(0.1, 403), {
  said: 'failure 403',
  registrar: address(REGISTRAR),
})
for (const status of [200, 403]) {
  test(`of a ${status} alone it is known whose it is: who it was sent to, and its To`, (t) => {
    const alone = new Call({ user: 'bob' }).register(0, { legs: [] }).answer(0.1, status)
    t.like(watch(alone.packets)[0]?.detail, { source: UE, aor: 'sip:bob@example.com' })
  })
}
test('an agent without capture id and name is none', (t) => {
  const agents = [{ id: 0 }, { id: 7, late: 0.01 }]
  const call = new Call({ agents }).register(0).answer(0.1, 403)
  const [refused] = watch(call.packets)
  t.deepEqual(refused?.detail.agents, ['7'])
  t.deepEqual(new Set(refused?.detail.ladder.flatMap((line) => line.agents)), new Set(['7']))
})
test('a challenge whose request was never captured cannot be told', tells, new Call().register(0, { legs: [] }).challenge(0.1, 'n1'), {
  said: 'blind 401',
})
test('a challenge that is repeated was answered in vain, whatever was captured of the answer', tells, challengedAlone(), {
  said: 'failure 401',
})
test('whose refusal it is, is known without its request, also soon after another attempt', (t) => {
  const call = new Call().register(0).answer(0.1, 403).register(0.2, { legs: [] }).answer(0.3, 404)
  t.deepEqual(
    watch(call.packets).map(({ said, detail }) => [said, detail.callId, detail.aor, detail.attempt?.toUser]),
    [
      ['failure 403', 'call-1', 'sip:alice@example.com', 'alice'],
      ['failure 404', 'call-1', 'sip:alice@example.com', 'alice'],
    ],
  )
})
test('answers alone make one attempt', tells, answersAlone(), { said: 'success 200' })
test('finals of deeper legs alone say nothing of the UE', (t) => {
  t.deepEqual(watch(new Call({ path: THREE }).register(0, { legs: [] }).answer(0.1, 503, { legs: [2, 3] }).packets), [])
})
test('a request seen before and after a NAT is on one leg', tells, twins('outside'), { said: 'failure 403', legs: 1, retransmissions: 0 })

test('so is its answer', tells, twins('both sides'), { said: 'failure 403', legs: 1, retransmissions: 0 })
test('where only the core is captured, a retry at a second server is the same attempt', tells, failover(0.12), { said: 'success 200' })
test('also when the first one was silent, and was waited for', tells, failover(16, false), { said: 'success 200' })

function rewritten(): Call {
  return new Call({ path: THREE })
    .register(0)
    .answer(0.1, 503, { legs: [3] })
    .answer(0.12, 500, { legs: [2] })
    .answer(0.14, 500, { legs: [1] })
}

function secondServer(): Call {
  return new Call({ path: [UE, PROXY, CORE] })
    .register(0)
    .answer(0.1, 503, { legs: [2] })
    .register(0.12, { cseq: 1, branch: 'second', path: [UE, PROXY, REGISTRAR], legs: [2] })
    .answer(0.2, 403, { legs: [2] })
    .register(0.2, { cseq: 1, legs: [] })
    .answer(0.2, 403, { legs: [1] })
}

function failover(at: number, isAnswered = true): Call {
  const call = new Call({ path: [UE, PROXY, CORE] }).register(0, { legs: [2] })
  return (isAnswered ? call.answer(0.1, 503, { legs: [2] }) : call)
    .register(at, { cseq: 1, branch: 'second', path: [UE, PROXY, REGISTRAR], legs: [2] })
    .answer(at + 0.1, 200, { legs: [2] })
}

function lateAnswer(): Call {
  return new Call({ path: [UE, PROXY, REGISTRAR] })
    .register(0)
    .answer(1, 504, { legs: [1] })
    .answer(2, 500, { legs: [2] })
}

function split(agents: readonly Agent[]): Call {
  return new Call({ path: THREE, agents }).register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' }).answer(0.3, 200)
}

function answersAlone(): Call {
  return new Call().register(0, { legs: [] }).challenge(0.1, 'n1').register(0.2, { legs: [] }).answer(0.3, 200)
}

function challengedAlone(): Call {
  return new Call().register(0, { legs: [] }).challenge(0.1, 'n1').register(0.2, { legs: [] }).challenge(0.3, 'n2')
}

/** A request that was captured on both sides of a NAT, and its answer. */
function twins(answered: 'outside' | 'both sides'): Call {
  const same = { cseq: 1, branch: 'same' }
  const outside = ['203.0.113.1:1024', REGISTRAR]
  const call = new Call()
    .register(0, same)
    .register(0.001, { ...same, path: outside })
    .answer(0.1, 403)
  return answered === 'outside' ? call : call.register(0.1, { ...same, legs: [] }).answer(0.101, 403)
}
