import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { everyMetric } from '../collector/metrics/catalogue.ts'

const ALL = { text: 'All', value: '$__all' }
const metric = everyMetric.registerAttempts.name
const own = everyMetric.buildInfo.name

/** Where a browser reaches a collector, which serves the pages of causes and runbooks. */
const COLLECTOR = 'regwatch'

/** A page of the collector, as a link of the dashboard. */
export function collectorUrl(path: string): string {
  return `\${${COLLECTOR}:raw}${path}`
}

/** What can be chosen: where the data is, which collectors, which registrars; and where links to pages of the collector lead. */
export function variables() {
  return [
    new DatasourceVariableBuilder('datasource').label('Data Source').type('prometheus'),
    choice('job', `label_values(${own}, job)`),
    choice('instance', `label_values(${own}{job=~"$job"}, instance)`),
    choice('registrar', `label_values(${metric}{job=~"$job", instance=~"$instance"}, registrar)`),
    network(),
    new TextBoxVariableBuilder(COLLECTOR).label('regwatch at').defaultValue('http://localhost:10060'),
  ]
}

/** Only where networks have names there is such a label: All is `.*`, which holds for a series without it as well. */
function network() {
  return choice('network', `label_values(${metric}{job=~"$job", instance=~"$instance", registrar=~"$registrar"}, network)`, '.*')
}

/** Several or all of a label's values. All is `.+`, so that a series without the label is left out and a new value is in. */
function choice(label: string, query: string, all = '.+') {
  return new QueryVariableBuilder(label)
    .label(label)
    .datasource({ type: 'prometheus', uid: '$datasource' })
    .query(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(all)
    .current(ALL)
}
