import test from 'ava'
import { finding } from '../../../classifiers/rule.ts'
import { everyMetric } from '../../../collector/metrics/catalogue.ts'
import type { MetricSpec } from '../../../collector/metrics/metric-spec.ts'
import type { Metrics } from '../../../collector/metrics/metrics.ts'
import { parseConfig } from '../../../collector/config/load.ts'
import { readKafka } from '../../../collector/source/kafka.ts'
import { createPipeline } from '../../../collector/pipeline.ts'
import type { Batch, Intake, Source } from '../../../collector/source/source.ts'
import { look, metricsOf, valueIn } from './metrics-of.ts'
import { verdict } from './verdict.ts'

const value = async (metrics: Metrics, series: string) => valueIn(await look(metrics), series)

const series = (registrar: string) => `sip_register_attempts_total{registrar="${registrar}",outcome="success"}`

const refused = { outcome: 'failure', code: 403, finding: finding('acl', 'source_ip', 'likely', '403 at once') } as const

test('a success counts as an attempt and a final response, not as a failure', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict())
  t.is(await value(metrics, 'sip_register_attempts_total{registrar="192.0.2.1",outcome="success"}'), 1)
  t.is(await value(metrics, 'sip_register_final_responses_total{registrar="192.0.2.1",code="200"}'), 1)
  t.notRegex(await look(metrics), /^sip_register_failures_total\{.*\} [^0]/m)
})

test('a failure counts by cause, reason and code', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict(refused))
  metrics.observer.verdict(verdict(refused))
  t.is(await value(metrics, 'sip_register_attempts_total{registrar="192.0.2.1",outcome="failure"}'), 2)
  t.is(await value(metrics, 'sip_register_failures_total{registrar="192.0.2.1",cause="acl",reason="source_ip",code="403"}'), 2)
})

test('silence has the code none and no final response', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(
    verdict({ outcome: 'failure', code: undefined, finding: finding('server', 'no_response', 'likely', 'no answer') }),
  )
  t.is(await value(metrics, 'sip_register_failures_total{registrar="192.0.2.1",cause="server",reason="no_response",code="none"}'), 1)
  t.notRegex(await look(metrics), /^sip_register_final_responses_total\{/m)
})

const showsCode = test.macro({
  async exec(t, code: number, label: string) {
    const metrics = metricsOf()
    metrics.observer.verdict(verdict({ ...refused, code }))
    t.is(await value(metrics, `sip_register_final_responses_total{registrar="192.0.2.1",code="${label}"}`), 1)
  },
  title: (_, code: number, label: string) => `the code of ${code} is ${label}`,
})
test(showsCode, 403, '403')
test(showsCode, 499, '4xx')
test(showsCode, 603, '603')
test(showsCode, 699, '6xx')
test(showsCode, 299, '2xx')

test('other methods and open attempts are not counted', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict({ method: 'INVITE' }))
  metrics.observer.verdict(verdict({ outcome: 'pending' }))
  t.notRegex(await look(metrics), /^sip_register_\w+\{/m)
})

test('past 100 registrars the rest is other, counted; configured names always have room', async (t) => {
  const metrics = metricsOf({ registrars: ['edge'] })
  for (let last = 0; last < 103; last++) metrics.observer.verdict(verdict({ registrar: `192.0.2.${last}` }))
  metrics.observer.verdict(verdict({ registrar: 'edge' }))
  t.is(await value(metrics, series('192.0.2.99')), 1)
  t.is(await value(metrics, series('192.0.2.100')), undefined)
  t.is(await value(metrics, series('other')), 3)
  t.is(await value(metrics, series('edge')), 1)
  t.is(await value(metrics, 'regwatch_label_overflow_total{label="registrar"}'), 3)
})

test('what came after a scrape is added to it', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict())
  t.is(await value(metrics, series('192.0.2.1')), 1)
  t.is(await value(metrics, series('192.0.2.1')), 1)
  metrics.observer.verdict(verdict())
  t.is(await value(metrics, series('192.0.2.1')), 2)
})

/** A source of one batch that tells the observer of a packet for each word. */
function sourceOf(input: string, { observer }: Metrics): Source {
  const batch: Batch = () => {
    observer.packet('v3')
    observer.packet('v3')
    observer.dropped('not_sip')
  }
  return {
    input,
    async *[Symbol.asyncIterator]() {
      yield batch
    },
  }
}

test('packets are counted for the input whose batch brought them', async (t) => {
  const metrics = metricsOf()
  const unused = () => t.fail('the source has nothing to hand on')
  const intake: Intake = { hep: unused, sip: unused, drop: unused, tick: unused }
  for (const input of ['udp', 'tcp', 'tcp']) {
    for await (const batch of metrics.labelled(sourceOf(input, metrics))) batch(intake)
  }
  t.is(await value(metrics, 'hep_packets_total{input="udp",version="v3"}'), 2)
  t.is(await value(metrics, 'hep_packets_total{input="tcp",version="v3"}'), 4)
  t.is(await value(metrics, 'hep_packets_dropped_total{input="tcp",reason="not_sip"}'), 2)
})

test('an input from which nothing has come is shown with 0: an alert on silence has to see it', async (t) => {
  const metrics = metricsOf()
  for (const input of ['udp', 'kafka'] as const) metrics.labelled(sourceOf(input, metrics))
  t.is(await value(metrics, 'hep_packets_total{input="udp",version="v3"}'), 0)
  t.is(await value(metrics, 'hep_packets_total{input="kafka",version="v3"}'), 0)
})

test('progress in Kafka is stored by time, and what is shown says so', async (t) => {
  const { kafka } = parseConfig('kafka: {brokers: ["127.0.0.1:9092"], topics: [hep]}', 'c.yaml')
  const metrics = metricsOf()
  t.is(await value(metrics, 'regwatch_commit_by_time'), 0)
  metrics.kafka(readKafka(kafka!, { reading: () => undefined, trouble: () => undefined, unstored: () => undefined }))
  t.is(await value(metrics, 'regwatch_commit_by_time'), 1)
})

test('a scrape shows nothing but the catalogue, with its types and labels', async (t) => {
  const metrics = metricsOf()
  metrics.observer.packet('v3')
  metrics.observer.dropped('truncated')
  metrics.observer.verdict(verdict(refused))
  const text = await look(metrics)
  const known = new Map<string, MetricSpec>(Object.values(everyMetric).map((metric) => [metric.name, metric]))
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)]
  t.true(types.length > 10)
  for (const [, name = '', type] of types) t.is<string | undefined, string | undefined>(known.get(name)?.type, type, name)
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)\{(.*)\} /gm)) {
    const names = [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label).filter((label) => label !== 'le')
    const specified = Object.entries(known.get(name.replace(/_(bucket|sum|count)$/, ''))?.labels ?? {})
    const expected = specified.filter(([, values]) => values !== 'optional').map(([label]) => label)
    t.deepEqual(names, expected, name)
  }
})

test('an arrival over a minute ahead of our clock is counted', async (t) => {
  const metrics = metricsOf()
  const pipeline = createPipeline(metrics.observer, { limits: { attempts: 10, megabytes: 1 } })
  for (const seconds of [0, 30, 120, 3600]) pipeline.tick((Date.now() + seconds * 1000) * 1000)
  t.is(await value(metrics, 'regwatch_arrivals_refused_total'), 2)
})

test('what runs is told', async (t) => {
  t.is(await value(metricsOf(), 'regwatch_build_info{version="1.2.3",nodeversion="v26.0.0"}'), 1)
})
