import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { findProgram } from '../setup/find-program.ts'
import { requires } from '../setup/programs.ts'

const folder = fileURLToPath(new URL('../../alerts/alertmanager/', import.meta.url))

requires('amtool')('amtool accepts the sample and its templates', (t) => {
  const run = amtool('check-config', 'alertmanager.yml')
  t.is(run.status, 0, run.stdout + run.stderr)
  t.regex(run.stdout, /1 templates/)
})

const routed = test.macro((t, labels: readonly string[], receiver: string) => {
  const run = amtool('config', 'routes', 'test', '--config.file=alertmanager.yml', ...labels)
  t.is(run.stdout.trim(), receiver, run.stderr)
})

if (findProgram('amtool') !== undefined) {
  test('a spike wakes somebody', routed, ['alertname=SipRegister403Spike', 'severity=critical', 'registrar=edge'], 'on-call')
  test('so does a collector that is away', routed, ['alertname=RegwatchDown', 'severity=critical'], 'on-call')
  test('drops wait for the morning', routed, ['alertname=RegwatchPacketsDropped', 'severity=warning'], 'morning')
}

function amtool(...args: readonly string[]) {
  return spawnSync(findProgram('amtool') ?? 'amtool', args, { cwd: folder, encoding: 'utf8', timeout: 20_000 })
}
