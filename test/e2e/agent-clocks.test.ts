import test from 'ava'
import { createSocket } from 'node:dgram'
import { startCollector } from '../regwatch.ts'
import { Call, START, type Agent } from '../scenario.ts'

const HOUR = 3600
const RELEASE_SECONDS = 60

/** Right, an hour ahead, a day behind, and without a clock. */
const clocks: readonly Partial<Agent>[] = [{ skew: 0 }, { skew: HOUR }, { skew: -24 * HOUR }, { timeless: true }]

const attempts = (outcome: string) => `sip_register_attempts_total{registrar="edge",outcome="${outcome}"}`
const answers = (code: number) => `sip_register_final_responses_total{registrar="edge",code="${code}"}`

test('clocks that are wrong change no count and no timer, and timers run while every agent is silent, live', async (t) => {
  t.timeout(150_000)
  const { udp, web } = await startCollector(t, 'registrars: {edge: 198.51.100.3}\n')
  const socket = createSocket('udp4')
  t.teardown(() => socket.close())
  const send = (call: Call) => {
    for (const { bytes } of call.packets) socket.send(bytes, udp, '127.0.0.1')
  }
  const count = async (series: string) => {
    const text = await (await fetch(`${web}/metrics`)).text()
    const line = text.split('\n').find((one) => one.startsWith(`${series} `))
    return line === undefined ? 0 : Number(line.slice(series.length))
  }
  const until = async (series: string, expected: number) => {
    for (let second = 0; second < RELEASE_SECONDS && (await count(series)) < expected; second++)
      await new Promise((resolve) => setTimeout(resolve, 1000))
    t.is(await count(series), expected, series)
  }
  const silence = 'sip_register_failures_total{registrar="edge",cause="server",reason="no_response",code="none"}'

  for (const [index, clock] of clocks.entries()) {
    for (const call of traffic(`first-${index}`, { id: index + 1, ...clock })) send(call)
  }
  await until(answers(200), 4)
  t.is(await count(silence), 0, 'silence is not told with what was answered')
  // Nothing more arrives: the clock goes on by itself, and Timer F runs out.
  await until(silence, 4)
  await until(attempts('failure'), 8)
  t.is(await count(attempts('success')), 4)
  t.is(await count(answers(403)), 4)

  for (const call of traffic('second', { id: 2, skew: HOUR })) send(call)
  await until(answers(200), 5)
  await until(answers(403), 5)
  t.is(await count('regwatch_arrivals_refused_total'), 0)
})

/** A success, a refusal and a silence, now by the clock of this machine and wrong by that of the agent. */
function traffic(name: string, { skew = 0, ...agent }: Agent): readonly Call[] {
  const agents = [{ ...agent, skew: skew + Date.now() / 1000 - START / 1e6 }]
  const of = (what: string) => new Call({ callId: `${name}-${what}`, user: `${name}-${what}`, agents })
  return [
    of('success').register(0).challenge(0.1, name).register(0.2, { nonce: name }).answer(0.3, 200),
    of('refusal').register(0).answer(0.2, 403),
    of('silence').register(0),
  ]
}
