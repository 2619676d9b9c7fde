import {
  AnnotationQueryBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { runbookPath } from '../alerts/links.ts'
import { promql } from '../collector/metrics/promql.ts'
import { causes } from './causes.ts'
import { collector } from './collector.ts'
import { exchange } from './exchange.ts'
import { laidOut } from './layout.ts'
import { now } from './now.ts'
import { state } from './palette.ts'
import { shown } from './shown.ts'
import { collectorUrl, variables } from './variables.ts'
import { who } from './who.ts'

/** Registrations overview: from top to bottom what the one on call asks. How bad is it, why, who, how, and can I trust this? */
export function overview(): string {
  const frame = new DashboardBuilder('Registrations overview')
    .uid('regwatch-registrations')
    .description('Why SIP registrations fail: the state now, causes, who refuses whom, the exchange, and the collector itself.')
    .tags(['regwatch', 'sip'])
    .readonly()
    .timezone('browser')
    .time({ from: 'now-1h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(variables())
    .annotations([firing(), restarts()])
    .links([link('What to do about a 403 spike', collectorUrl(runbookPath('SipRegister403Spike')))])
    .build()
  const panels = laidOut([
    { shelves: [now()] },
    { heading: 'Why', shelves: causes() },
    { heading: 'Who', shelves: [who()] },
    { heading: 'How', shelves: exchange() },
    { heading: 'The collector itself', shelves: collector() },
  ])
  return JSON.stringify(placed({ ...frame, panels }))
}

function firing(): AnnotationQueryBuilder {
  return annotation('Alerts', state.bad)
    .expr('ALERTS{alertname=~"SipRegister.*|Regwatch.*", alertstate="firing"}')
    .titleFormat('{{alertname}}')
    .textFormat('{{registrar}}{{instance}}')
}

function restarts(): AnnotationQueryBuilder {
  return annotation('Restarts of a collector', state.plain)
    .expr(promql`${shown('processStartTime')} * 1000`)
    .titleFormat('regwatch started')
    .textFormat('{{instance}}')
    .useValueForTime(true)
}

function annotation(name: string, colour: string): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder().name(name).datasource({ type: 'prometheus', uid: '$datasource' }).enable(true).iconColor(colour)
}

function link(title: string, url: string): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url).icon('doc').targetBlank(true)
}

/** The SDK puts links and annotations into a menu that only the newest Grafana has; without `placement` they are where all show them. */
function placed(dashboard: Omit<Dashboard, 'panels'> & { readonly panels: readonly object[] }): object {
  const { links = [], annotations } = dashboard
  return { ...dashboard, links: links.map(unplaced), annotations: { list: annotations?.list?.map(unplaced) ?? [] } }
}

function unplaced(item: object): object {
  return Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'placement'))
}
