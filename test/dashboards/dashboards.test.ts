import test from 'ava'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { taxonomy } from '../../classifiers/taxonomy.ts'
import { WIDTH } from '../../dashboards/layout.ts'
import { strangers } from '../promql-names.ts'
import { readDocuments } from '../../collector/web/documents.ts'
import { temporaryFolder } from '../regwatch.ts'
import { findProgram } from '../setup/find-program.ts'
import { requires } from '../setup/programs.ts'

interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly description?: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly datasource?: { readonly uid: string }
  readonly fieldConfig: { readonly defaults: { readonly unit?: string; readonly noValue?: string } }
  readonly targets?: readonly { readonly expr: string; readonly refId: string; readonly datasource: { readonly uid: string } }[]
}

interface Dashboard {
  readonly uid: string
  readonly title: string
  readonly editable: boolean
  readonly panels: readonly Panel[]
  readonly annotations: { readonly list: readonly { readonly expr: string }[] }
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly allValue?: string; readonly multi?: boolean }[]
  }
}

const folder = fileURLToPath(new URL('../../dashboards/generated/', import.meta.url))

for (const file of readdirSync(folder)) {
  const text = readFileSync(join(folder, file), 'utf8')
  const dashboard: Dashboard = JSON.parse(text)
  const panels = dashboard.panels.filter(({ type }) => type !== 'row')
  const queries = [
    ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...dashboard.annotations.list.map(({ expr }) => expr),
  ]

  test(`${file}: every panel says what it is, how to read it, its unit, and why it may be empty`, (t) => {
    t.true(panels.length > 10)
    for (const { title, description = '', fieldConfig, datasource, targets = [] } of panels) {
      t.regex(title, /^[A-Z]/)
      t.regex(description, /\.$/, title)
      t.true(description.length > 60, title)
      t.truthy(fieldConfig.defaults.unit, title)
      t.truthy(fieldConfig.defaults.noValue, title)
      t.is(datasource?.uid, '$datasource', title)
      t.true(targets.length > 0, title)
      for (const target of targets) t.is(target.datasource.uid, '$datasource', title)
      t.is(new Set(targets.map(({ refId }) => refId)).size, targets.length, title)
    }
  })

  test(`${file}: panels fill their rows and do not overlap`, (t) => {
    const cells = new Set<string>()
    t.is(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length)
    for (const { title, gridPos } of dashboard.panels) {
      t.true(gridPos.x + gridPos.w <= WIDTH, title)
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          t.false(cells.has(`${x} ${y}`), title)
          cells.add(`${x} ${y}`)
        }
    }
    t.is(cells.size % WIDTH, 0)
  })

  test(`${file}: its queries use what is in the catalogue, of the collectors chosen`, (t) => {
    for (const query of queries) {
      t.deepEqual(strangers(query), [], query)
      if (query.includes('ALERTS')) continue
      const selectors = [...query.matchAll(/\w+\{[^}]*\}/g)].map(([selector]) => selector)
      t.true(selectors.length > 0, query)
      for (const selector of selectors) t.true(selector.includes('job=~"$job", instance=~"$instance"'), query)
      for (const [, name] of query.matchAll(/(\w+\()?\w+_total\{/g)) t.regex(name ?? '', /^(rate|increase)\($/, query)
    }
  })

  test(`${file}: variables as the rules of dashboards want them`, (t) => {
    const { list } = dashboard.templating
    t.deepEqual(list.map(({ name }) => name).slice(0, 3), ['datasource', 'job', 'instance'])
    for (const { name, type, allValue, multi } of list) {
      if (type !== 'query') continue
      // A series may have no network.
      t.is(allValue, name === 'network' ? '.*' : '.+', name)
      t.true(multi, name)
    }
    t.regex(dashboard.uid, /^regwatch-[a-z-]+$/)
    t.false(dashboard.editable)
  })

  test(`${file}: links lead to pages that the collector serves`, (t) => {
    const pages = readDocuments()
    for (const [, path = ''] of text.matchAll(/\$\{regwatch:raw\}\/([^"\s)]+)/g)) {
      const wanted = path.includes('${') ? Object.keys(taxonomy).map((cause) => path.replace(/\$\{[^}]*\}/, cause)) : [path]
      for (const page of wanted) t.true(pages.has(page), page)
    }
  })

  requires('promtool')(`${file}: Prometheus can read its queries`, (t) => {
    const rules = queries.map((query, index) => ({ record: `query:${index}`, expr: filledIn(query) }))
    const path = join(temporaryFolder(t), 'rules.yaml')
    writeFileSync(path, JSON.stringify({ groups: [{ name: 'queries', rules }] }))
    const check = spawnSync(findProgram('promtool') ?? 'promtool', ['check', 'rules', path], { encoding: 'utf8', timeout: 20_000 })
    t.is(check.status, 0, check.stdout + check.stderr)
  })
}

/** Variables as Grafana fills them in when all are chosen. */
function filledIn(query: string): string {
  return query
    .replaceAll(/\$__(rate_interval|range)/g, '5m')
    .replaceAll(/\$(job|instance|registrar)/g, '.+')
    .replaceAll('$network', '.*')
}
