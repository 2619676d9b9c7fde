import test from 'ava'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { adviceOn } from '../../alerts/advice.ts'
import { alerts } from '../../alerts/rule-files.ts'
import { causePath, runbookPath } from '../../alerts/links.ts'
import { taxonomy } from '../../classifiers/taxonomy.ts'
import { promql } from '../../collector/metrics/promql.ts'
import { findProgram } from '../setup/find-program.ts'
import { requires } from '../setup/programs.ts'

const folder = fileURLToPath(new URL('../../alerts/', import.meta.url))
const tests = readdirSync(`${folder}tests`).filter((name) => name.endsWith('.test.yaml'))

for (const name of tests)
  requires('promtool')(`promtool: ${name}`, (t) => {
    const run = promtool('test', 'rules', `tests/${name}`)
    t.is(run.status, 0, run.stdout + run.stderr)
  })

requires('promtool')('promtool accepts the rules', (t) => {
  const run = promtool('check', 'rules', '--lint-fatal', 'generated/rules.yaml', 'generated/alerts.yaml')
  t.is(run.status, 0, run.stdout + run.stderr)
})

test('every alert has a test, and a runbook where its link leads', (t) => {
  const tested = tests.map((name) => readFileSync(`${folder}tests/${name}`, 'utf8')).join('\n')
  for (const { name, summary } of alerts) {
    t.true(tested.includes(name), name)
    t.true(existsSync(`${folder}runbooks/${name}.md`), name)
    t.true(existsSync(`${folder}..${runbookPath(name)}`), name)
    t.regex(summary, /^[^{]+\.$/, `${name}: the summary is the same each time, and a sentence`)
  }
  t.is(readdirSync(`${folder}runbooks`).length, alerts.length)
})

test('every cause has the page to which links lead', (t) => {
  for (const cause of Object.keys(taxonomy)) {
    t.true(existsSync(`${folder}..${causePath(cause)}`), cause)
  }
})

test('runbooks link to files that exist', (t) => {
  for (const name of readdirSync(`${folder}runbooks`)) {
    const text = readFileSync(`${folder}runbooks/${name}`, 'utf8')
    for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) t.true(existsSync(`${folder}runbooks/${link}`), `${name}: ${link}`)
  }
})

test('the alert knows what to do about every reason but a scanner', (t) => {
  const advice = adviceOn(promql`vector(1)`)
  for (const [cause, reasons] of Object.entries(taxonomy)) {
    for (const reason of reasons) t.is(advice.do.includes(`"${cause}/${reason}"`), cause !== 'scan', `${cause}/${reason}`)
  }
})

function promtool(...args: readonly string[]) {
  return spawnSync(findProgram('promtool') ?? 'promtool', args, { cwd: folder, encoding: 'utf8', timeout: 120_000 })
}
