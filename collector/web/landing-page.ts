import { type Cause, taxonomy } from '../../classifiers/taxonomy.ts'
import { escapeHtml } from './escape-html.ts'

export interface Landing {
  readonly version: string
  /** Path before every link: `` or `/prefix`. */
  readonly base: string
  readonly telemetryPath: string
  /** Failed registrations since the start, by cause. */
  readonly failures: ReadonlyMap<Cause, number>
}

const STYLE = `body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 46rem; padding: 0 1rem }
table { border-collapse: collapse } th, td { padding: .1rem 1rem .1rem 0; text-align: left; vertical-align: top }
td.count { text-align: right; font-variant-numeric: tabular-nums }
:root { color-scheme: light dark }`

/** The page at `/`: what this is, where to go on, and what it has found. */
export function landingPage({ version, base, telemetryPath, failures }: Landing): string {
  const link = (path: string, text: string) => `<li><a href="${escapeHtml(base + path)}">${text}</a></li>`
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
<h2>Failed registrations since the start</h2>
<table>
<tr><th>Cause</th><th>Failures</th><th>Reasons</th></tr>
${Object.entries(taxonomy).map(causeRow(base, failures)).join('\n')}
</table>
<p>Each leads to what it looks like, what it is mistaken for and what helps.</p>
</body>
</html>
`
}

function causeRow(base: string, failures: ReadonlyMap<string, number>) {
  return ([cause, reasons]: [string, readonly string[]]): string =>
    `<tr><td><a href="${escapeHtml(`${base}/docs/causes/${cause}.md`)}">${escapeHtml(cause)}</a></td><td class="count">${failures.get(cause) ?? 0}</td><td>${escapeHtml(reasons.join(', '))}</td></tr>`
}
