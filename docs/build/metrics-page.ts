import { everyMetric } from '../../collector/metrics/catalogue.ts'
import { inputMetrics } from '../../collector/metrics/catalogue-inputs.ts'
import { ownMetrics } from '../../collector/metrics/catalogue-own.ts'
import { processMetrics } from '../../collector/metrics/catalogue-process.ts'
import { registerMetrics } from '../../collector/metrics/catalogue-register.ts'
import { labelHelp } from '../../collector/metrics/label-values.ts'
import type { LabelValues, MetricSpec } from '../../collector/metrics/metric-spec.ts'

const INTRODUCTION = `# Metrics

<!-- Made by \`npm run generate\` from collector/metrics. Do not edit. -->

\`/metrics\` shows them as Prometheus text 0.0.4 or as OpenMetrics 1.0, whichever the \`Accept\` header prefers, with gzip where it is accepted.

**A series is born at 0.** Whatever a counter holds, the first scrape that shows it shows 0, and what it holds from the next scrape on. So \`increase()\` sees the
first failure of a kind, and a restart is always a reset. A scrape is a request with the header \`X-Prometheus-Scrape-Timeout-Seconds\`, as Prometheus sends it (and, where
\`metrics.scrapers\` is set, from one of those networks). Any other request, a browser's or curl's, sees the true values and changes nothing.

What can fail at a registrar is shown at 0 before it does: at one with a configured name from the start, at any other 5 s after the first REGISTER to it that was captured.

**Bounds.** Registrars and agents without a configured name are shown up to a cap, then as \`other\`. Past the budget of series, which \`regwatch_series\` shows against
\`metrics.series\`, a new combination of labels is counted at the registrar \`other\`. Both are counted in \`regwatch_label_overflow_total\`. No user, Call-ID, client address, User-Agent,
nonce or phrase is ever a label.

**Exemplars**, where \`metrics.exemplars\` turns them on, name one call behind each kind of failure: \`call_id\` for a reader who has shown who it is (\`--web.config.file\`), \`call_id_hash\` for
others; \`user_hash\`, or \`user\` with \`privacy: clear\`. Only OpenMetrics has them.
`

/** The page docs/metrics.md. */
export function metricsPage(): string {
  return [
    INTRODUCTION,
    section('Registrations', registerMetrics),
    section('What is received', inputMetrics),
    section('regwatch itself', ownMetrics),
    section('The process', processMetrics),
    '## Labels\n',
    ...table(
      ['label', 'what it says', 'values'],
      Object.entries(labelHelp).map(([label, help]) => [`\`${label}\``, help, valuesOf(label)]),
    ),
    '',
  ].join('\n')
}

function section(title: string, metrics: Readonly<Record<string, MetricSpec>>): string {
  const rows = Object.values(metrics).map(({ name, type, labels, help, buckets }) => [
    `\`${name}\``,
    type,
    Object.keys(labels).join(', '),
    buckets === undefined ? help : `${help} Buckets: ${buckets.join(', ')}.`,
  ])
  return [`## ${title}\n`, ...table(['name', 'type', 'labels', 'what it counts or shows'], rows), ''].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** The closed lists of a label's values, each once; empty where the traffic or the configuration names them. */
function valuesOf(label: string): string {
  const lists = Object.values(everyMetric).flatMap(({ labels }: { labels: Readonly<Record<string, LabelValues>> }) => labels[label] ?? [])
  return lists.includes('bounded') || lists.includes('optional') ? '' : [...new Set(lists)].map((value) => `\`${value}\``).join(' ')
}
