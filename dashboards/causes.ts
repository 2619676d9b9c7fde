import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common'
import { DashboardLinkBuilder, MappingType } from '@grafana/grafana-foundation-sdk/dashboard'
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table'
import { causePath } from '../alerts/links.ts'
import { by, not, oneOf, promql } from '../collector/metrics/promql.ts'
import type { Shelf } from './layout.ts'
import { atEnd, coloured, described, graph, line, stacked } from './panel.ts'
import { causeColours, state } from './palette.ts'
import { inTime, perSecond, shown } from './shown.ts'
import { collectorUrl } from './variables.ts'

const NONE = 'Nothing failed in this time'

/** Why registrations fail, since when, and where. */
export function causes(): readonly Shelf[] {
  return [
    {
      height: 9,
      panels: [
        [14, overTime()],
        [10, byRegistrar()],
      ],
    },
    {
      height: 9,
      panels: [
        [14, codes()],
        [10, affected()],
      ],
    },
  ]
}

function overTime() {
  const page = new DashboardLinkBuilder('What ${__field.labels.cause} is, and what helps').url(
    collectorUrl(causePath('${__field.labels.cause:percentencode}')),
  )
  return coloured(
    stacked({
      title: 'Failures by cause',
      description:
        'Failed registrations in a second, stacked by cause. Each cause has its colour on every panel. Look for the moment at which a colour appears or grows: what was changed then? A click on a line leads to the page of its cause, a dot to one such call, if exemplars are on.',
      unit: 'reqps',
      empty: NONE,
    }),
    causeColours,
  )
    .withTarget(line(perSecond('registerFailures', ['cause']), '{{cause}}').exemplar(true))
    .dataLinks([page])
}

function byRegistrar() {
  const only = new DashboardLinkBuilder('This registrar alone').url(
    '/d/regwatch-registrations?${__url_time_range}&var-registrar=${__field.labels.registrar:percentencode}',
  )
  return graph({
    title: 'Share of attempts that fail, by registrar',
    description:
      'Failed attempts of all with a known end, by the node that the phone addressed first. One line that rises alone is that node; all of them together are something behind them. A click on a line shows this registrar alone.',
    unit: 'percentunit',
    empty: 'Nobody tried to register in this time',
  })
    .withTarget(
      line(
        promql`${perSecond('registerAttempts', ['registrar'], { outcome: 'failure' })} / (${perSecond('registerAttempts', ['registrar'], { outcome: oneOf('success', 'failure') })} > 0)`,
        '{{registrar}}',
      ),
    )
    .dataLinks([only])
}

function codes() {
  const failed = inTime('registerFailures', ['cause', 'reason', 'code'])
  const page = new DashboardLinkBuilder('What ${__data.fields.cause} is, and what helps').url(
    collectorUrl(causePath('${__data.fields.cause:percentencode}')),
  )
  return described(new TableBuilder(), {
    title: 'Codes and causes',
    description:
      'Failures of the time shown by cause, reason and the code that the phone was given. The same code with several causes is why a count of codes is not enough. The cause links to the page that says what it looks like, what it is mistaken for and what helps.',
    unit: 'short',
    empty: NONE,
  })
    .decimals(0)
    .withTarget(atEnd(promql`${failed} >= 0.5`, '').format(PromQueryFormat.Table))
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true },
        indexByName: { cause: 0, reason: 1, code: 2, Value: 3 },
        renameByName: { Value: 'failures' },
      },
    })
    .sortBy([new TableSortByFieldStateBuilder().displayName('failures').desc(true)])
    .overrideByName('cause', [
      { id: 'mappings', value: [{ type: MappingType.ValueToText, options: colours() }] },
      { id: 'custom.cellOptions', value: { type: 'color-text' } },
      { id: 'links', value: [page.build()] },
    ])
    .overrideByName('failures', [
      { id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' } },
      { id: 'color', value: { mode: 'fixed', fixedColor: state.plain } },
      { id: 'min', value: 0 },
    ])
}

function colours() {
  return Object.fromEntries(Object.entries(causeColours).map(([cause, color], index) => [cause, { color, index, text: cause }]))
}

function affected() {
  return coloured(
    graph({
      title: 'Affected users by cause',
      description:
        'Different users with a failed registration in the 5 minutes before, by cause. Compare with the failures: many failures of few users are phones in a loop, which hurt nobody else; a cause whose users grow is an incident.',
      unit: 'none',
      empty: NONE,
    }),
    causeColours,
  ).withTarget(line(by('sum', ['cause'], shown('registerAffectedUsers', { cause: not('all') })), '{{cause}}'))
}
