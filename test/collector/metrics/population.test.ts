import test from 'ava'
import { UNWATCHED } from '../../../collector/registration/unwatched.ts'
import { finding } from '../../../classifiers/rule.ts'
import { look, metricsOf, valueIn } from './metrics-of.ts'
import { createPipeline } from '../../../collector/pipeline.ts'
import { Call, REGISTRAR, START } from '../../scenario.ts'
import { verdict } from './verdict.ts'

const SCAN = 'sip_register_population_active{registrar="192.0.2.1",flag="scan"}'
const WIDE = 'sip_register_population_active{registrar="192.0.2.1",flag="node_wide"}'

test('a flag is up while verdicts show it, and for five minutes after the last one; while the input lags it is down', async (t) => {
  let now = 1_790_000_000_000
  const metrics = metricsOf({ now: () => now })
  let inputTime = now * 1_000
  metrics.watch({
    open: 0,
    agentName: String,
    forgotten: { population: 3, history: 2, release: 1, contacts: 0 },
    get inputTime() {
      return inputTime
    },
  })
  const population = { ...UNWATCHED, scan: 'yes', nodeWide: 'no', seen: { scan: 'many users' } } as const
  metrics.observer.verdict(verdict({ outcome: 'failure', finding: finding('scan', 'scanner', 'likely'), population }))
  const at = async (seconds: number, lag = 0) => {
    now = 1_790_000_000_000 + seconds * 1_000
    inputTime = (now - lag * 1_000) * 1_000
    return valueIn(await look(metrics), SCAN)
  }
  t.is(await at(0), 1)
  t.is(await at(299), 1)
  t.is(await at(200, 61), 0)
  t.is(await at(300), 0)
  const text = await look(metrics)
  t.is(valueIn(text, WIDE), undefined)
  for (const [kind, count] of Object.entries({ population: 3, history: 2, release: 1, contacts: 0 }))
    t.is(valueIn(text, `regwatch_evidence_evicted_total{kind="${kind}"}`), count)
})

test('the final response of a failure that is held counts after 5 seconds, the failure after 15', async (t) => {
  const metrics = metricsOf()
  const pipeline = createPipeline(metrics.observer)
  for (const { bytes, arrival } of new Call().register(0).answer(0, 403).packets) pipeline.hep(bytes, 0, bytes.length, arrival)
  const counted = async (seconds: number) => {
    pipeline.tick(START + seconds * 1e6)
    const text = await look(metrics)
    const sum = (name: string) =>
      [...text.matchAll(new RegExp(`^${name}\\{.*code="403"\\} (\\d+)$`, 'gm'))].reduce((all, [, count]) => all + Number(count), 0)
    return { finals: sum('sip_register_final_responses_total'), failures: sum('sip_register_failures_total') }
  }
  t.deepEqual(await counted(4), { finals: 0, failures: 0 })
  t.deepEqual(await counted(6), { finals: 1, failures: 0 })
  t.deepEqual(await counted(16), { finals: 1, failures: 1 })
})

test('a flag is up also where each verdict is sure of itself', async (t) => {
  const metrics = metricsOf()
  const pipeline = createPipeline(metrics.observer)
  for (let second = 0; second < 30; second++) {
    const call = new Call({ callId: `c${second}`, user: `u${second}`, path: [`10.0.0.${second + 1}:5060`, REGISTRAR] })
    const { packets } = call
      .register(second)
      .answer(second + 0.1, 480, { phrase: 'Temporarily Unavailable - Diameter Cx interface failed' })
    for (const { bytes, arrival } of packets) pipeline.hep(bytes, 0, bytes.length, arrival)
  }
  pipeline.tick(START + 60e6)
  const text = await look(metrics)
  t.is(valueIn(text, 'sip_register_verdicts_total{cause="server",confidence="definite"}'), 30)
  t.regex(text, /^sip_register_population_active\{.*flag="node_wide"\} 1$/m)
  t.is(text.match(/^sip_register_final_responses_total\{.*code="480"\} (\d+)$/m)?.[1], '30')
})
