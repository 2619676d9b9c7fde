import test, { type ExecutionContext } from 'ava'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createScrapeHandler } from '../../../collector/metrics/scrape-handler.ts'
import { metricsOf, valueIn } from './metrics-of.ts'
import { verdict } from './verdict.ts'

const SUCCESSES = 'sip_register_attempts_total{registrar="192.0.2.1",outcome="success"}'
const AS_PROMETHEUS = { 'X-Prometheus-Scrape-Timeout-Seconds': '10' }

/** Serves metrics in which one success was counted; `scrapers` are whose scrapes count. */
async function serving(t: ExecutionContext, scrapers: readonly string[]) {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict())
  const handle = createScrapeHandler(metrics.telemetry, scrapers)
  const server = createServer((request, response) => void handle(request, response, { isKnown: false }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/metrics`
  const asks = async (headers: Record<string, string> = {}, method = 'GET') => {
    const response = await fetch(url, { headers, method })
    return { response, value: valueIn(await response.text(), SUCCESSES) }
  }
  return asks
}

test('a scrape is a GET with the header of Prometheus: it sees a new series at 0, and then what there is', async (t) => {
  const asks = await serving(t, [])
  t.is((await asks()).value, 1)
  t.is((await asks(AS_PROMETHEUS, 'HEAD')).response.status, 200)
  t.is((await asks(AS_PROMETHEUS)).value, 0)
  t.is((await asks(AS_PROMETHEUS)).value, 1)
})

test('where scrapers are configured another Prometheus only looks', async (t) => {
  const others = await serving(t, ['192.0.2.0/24', '2001:db8::/32'])
  t.is((await others(AS_PROMETHEUS)).value, 1)
  t.is((await others(AS_PROMETHEUS)).value, 1)
  const ours = await serving(t, ['192.0.2.0/24', '127.0.0.0/8'])
  t.is((await ours(AS_PROMETHEUS)).value, 0)
  t.is((await ours(AS_PROMETHEUS)).value, 1)
})

test('format and compression are what was asked for', async (t) => {
  const asks = await serving(t, [])
  const { response } = await asks({ Accept: 'application/openmetrics-text; version=1.0.0', 'Accept-Encoding': 'gzip' })
  t.is(response.headers.get('content-type'), 'application/openmetrics-text; version=1.0.0; charset=utf-8')
  t.is(response.headers.get('content-encoding'), 'gzip')
  t.is(response.headers.get('vary'), 'Accept, Accept-Encoding')
  t.is((await asks({ 'Accept-Encoding': 'identity' })).response.headers.get('content-encoding'), null)
})
