import { by, not, promql, range, series, top, type Vector } from '../collector/metrics/promql.ts'
import { adviceOn } from './advice.ts'
import { causePath, collectorUrl } from './links.ts'
import { recorded } from './recorded.ts'
import type { Alert } from './rule.ts'
import { CAUSE, query, REGISTRAR, saying, SHARE, WHOLE } from './template.ts'
import { thresholds } from './thresholds.ts'

const { count, ratio, users, usual } = recorded
const { refusals, ratio: leastRatio, users: leastUsers, surge, hold, windowMinutes } = thresholds
const windowSeconds = windowMinutes * 60
/** From here on it is worth saying that one user, subnet or user agent has this share. */
const LARGE_SHARE = 0.5

/** The refusals of the last five minutes by reason, as shares; the largest. */
const dominant: Vector<'cause' | 'reason'> = top(1, share(['cause', 'reason']))

/**
 * A registrar refuses far more than it should: enough refusals, enough of all attempts, enough users, and more than at this hour of other
 * weeks. Where no other week is known, the first three must do.
 */
export const spike403: Alert = {
  name: 'SipRegister403Spike',
  expr: promql`${count.name} >= ${refusals}
and ${ratio.name} >= ${leastRatio}
and ${users.name} >= ${leastUsers}
and (
  ${count.name} >= ${surge * windowSeconds} * ${usual.name}
  or
  ${count.name} unless ${usual.name}
)
`,
  hold,
  severity: 'critical',
  summary: 'A registrar refuses registrations with 403 far more often than usual.',
  description: [
    '{{ $cause := "" }}',
    `{{ $labels.registrar }} refused {{ $value | printf "%.0f" }} registrations with 403 within ${windowMinutes} minutes`,
    saying(ofRegistrar(ratio.name), `, ${SHARE} of all attempts`),
    saying(ofRegistrar(users.name), `; ${WHOLE} users are affected`),
    '.',
    saying(
      dominant,
      `{{ $cause = . | first | label "cause" }} ${SHARE} of the refusals are {{ $cause }}/{{ . | first | label "reason" }}.`,
    ),
    `{{ range ${query(largest())} | sortByLabel "by" }} One {{ .Labels.by | reReplaceAll "_" " " }} has {{ .Value | humanizePercentage }} of the {{ $cause }} failures.{{ end }}`,
    saying(promql`${windowSeconds} * ${ofRegistrar(usual.name)}`, ` Usual at this hour: ${WHOLE}.`),
  ].join(''),
  advice: adviceOn(dominant),
  causeUrl: saying(dominant, collectorUrl(causePath('{{ . | first | label "cause" }}'))),
  dashboard: '/d/regwatch-registrations/registrations-overview?var-registrar={{ $labels.registrar | urlquery }}&from=now-1h&to=now',
}

function share<Kept extends 'cause' | 'reason'>(kept: readonly Kept[]): Vector<Kept> {
  const refused = range('increase', series('registerFailures', { registrar: REGISTRAR, code: '403', cause: not('scan') }), '5m')
  return promql`${by('sum', kept, refused)} / scalar(${by('sum', [], refused)})`
}

function largest(): Vector<'by'> {
  return promql`${by('max', ['by'], series('registerFailureTopShare', { registrar: REGISTRAR, cause: CAUSE, by: not('source') }))} >= ${LARGE_SHARE}`
}

function ofRegistrar<Label extends string>(recordedName: Vector<Label>): Vector<Label> {
  return promql`${recordedName}{registrar="${REGISTRAR.pattern}"}`
}
