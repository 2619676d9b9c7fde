import { by, not, promql, range, series, top, variable } from '../collector/metrics/promql.ts'
import type { Alert } from './rule.ts'
import { saying } from './template.ts'
import { JOB, thresholds } from './thresholds.ts'

const dashboard = '/d/regwatch-registrations/registrations-overview?var-instance={{ $labels.instance | urlquery }}&from=now-1h&to=now'

const packets = by('sum', ['job', 'instance'], range('rate', series('hepPackets'), '5m'))
/** What is no SIP, and what comes from where nothing is taken, is no loss. */
const foreign = not('not_sip', 'log_line', 'not_hep', 'not_allowed')
const dropped = by('sum', ['job', 'instance'], range('rate', series('hepPacketsDropped', { reason: foreign }), '5m'))
const reasons = by(
  'sum',
  ['reason'],
  range(
    'rate',
    series('hepPacketsDropped', { job: variable('$labels.job'), instance: variable('$labels.instance'), reason: foreign }),
    '5m',
  ),
)
const read = by('sum', ['job'], range('rate', series('hepPackets', { input: 'kafka' }), '5m'))
const waiting = by('sum', ['job'], series('kafkaLag'))

/** What the other alerts rest on: without these four, silence would look like health. */
export const meta: readonly Alert[] = [
  {
    name: 'RegwatchDown',
    expr: promql`up{job="${JOB}"} == 0`,
    wait: '2m',
    severity: 'critical',
    summary: 'A regwatch collector cannot be scraped.',
    description: '{{ $labels.instance }} has not answered Prometheus for 2 minutes. While it is away no alert on registrations can fire.',
    advice: {
      do: 'On that host: `systemctl status regwatch`, `journalctl -u regwatch -n 20`. The last lines of its log say why it went.',
      dont: 'Restarting SIP servers or agents: they have no part in it.',
    },
    dashboard,
  },
  {
    name: 'RegwatchNoHep',
    expr: promql`${packets} == 0`,
    wait: '5m',
    severity: 'warning',
    summary: 'A regwatch collector receives no HEP.',
    description:
      '{{ $labels.instance }} has received nothing for 5 minutes or more: no agent sends to it, or nothing lets it through. Registrations are not watched.',
    advice: {
      do: 'See at one SIP server, or in HOMER, whether anything registers. If so, look at the agents and the firewall between: `tcpdump -ni any udp port 9062 or tcp port 9062`.',
      dont: 'Taking quiet panels for health: nothing is watched.',
    },
    dashboard,
  },
  {
    name: 'RegwatchPacketsDropped',
    expr: promql`${dropped} / ${packets} > ${thresholds.drops}`,
    wait: '5m',
    severity: 'warning',
    summary: 'A regwatch collector drops part of what it receives.',
    description: `{{ $labels.instance }} does not use {{ $value | humanizePercentage }} of what it receives${saying(top(1, reasons), ', most of it for {{ . | first | label "reason" }}')}. Counts are too low, and silence may be ours.`,
    advice: {
      do: 'Look the reason up in the runbook.',
      dont: 'Believing a rise of server/no_response that began together with this.',
    },
    dashboard,
  },
  {
    name: 'RegwatchLagging',
    expr: promql`${waiting} / ${read} > ${thresholds.lagSeconds}`,
    wait: '2m',
    severity: 'warning',
    summary: 'regwatch is behind its input in Kafka.',
    description:
      '{{ $labels.job }} {{ if gt $value 1e9 }}reads nothing of what waits in Kafka{{ else }}needs {{ $value | humanizeDuration }} for what waits in Kafka at its present pace{{ end }}. Beyond a minute the gauges of affected users are 0, and SipRegister403Spike is blind.',
    advice: {
      do: 'See whether Kafka lag falls: then wait. Else read the log of the collector, which says what the broker answers.',
      dont: 'Moving the group to the end of the topic: what lies between is never counted.',
    },
    dashboard: '/d/regwatch-registrations/registrations-overview?from=now-1h&to=now',
  },
]
