import test from 'ava'
import { finding } from '../../../classifiers/rule.ts'
import { Pseudonyms } from '../../../collector/privacy/pseudonyms.ts'
import { look, metricsOf, scrape } from './metrics-of.ts'
import { verdict } from './verdict.ts'

const OPEN = 'application/openmetrics-text'
const refused = { outcome: 'failure', code: 403, finding: finding('acl', 'source_ip', 'likely', '403 at once') } as const
const REFUSED = 'sip_register_failures_total{registrar="192.0.2.1",cause="acl",reason="source_ip",code="403"}'
const lineOf = (text: string) => text.split('\n').find((line) => line.startsWith(REFUSED))

const pseudonyms = new Pseudonyms('a key of all collectors')
const ALICE = pseudonyms.of('user', 'sip:alice@example.org')

test('an exemplar names a call and its user, only in OpenMetrics, until a scrape has shown it', async (t) => {
  const metrics = metricsOf({ exemplars: true, pseudonyms, now: () => 1_500 })
  metrics.observer.verdict(verdict({ ...refused, callId: 'a"b@example.org' }))
  t.is(lineOf(await scrape(metrics, OPEN, true)), `${REFUSED} 0`)
  t.is(lineOf(await scrape(metrics, OPEN, true)), `${REFUSED} 1 # {call_id="a\\"b@example.org",user_hash="${ALICE}"} 1 1.500`)
  t.is(lineOf(await look(metrics)), `${REFUSED} 1`)
  metrics.observer.verdict(verdict({ ...refused, callId: 'next' }))
  t.is(lineOf(await scrape(metrics, OPEN, true)), `${REFUSED} 2 # {call_id="next",user_hash="${ALICE}"} 1 1.500`)
})

test('none unless it is asked for', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict(refused))
  t.is(lineOf(await look(metrics, OPEN)), `${REFUSED} 1`)
})

test('who has not shown who it is sees a hash of the Call-ID', async (t) => {
  const metrics = metricsOf({ exemplars: true, pseudonyms, now: () => 1_500 })
  metrics.observer.verdict(verdict(refused))
  const hash = pseudonyms.of('call', 'call-1')
  t.is(lineOf(await look(metrics, OPEN)), `${REFUSED} 1 # {call_id_hash="${hash}",user_hash="${ALICE}"} 1 1.500`)
})

test('with privacy: clear the user is named, the Call-ID still only to whom it may be shown', async (t) => {
  const metrics = metricsOf({ exemplars: true, privacy: 'clear', pseudonyms, now: () => 1_500 })
  metrics.observer.verdict(verdict(refused))
  const hash = pseudonyms.of('call', 'call-1')
  t.is(lineOf(await look(metrics, OPEN)), `${REFUSED} 1 # {call_id_hash="${hash}",user="sip:alice@example.org"} 1 1.500`)
})

test('what would make it longer than OpenMetrics allows is left out', async (t) => {
  const metrics = metricsOf({ exemplars: true, pseudonyms, now: () => 1_500 })
  metrics.observer.verdict(verdict({ ...refused, callId: 'x'.repeat(122) }))
  t.is(lineOf(await scrape(metrics, OPEN, true)), `${REFUSED} 0`)
  t.is(lineOf(await scrape(metrics, OPEN, true)), `${REFUSED} 1 # {user_hash="${ALICE}"} 1 1.500`)

  const nameless = metricsOf({ exemplars: true, privacy: 'clear', pseudonyms })
  nameless.observer.verdict(verdict({ ...refused, callId: 'x'.repeat(111), aor: '' }))
  await scrape(nameless, OPEN, true)
  t.regex(lineOf(await scrape(nameless, OPEN, true)) ?? '', /\{call_id="x{111}"\}/)
})
