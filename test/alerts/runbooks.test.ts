import test from 'ava'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dropReasons } from '../../collector/metrics/label-values.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const runbooks = new Map(
  readdirSync(`${root}alerts/runbooks`).map((name) => [name, readFileSync(`${root}alerts/runbooks/${name}`, 'utf8')] as const),
)
const dashboard = readFileSync(`${root}dashboards/generated/registrations-overview.json`, 'utf8')

test('each says in one minute who is affected, since when, what first, what not, and whom to ask', (t) => {
  for (const [name, text] of runbooks) {
    const questions = [...text.matchAll(/^\| (who is affected|since when|first|not|whom to ask) \| \S/gm)].map(([, question]) => question)
    t.deepEqual(questions, ['who is affected', 'since when', 'first', 'not', 'whom to ask'], name)
  }
})

test('the panels that they name are on the dashboard', (t) => {
  const named = [...runbooks].flatMap(([name, text]) =>
    [...text.matchAll(/\*([A-Z][^*\n]+)\*/g)].map(([, panel]) => [name, panel] as const),
  )
  t.true(named.length > 10)
  for (const [name, panel] of named) t.true(dashboard.includes(`"title": ${JSON.stringify(panel)}`), `${name}: ${panel}`)
})

test('every reason for which something is dropped is explained', (t) => {
  const text = runbooks.get('RegwatchPacketsDropped.md') ?? ''
  for (const reason of dropReasons) t.true(text.includes(`\`${reason}\``), reason)
})
