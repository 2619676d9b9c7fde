import test from 'ava'
import { finding } from '../../../classifiers/rule.ts'
import { LINES_AT_ZERO } from '../../../collector/metrics/network-series.ts'
import { createPipeline } from '../../../collector/pipeline.ts'
import { Call, PROXY, REGISTRAR, START, UE } from '../../scenario.ts'
import { look, metricsOf, scrape, valueIn } from './metrics-of.ts'
import { verdict } from './verdict.ts'

const refused = { outcome: 'failure', code: 403, finding: finding('acl', 'source_ip', 'likely', '403 at once') } as const
const attempts = (registrar: string, network: string, outcome = 'failure') =>
  `sip_register_attempts_total{registrar="${registrar}",outcome="${outcome}",network="${network}"}`
const failures = (registrar: string, network: string) =>
  `sip_register_failures_total{registrar="${registrar}",cause="acl",reason="source_ip",code="403",network="${network}"}`
const lines = (text: string) => text.split('\n').filter((line) => /^[a-z]/.test(line)).length

test('attempts and failures are counted by network, and all else as before', async (t) => {
  const metrics = metricsOf({ hasNetworks: true })
  for (const network of ['site', 'trunk', 'site']) metrics.observer.verdict(verdict({ ...refused, network }))
  metrics.observer.verdict(verdict({ network: 'none' }))
  const text = await look(metrics)
  t.is(valueIn(text, attempts('192.0.2.1', 'site')), 2)
  t.is(valueIn(text, attempts('192.0.2.1', 'trunk')), 1)
  t.is(valueIn(text, attempts('192.0.2.1', 'none', 'success')), 1)
  t.is(valueIn(text, failures('192.0.2.1', 'site')), 2)
  t.is(valueIn(text, 'sip_register_final_responses_total{registrar="192.0.2.1",code="403"}'), 3)
  t.deepEqual(
    [...new Set([...text.matchAll(/^(\w+)\{.*network="/gm)].map(([, name]) => name))],
    ['sip_register_attempts_total', 'sip_register_failures_total'],
  )
})

test('without names of networks there is no such label', async (t) => {
  const metrics = metricsOf({ registrars: ['edge'] })
  metrics.observer.verdict(verdict(refused))
  t.notRegex(await look(metrics), /network/)
})

test('a configured registrar is there at 0 from the start, and each of its networks is born at 0', async (t) => {
  const metrics = metricsOf({ hasNetworks: true, registrars: ['edge'] })
  t.is(valueIn(await scrape(metrics), failures('edge', 'none')), 0)
  metrics.observer.verdict(verdict({ registrar: 'edge', network: 'site' }))
  metrics.observer.verdict(verdict({ ...refused, registrar: 'edge', network: 'trunk' }))
  const first = await scrape(metrics)
  t.is(valueIn(first, failures('edge', 'site')), 0)
  t.is(valueIn(first, failures('edge', 'trunk')), 0)
  t.is(valueIn(await scrape(metrics), failures('edge', 'trunk')), 1)
})

test('a registrar that is learned is shown at 0 for the network that its first REGISTER came from, and for no other', async (t) => {
  const metrics = metricsOf({ hasNetworks: true })
  const pipeline = createPipeline(metrics.observer, { networks: [{ cidr: '192.0.2.0/24', name: 'site' }] })
  const without = lines(await scrape(metrics))
  const path = [UE, PROXY, REGISTRAR]
  // The own leg of the phone, and the one behind the proxy alone.
  for (const [index, legs] of [[1], [2]].entries()) {
    const node = path[index + 1]!.replace(':5060', '')
    const [request] = new Call({ callId: `call-${index}`, path }).register(index * 10, { legs }).packets
    pipeline.hep(request!.bytes, 0, request!.bytes.length, request!.arrival)
    t.is(valueIn(await scrape(metrics), failures(node, 'site')), undefined)
    pipeline.tick(START + (index * 10 + 6) * 1_000_000)
    t.is(valueIn(await scrape(metrics), failures(node, 'site')), 0)
    metrics.observer.verdict(verdict({ ...refused, registrar: node, network: 'site' }))
    t.is(valueIn(await scrape(metrics), failures(node, 'site')), 1)
    t.is(valueIn(await look(metrics), failures(node, 'none')), undefined)
  }
  t.true(lines(await look(metrics)) < without + 3 * LINES_AT_ZERO)
})

test('past the budget of series a new network is counted at the registrar other, and nothing is lost', async (t) => {
  const metrics = metricsOf({ hasNetworks: true, series: 6_000 })
  const COUNT = 40
  for (let registrar = 0; registrar < COUNT; registrar++)
    for (let network = 0; network < COUNT; network++)
      metrics.observer.verdict(verdict({ ...refused, registrar: `registrar-${registrar}`, network: `network-${network}` }))
  const text = await look(metrics)
  t.true(lines(text) <= 6_000, String(lines(text)))
  const counted = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}\\{.*\\} (\\d+)$`, 'gm'))].reduce((sum, [, count]) => sum + Number(count), 0)
  t.is(counted('sip_register_failures_total'), COUNT * COUNT)
  t.is(counted('sip_register_attempts_total'), COUNT * COUNT)
  t.true((valueIn(text, failures('other', 'other')) ?? 0) > 0)
  t.true((valueIn(text, 'regwatch_label_overflow_total{label="registrar"}') ?? 0) > 0)
})
