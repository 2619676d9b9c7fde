import { type Cause, taxonomy } from '../../classifiers/taxonomy.ts'
import { escapeHtml } from './escape-html.ts'

export interface Landing {
  readonly version: string
  /** Path before every link: `` or `/prefix`. */
  readonly base: string
  readonly telemetryPath: string
  readonly started: Date
  /** Failed registrations since then, by cause and reason. */
  readonly failures: ReadonlyMap<Cause, ReadonlyMap<string, number>>
}

const STYLE = `body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 46rem; padding: 0 1rem }
table { border-collapse: collapse } th, td { padding: .1rem 1rem .1rem 0; text-align: left; vertical-align: top }
td.count { text-align: right; font-variant-numeric: tabular-nums }
:root { color-scheme: light dark }`

/** The page at `/`: what this is, where to go on, and what it has found. */
export function landingPage({ version, base, telemetryPath, started, failures }: Landing): string {
  const link = (path: string, text: string) => `<li><a href="${escapeHtml(base + path)}">${text}</a></li>`
  const counts: ReadonlyMap<string, ReadonlyMap<string, number>> = failures
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>regwatch</title>
<style>${STYLE}</style>
</head>
<body>
<h1>regwatch</h1>
<p>Says why SIP registrations fail. Version ${escapeHtml(version)}.</p>
<ul>
${link(telemetryPath, 'Metrics')}
${link('/-/healthy', 'Health')}
${link('/-/ready', 'Readiness')}
${link('/config', 'Configuration')}
</ul>
<h2>Failed registrations since ${minuteOf(started)} UTC</h2>
<table>
<tr><th>Cause</th><th>Failures</th><th>Reasons</th></tr>
${Object.keys(taxonomy)
  .map((cause) => causeRow(base, cause, counts.get(cause)))
  .join('\n')}
</table>
<p>Each cause leads to what it looks like, what it is mistaken for and what helps.</p>
</body>
</html>
`
}

function causeRow(base: string, cause: string, counts: ReadonlyMap<string, number> = new Map()): string {
  const reasons = [...counts].toSorted(([, one], [, other]) => other - one)
  const all = reasons.reduce((sum, [, count]) => sum + count, 0)
  const text = reasons.map(([reason, count]) => `${reason} ${count}`).join(', ')
  return `<tr><td><a href="${escapeHtml(`${base}/docs/causes/${cause}.md`)}">${escapeHtml(cause)}</a></td><td class="count">${all}</td><td>${escapeHtml(text)}</td></tr>`
}

function minuteOf(time: Date): string {
  return time.toISOString().slice(0, 16).replace('T', ' ')
}
