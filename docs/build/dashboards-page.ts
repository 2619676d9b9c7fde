import { overview } from '../../dashboards/overview.ts'

const INTRODUCTION = `# Dashboards

<!-- Made by \`npm run generate\` from dashboards/. Do not edit. -->

![Registrations overview: from top to bottom the state now, failures by cause, who decided, the exchange, and the collector itself](images/overview-light.png)

*Registrations overview*, drawn with Grafana's panel components ([the same in dark](images/overview-dark.png)). The traffic is made for it
([overview-traffic.ts](images/overview-traffic.ts)): west has an overload at a quarter of the time and a scanner in the middle; at last east refuses all phones of one site with 403, and the alert fires.

## Install

Import [dashboards/generated/registrations-overview.json](../dashboards/generated/registrations-overview.json) in Grafana and choose the Prometheus that scrapes regwatch; or let Grafana
load it from a folder, as in [deploy/grafana/provisioning](../deploy/grafana/provisioning). It is not editable there: it is made from the catalogue of metrics, and a copy can be changed.
Alerts and restarts of a collector are marks on every panel. *registrar* limits it to some registrars; what has no registrar, as the packets received, stays as it is. *network* does the same for attempts and failures
where the configuration gives networks names, and is empty elsewhere.

## The first minute

1. The top line: is an alert firing, how many users does it touch, and what is the main cause? Many failures of few users are phones in a loop.
2. *Failures by cause*: since when? A colour that appears at one moment is a change that somebody made.
3. *Share of attempts that fail*: one registrar, or all? All together is something behind them.
4. *Codes and causes*: the cause leads to the page that says what it looks like, what it is mistaken for, what helps and what does not.
5. *One or many*, *Who decided*: one site, one firmware, one phone; the registrar itself, or what stands before it.
6. If nothing fits: *The collector itself*. What is not received or dropped is not counted, and a lagging input is told late.

A panel without data says why: nothing happened of its kind, or the collector does not have that input.
`

interface Panel {
  readonly type: string
  readonly title: string
  readonly description?: string
}

/** docs/dashboards.md: how to install the dashboard, and how to read each panel, in the words of the panel itself. */
export function dashboardsPage(): string {
  const { panels }: { panels: readonly Panel[] } = JSON.parse(overview())
  const [first = [], ...sections] = split(panels)
  return [
    INTRODUCTION,
    heading('The top line'),
    ...first.map(said),
    ...sections.flatMap(([row, ...rest]) => [heading(row?.title ?? ''), ...rest.map(said)]),
  ].join('\n')
}

/** Panels before the first row, then each row with its panels. */
function split(panels: readonly Panel[]): Panel[][] {
  const groups: Panel[][] = [[]]
  for (const panel of panels) {
    if (panel.type === 'row') groups.push([])
    groups.at(-1)?.push(panel)
  }
  return groups
}

function heading(title: string): string {
  return `## ${title}\n`
}

function said({ title, description = '' }: Panel): string {
  return `**${title}.** ${description}\n`
}
