import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { parse } from 'yaml'
import { JOB, thresholds } from '../../alerts/thresholds.ts'
import { findProgram } from '../setup/find-program.ts'
import { requires } from '../setup/programs.ts'

const deploy = fileURLToPath(new URL('../../deploy/', import.meta.url))
const read = (path: string): unknown => parse(readFileSync(`${deploy}${path}`, 'utf8'))

requires('promtool')('Prometheus accepts its configuration, and finds the rules', (t) => {
  const check = spawnSync(findProgram('promtool') ?? 'promtool', ['check', 'config', 'prometheus.yml'], {
    cwd: `${deploy}prometheus`,
    encoding: 'utf8',
    timeout: 20_000,
  })
  t.is(check.status, 0, check.stdout + check.stderr)
  t.is(check.stdout.match(/SUCCESS: \d+ rules found/g)?.length, 2, check.stdout)
})

test('it scrapes under the name that an alert looks for, as often as rules are evaluated and Grafana is told', (t) => {
  t.like(read('prometheus/prometheus.yml'), {
    global: { scrape_interval: thresholds.interval },
    scrape_configs: [{ job_name: JOB }],
  })
  t.like(read('grafana/provisioning/datasources/prometheus.yaml'), { datasources: [{ jsonData: { timeInterval: thresholds.interval } }] })
})
