import test from 'ava'
import { finding } from '../../../classifiers/rule.ts'
import type { Shown } from '../../../collector/metrics/telemetry.ts'
import { createPipeline } from '../../../collector/pipeline.ts'
import type { CapturedPacket } from '../../replay.ts'
import { Call, START, UE } from '../../scenario.ts'
import { look, metricsOf, scrape, valueIn } from './metrics-of.ts'
import { verdict } from './verdict.ts'

const SUCCESSES = 'sip_register_attempts_total{registrar="192.0.2.1",outcome="success"}'
const refused = { outcome: 'failure', code: 403, finding: finding('acl', 'source_ip', 'likely', '403 at once') } as const
const REFUSED = 'sip_register_failures_total{registrar="192.0.2.1",cause="acl",reason="source_ip",code="403"}'

const duration = (line: string) => `sip_register_duration_seconds_${line.replace('{', '{registrar="192.0.2.1",outcome="success"')}`

test('the first scrape shows 0, the next one what there is', async (t) => {
  const metrics = metricsOf()
  for (let count = 0; count < 3; count++) metrics.observer.verdict(verdict())
  t.is(valueIn(await scrape(metrics), SUCCESSES), 0)
  metrics.observer.verdict(verdict())
  t.is(valueIn(await scrape(metrics), SUCCESSES), 4)
})

test('who only looks sees what there is, and changes nothing', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict())
  t.is(valueIn(await look(metrics), SUCCESSES), 1)
  t.is(valueIn(await scrape(metrics), SUCCESSES), 0)
  t.is(valueIn(await look(metrics), SUCCESSES), 1)
})

test('a scrape that was not sent to its end has shown nothing', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict())
  const { body } = await metrics.telemetry.page({ accept: undefined, acceptEncoding: undefined, isScrape: true, isKnown: false })
  t.is(valueIn(body.toString(), SUCCESSES), 0)
  t.is(valueIn(await scrape(metrics), SUCCESSES), 0)
  t.is(valueIn(await scrape(metrics), SUCCESSES), 1)
})

test('two scrapes at a time both see a series that is born', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict())
  const request = { accept: undefined, acceptEncoding: undefined, isScrape: true, isKnown: false } as const
  const [one, other] = await Promise.all([metrics.telemetry.page(request), metrics.telemetry.page(request)])
  for (const { body, sent } of [one, other]) {
    t.is(valueIn(body.toString(), SUCCESSES), 0)
    sent()
  }
  t.is(valueIn(await scrape(metrics), SUCCESSES), 1)
})

test('the buckets, sum and count of a histogram are born together', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict({ seconds: 0.2 }))
  const lines = [
    duration('bucket{,le="0.1"}'),
    duration('bucket{,le="0.25"}'),
    duration('bucket{,le="+Inf"}'),
    duration('sum{}'),
    duration('count{}'),
  ]
  const first = await scrape(metrics)
  t.deepEqual(
    lines.map((line) => valueIn(first, line)),
    [0, 0, 0, 0, 0],
  )
  const second = await scrape(metrics)
  t.deepEqual(
    lines.map((line) => valueIn(second, line)),
    [0, 1, 1, 0.2, 1],
  )
})

test('what can fail at a configured registrar is there at 0 from the start; at another once its first REGISTER was held', async (t) => {
  const metrics = metricsOf({ registrars: ['edge'] })
  const edge = REFUSED.replace('192.0.2.1', 'edge')
  const before = await scrape(metrics)
  t.is(valueIn(before, edge), 0)
  t.is(valueIn(before, REFUSED), undefined)
  const call = new Call({ path: [UE, '192.0.2.1:5060'] }).register(0).answer(7, 403, { phrase: 'Your IP is not allowed' })
  const [request, answer] = call.packets
  const pipeline = createPipeline(metrics.observer)
  const take = (packet: CapturedPacket | undefined) =>
    packet === undefined ? t.fail() : pipeline.hep(packet.bytes, 0, packet.bytes.length, packet.arrival)
  take(request)
  pipeline.tick(START + 4_000_000)
  t.is(valueIn(await scrape(metrics), REFUSED), undefined)
  pipeline.tick(START + 6_000_000)
  t.is(valueIn(await scrape(metrics), REFUSED), 0)
  take(answer)
  pipeline.tick(START + 60_000_000)
  t.is(valueIn(await scrape(metrics), REFUSED), 1)
})

test('registrars beyond the cap are not shown when they are first sent something, and not counted as other', async (t) => {
  const metrics = metricsOf({ labels: { registrars: 1, agents: 1 } })
  metrics.observer.registrar?.('192.0.2.1', undefined)
  metrics.observer.registrar?.('192.0.2.2', undefined)
  const text = await scrape(metrics)
  t.is(valueIn(text, REFUSED), 0)
  t.is(valueIn(text, REFUSED.replace('192.0.2.1', '192.0.2.2')), undefined)
  t.is(valueIn(text, 'regwatch_label_overflow_total{label="registrar"}'), 0)
})

test('gauges show what they are at once', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict(refused))
  const text = await scrape(metrics)
  t.is(valueIn(text, 'sip_register_affected_users{registrar="192.0.2.1",cause="all"}'), 1)
  t.is(valueIn(text, 'regwatch_build_info{version="1.2.3",nodeversion="v26.0.0"}'), 1)
})

test('who stores progress is told when a scrape has been sent, and whether it showed all that was counted', async (t) => {
  const metrics = metricsOf({ now: () => 5_000 })
  const shown: Shown[] = []
  let reads = 0
  metrics.telemetry.onShown((one) => shown.push(one))
  metrics.telemetry.onRead(() => reads++)
  await look(metrics)
  t.deepEqual([reads, shown], [0, []])
  metrics.observer.verdict(verdict())
  await scrape(metrics)
  await scrape(metrics)
  t.is(reads, 2)
  t.deepEqual(shown, [
    { at: 5_000, isWhole: false },
    { at: 5_000, isWhole: true },
  ])
  t.is(valueIn(await look(metrics), 'regwatch_last_scrape_timestamp_seconds'), 5)
})
