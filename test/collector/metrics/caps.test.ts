import test from 'ava'
import { finding } from '../../../classifiers/rule.ts'
import { everyMetric } from '../../../collector/metrics/catalogue.ts'
import { AgentRequests } from '../../../collector/registration/agent-requests.ts'
import { look, metricsOf, valueIn } from './metrics-of.ts'
import { verdict } from './verdict.ts'

const DISTINCT = 200_000
const NOTHING = { history: 0, population: 0, release: 0, contacts: 0 }
const refused = { outcome: 'failure', code: 403, finding: finding('acl', 'source_ip', 'likely', '403 at once') } as const

const lines = (text: string) => text.split('\n').filter((line) => /^[a-z]/.test(line)).length

test('200,000 registrars, agents, users, sources and User-Agents: no series beyond the caps, all counted', async (t) => {
  const metrics = metricsOf()
  metrics.watch({ open: 0, forgotten: NOTHING, inputTime: 0, agentName: (agent) => `agent-${agent}` })
  const agents = new AgentRequests()
  for (let each = 0; each < DISTINCT; each++) {
    agents.clear()
    agents.add(each, false)
    metrics.observer.heard?.(each, 1_000, 1_000)
    const exchange = { ...verdict().exchange, agents }
    const identity = { source: each, subnet: each, userAgent: each }
    metrics.observer.verdict(verdict({ ...refused, registrar: `registrar-${each}`, user: each, identity, exchange }))
  }
  const text = await look(metrics)
  const values = (label: string) => new Set([...text.matchAll(new RegExp(`[{,]${label}="([^"]*)"`, 'g'))].map(([, value]) => value))
  t.true(values('registrar').size <= 101)
  t.is(values('agent').size, 101)
  t.true(lines(text) <= 20_000, String(lines(text)))
  t.is(valueIn(text, 'regwatch_series'), lines(text))
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}\\{.*\\} (\\d+)$`, 'gm'))].reduce((all, [, count]) => all + Number(count), 0)
  t.is(sum('sip_register_failures_total'), DISTINCT)
  t.is(sum('hep_agent_requests_total'), DISTINCT)
  t.true((valueIn(text, 'regwatch_label_overflow_total{label="registrar"}') ?? 0) >= DISTINCT - 100)
  t.true((valueIn(text, 'regwatch_label_overflow_total{label="agent"}') ?? 0) >= DISTINCT - 100)
})

test('codes that the wire makes up do not pass the budget: what has no room is counted at other', async (t) => {
  const metrics = metricsOf({ series: 5_000 })
  for (let registrar = 0; registrar < 50; registrar++) {
    for (let code = 300; code < 700; code++) metrics.observer.verdict(verdict({ ...refused, code, registrar: `registrar-${registrar}` }))
  }
  const text = await look(metrics)
  t.true(lines(text) <= 5_000, String(lines(text)))
  t.true((valueIn(text, 'sip_register_failures_total{registrar="other",cause="acl",reason="source_ip",code="480"}') ?? 0) > 0)
})

test('a name that holds quotes, backslashes and line ends is one label', async (t) => {
  const metrics = metricsOf({ registrars: ['a"b\\c\nd'] })
  const series = 'sip_register_attempts_total{registrar="a\\"b\\\\c\\nd",outcome="success"}'
  t.is(valueIn(await look(metrics), series), 0)
})

test('OpenMetrics: families without _total, units, and an end', async (t) => {
  const metrics = metricsOf()
  metrics.observer.verdict(verdict())
  const text = await look(metrics, 'application/openmetrics-text')
  t.true(text.endsWith('\n# EOF\n'))
  t.regex(text, /^# TYPE sip_register_attempts counter$/m)
  t.regex(text, /^sip_register_attempts_total\{registrar="192.0.2.1",outcome="success"\} 1$/m)
  t.regex(text, /^# UNIT sip_register_duration_seconds seconds$/m)
  t.notRegex(text, /_created/)
  for (const { name } of Object.values(everyMetric)) t.notRegex(text, new RegExp(`^# TYPE ${name} counter$`, 'm'))
})

test('affected users are 0 while the input lags over a minute', async (t) => {
  let inputTime = 1_000_000e6
  const metrics = metricsOf({ now: () => 1_000_050_000 })
  metrics.watch({
    open: 3,
    forgotten: NOTHING,
    get inputTime() {
      return inputTime
    },
    agentName: String,
  })
  metrics.observer.verdict(verdict(refused))
  const users = 'sip_register_affected_users{registrar="192.0.2.1",cause="acl"}'
  t.is(valueIn(await look(metrics), users), 1)
  inputTime -= 20e6
  t.is(valueIn(await look(metrics), users), 0)
  t.is(valueIn(await look(metrics), 'regwatch_attempts_open'), 3)
})
