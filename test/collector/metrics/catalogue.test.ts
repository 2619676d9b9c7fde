import test from 'ava'
import { everyMetric, type KeysOf, type Labels } from '../../../collector/metrics/catalogue.ts'
import { labelHelp } from '../../../collector/metrics/label-values.ts'
import type { MetricSpec } from '../../../collector/metrics/metric-spec.ts'

/** Checked by the compiler alone: each line must be wrong for the reason that it shows. */
export const refusedByTheCompiler = () => {
  const failure: Labels<'registerFailures'> = { registrar: 'edge', cause: 'acl', reason: 'source_ip', code: '403', network: undefined }
  // @ts-expect-error there is no such cause
  const cause: Labels<'registerFailures'> = { ...failure, cause: 'credential' }
  // @ts-expect-error realm is not a label of this metric
  const realm: Labels<'registerAttempts'> = { registrar: 'edge', outcome: 'success', network: undefined, realm: 'example.com' }
  // @ts-expect-error an attempt has an outcome
  const less: Labels<'registerAttempts'> = { registrar: 'edge', network: undefined }
  // @ts-expect-error there is no such metric
  const metric: KeysOf<'counter'> = 'registerFailure'
  // @ts-expect-error a gauge is no counter
  const counter: KeysOf<'counter'> = 'registerAffectedUsers'
  return [cause, realm, less, metric, counter]
}

const metrics: readonly MetricSpec[] = Object.values(everyMetric)

test('names are those of Prometheus: each once, _total on counters alone, the unit at the end', (t) => {
  t.is(new Set(metrics.map(({ name }) => name)).size, metrics.length)
  for (const { name, type, unit } of metrics) {
    t.regex(name, /^(sip|hep|kafka|regwatch|process)_[a-z]+(_[a-z]+)*$/)
    t.is(name.endsWith('_total'), type === 'counter', name)
    if (unit === 'seconds' || unit === 'bytes' || unit === 'ratio') t.regex(name, new RegExp(`_${unit}(_total)?$`))
    if (unit === 'timestamp') t.regex(name, /_time(stamp)?_seconds$/)
  }
})

test('help is one paragraph of whole sentences, every label is explained, buckets rise', (t) => {
  const explained = new Set<string>(Object.keys(labelHelp))
  for (const { name, type, help, labels, buckets } of metrics) {
    t.regex(help, /^[^\n]+\.$/, name)
    for (const label of Object.keys(labels)) t.true(explained.has(label), label)
    t.is(buckets !== undefined, type === 'histogram', name)
    t.deepEqual(
      buckets?.toSorted((one, other) => one - other),
      buckets,
      name,
    )
  }
})

test('nothing that names a person or a client is a label', (t) => {
  const labels = new Set(metrics.flatMap((metric) => Object.keys(metric.labels)))
  for (const label of ['user', 'aor', 'call_id', 'source', 'address', 'user_agent', 'nonce', 'phrase']) t.false(labels.has(label), label)
})
