import * as fc from 'fast-check'
import test, { type ExecutionContext } from 'ava'
import { Call, type Agent, type Wording } from '../../scenario.ts'
import { watch, type Watched } from '../../watch.ts'

/** A second agent that sees the last response as well: then the records are looked at, the long way. */
const SECOND: readonly Agent[] = [{ id: 1 }, { id: 2 }]

interface Step {
  /** Seconds after the response before. */
  readonly pause: number
  readonly status: 200 | 202 | 401 | 407 | 403
  readonly expires?: 0 | 3600
  /** The request answers the challenge before it. */
  readonly answers?: boolean
  /** Seconds by which the response reaches us late. */
  readonly late?: number
}

function sameBothWays(t: ExecutionContext, steps: readonly Step[]): void {
  t.deepEqual(told(steps, SECOND), told(steps))
}

const both = test.macro((t, ...steps: Step[]) => {
  sameBothWays(t, steps)
})

test('accepted at once', both, { pause: 0, status: 200 })
test('accepted with another code', both, { pause: 0, status: 202 })
test('challenged', both, { pause: 0, status: 401 }, { pause: 0.1, status: 200, answers: true })
test(
  'challenged by a proxy, then by the registrar',
  both,
  { pause: 0, status: 407 },
  { pause: 0.1, status: 401, answers: true },
  { pause: 0.1, status: 200, answers: true },
)
test(
  'a UA that ignores the first challenge',
  both,
  { pause: 0, status: 401 },
  { pause: 1, status: 401 },
  { pause: 1, status: 200, answers: true },
)
test('a slow answer', both, { pause: 0, status: 401 }, { pause: 10, status: 200, answers: true })
test('taken back', both, { pause: 0, status: 401, expires: 0 }, { pause: 0.1, status: 200, answers: true, expires: 0 })
test('one request of two takes back', both, { pause: 0, status: 401, expires: 0 }, { pause: 0.1, status: 200, answers: true })
test('a refresh that takes back what the first bound', both, { pause: 0, status: 200 }, { pause: 30, status: 200, expires: 0 })
test('a refresh within the hold', both, { pause: 0, status: 200 }, { pause: 2, status: 200 })
test(
  'a refresh while the call is remembered',
  both,
  { pause: 0, status: 200 },
  { pause: 20, status: 401 },
  { pause: 0.1, status: 200, answers: true },
)
test('refreshes without end', both, ...Array.from({ length: 30 }, () => ({ pause: 25, status: 200 }) as const))
test('a short loop that ends well', both, ...loop(8, 3))

test('a loop that ends well after more than 64 s', both, ...loop(20, 3.5))
// Pauses go by the agent's clock (pace.ts): late packets make a long pause short on arrival.
test(
  'a long pause after an answer in vain, of which little was left when the response arrived',
  both,
  { pause: 0, status: 401 },
  { pause: 0.1, status: 401, answers: true },
  { pause: 0.1, status: 401, answers: true, late: 4 },
  { pause: 6, status: 200, answers: true },
)

const step = fc.record<Step>({
  pause: fc.constantFrom(0.01, 0.2, 1, 2.5, 4.4, 8, 20, 31, 60),
  status: fc.constantFrom(200, 200, 202, 401, 401, 407, 403),
  expires: fc.constantFrom(3600, 3600, 0),
  answers: fc.boolean(),
})
test('whatever a UA does on one leg, both ways say the same', (t) => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 7 }), (steps) => {
      sameBothWays(t, steps)
    }),
    { numRuns: 150 },
  )
  t.pass()
})

function loop(rounds: number, pause: number): readonly Step[] {
  return Array.from(
    { length: rounds },
    (_, index) => ({ pause: index === 0 ? 0 : pause, status: index === rounds - 1 ? 200 : 401, answers: index > 0 }) as const,
  )
}

function told(steps: readonly Step[], agentsOfLast?: readonly Agent[]): readonly Partial<Watched>[] {
  const call = new Call()
  let at = 0
  for (const [index, { pause, status, expires = 3600, answers = false, late = 0 }] of steps.entries()) {
    at += pause
    call.register(at, { expires, ...(answers ? { nonce: `n${index - 1}`, proxy: steps[index - 1]?.status === 407 } : {}) })
    at += 0.05
    const agents = agentsOfLast !== undefined && index === steps.length - 1 ? agentsOfLast : [{ id: 1, late }]
    const wording: Wording = { agents, proxy: status === 407, ...(status === 401 || status === 407 ? { nonce: `n${index}` } : {}) }
    call.answer(at, status, wording)
  }
  return watch(call.packets, { quiet: 100 }).map(({ said, registrar, origin, originRole, seconds, legs, retransmissions, detail }) => ({
    said,
    registrar,
    origin,
    originRole,
    seconds,
    legs,
    retransmissions,
    aor: detail.aor,
    source: detail.source,
    callId: detail.callId,
    messages: detail.ladder.length,
  }))
}
