import test, { type ExecutionContext } from 'ava'
import { buckets, by, matching, not, oneOf, promql, range, series, top, variable } from '../../../collector/metrics/promql.ts'

test('series are written with the names of the catalogue', (t) => {
  says(t, series('registerFailures'), 'sip_register_failures_total')
  says(t, series('registerFailures', { code: '403', cause: 'acl' }), 'sip_register_failures_total{code="403", cause="acl"}')
  says(t, series('registerFailures', { cause: not('scan') }), 'sip_register_failures_total{cause!="scan"}')
  says(t, series('registerFailures', { cause: not('scan', 'acl') }), 'sip_register_failures_total{cause!~"scan|acl"}')
  says(t, series('registerAttempts', { outcome: oneOf('success', 'failure') }), 'sip_register_attempts_total{outcome=~"success|failure"}')
  says(t, buckets('registerDuration', { outcome: 'success' }), 'sip_register_duration_seconds_bucket{outcome="success"}')
})

test('variables and values of the wire are quoted', (t) => {
  says(
    t,
    series('registerFailures', { registrar: matching('$registrar'), job: variable('$job') }),
    'sip_register_failures_total{registrar=~"$registrar", job="$job"}',
  )
  says(t, series('registerFailures', { registrar: 'a"b\\c' }), String.raw`sip_register_failures_total{registrar="a\"b\\c"}`)
})

test('windows and aggregations', (t) => {
  const failures = range('rate', series('registerFailures'), '5m')
  says(t, by('sum', ['registrar', 'cause'], failures), 'sum by (registrar, cause) (rate(sip_register_failures_total[5m]))')
  says(t, top(3, by('max', [], failures)), 'topk(3, max(rate(sip_register_failures_total[5m])))')
  says(t, promql<'cause'>`${by('sum', ['cause'], failures)} > ${0.5}`, 'sum by (cause) (rate(sip_register_failures_total[5m])) > 0.5')
})

test('what is not in the catalogue does not compile', (t) => {
  // @ts-expect-error no such metric
  t.throws(() => series('registerRefusals'))
  // @ts-expect-error realm is no label
  t.truthy(series('registerFailures', { realm: 'example.org' }))
  // @ts-expect-error nope is no cause
  t.truthy(series('registerFailures', { cause: 'nope' }))
  // @ts-expect-error nope is no cause
  t.truthy(series('registerFailures', { cause: not('nope') }))
  // @ts-expect-error realm is no label of what is summed
  t.truthy(by('sum', ['realm'], series('registerFailures')))
  // @ts-expect-error the reason was summed away
  t.truthy(by('sum', ['reason'], by('sum', ['cause'], series('registerFailures'))))
  // @ts-expect-error a counter has no buckets
  t.truthy(buckets('registerFailures'))
})

function says(t: ExecutionContext, query: string, expected: string): void {
  t.is(query, expected)
}
