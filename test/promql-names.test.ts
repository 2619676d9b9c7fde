import test from 'ava'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { strangers } from './promql-names.ts'

const rulesIn = (name: string): { expr: string; record?: string; annotations?: Record<string, string> }[] =>
  parse(readFileSync(fileURLToPath(new URL(`../alerts/generated/${name}`, import.meta.url)), 'utf8')).groups.flatMap(
    ({ rules }: { rules: object[] }) => rules,
  )

test('a name or a label that is not in the catalogue is found', (t) => {
  t.deepEqual(strangers('sum by (cause) (rate(sip_register_failures_total{code="403", job="a"}[5m]))'), [])
  t.deepEqual(strangers('histogram_quantile(0.5, sum by (le) (rate(sip_register_duration_seconds_bucket{le="1"}[5m])))'), [])
  t.deepEqual(strangers('sip_register_failure_total'), ['sip_register_failure_total'])
  t.deepEqual(strangers('sip_register_failures_total{realm="a{b}"}'), ['sip_register_failures_total{realm}'])
  t.deepEqual(strangers('registrar:made:up'), ['registrar:made:up'])
  t.deepEqual(strangers('node_load1{job="node"}'), ['node_load1{job=""}'])
})

test('rules use what is in the catalogue or was recorded', (t) => {
  const recorded = new Set(rulesIn('rules.yaml').flatMap(({ record }) => record ?? []))
  const rules = [...rulesIn('rules.yaml'), ...rulesIn('alerts.yaml')]
  t.true(rules.length > 10)
  for (const { expr } of rules) t.deepEqual(strangers(expr, recorded), [], expr)
  for (const { annotations = {} } of rules)
    for (const [, query = ''] of (annotations['description'] ?? '').matchAll(/`([^`]+)`/g))
      t.deepEqual(strangers(query.replaceAll('%q', '""'), recorded), [], query)
})
