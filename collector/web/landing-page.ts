import { type Cause, taxonomy } from '../../classifiers/taxonomy.ts'
import { escapeHtml } from './escape-html.ts'
import { htmlPage } from './html-page.ts'

export interface Landing {
  readonly version: string
  /** Path before every link: `` or `/prefix`. */
  readonly base: string
  readonly telemetryPath: string
  readonly started: Date
  /** Failed registrations since then, by cause and reason. */
  readonly failures: ReadonlyMap<Cause, ReadonlyMap<string, number>>
  /** Paths of the runbooks that are served, without the slash before them. */
  readonly runbooks: readonly string[]
}

/** The page at `/`: what this is, where to go on, and what it has found. */
export function landingPage({ version, base, telemetryPath, started, failures, runbooks }: Landing): string {
  const link = (path: string, text: string) => `<li><a href="${escapeHtml(base + path)}">${escapeHtml(text)}</a></li>`
  const counts: ReadonlyMap<string, ReadonlyMap<string, number>> = failures
  return htmlPage(
    'regwatch',
    `<h1>regwatch</h1>
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
<h2>Runbooks of the alerts</h2>
<ul>
${runbooks.map((path) => link(`/${path}`, nameOf(path))).join('\n')}
</ul>`,
  )
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

/** `RegwatchDown` of `alerts/runbooks/RegwatchDown.md`. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '')
}
