import test from 'ava'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { loadConfig } from '../../collector/config/load.ts'
import { parseCommandLine } from '../../collector/flags.ts'
import { documentFolders } from '../../collector/web/documents.ts'
import { temporaryFolder } from '../regwatch.ts'
import { findProgram } from '../setup/find-program.ts'
import { requires } from '../setup/programs.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const unit = read('deploy/systemd/regwatch.service')
const { bin }: { bin: { regwatch: string } } = JSON.parse(read('package.json'))

requires('systemd-analyze')('systemd accepts the unit, and finds it well shut in', (t) => {
  const analyze = findProgram('systemd-analyze') ?? 'systemd-analyze'
  // Node may be elsewhere on this machine.
  const file = join(temporaryFolder(t), 'regwatch.service')
  writeFileSync(file, unit.replaceAll('/usr/bin/node', process.execPath))
  const verify = spawnSync(analyze, ['verify', file], { encoding: 'utf8', timeout: 20_000 })
  t.is(verify.stderr + verify.stdout, '')
  t.is(verify.status, 0)
  const security = spawnSync(analyze, ['security', '--offline=true', '--threshold=20', file], { encoding: 'utf8', timeout: 20_000 })
  t.is(security.status, 0, security.stdout)
})

test('a broker that is not there yet, which is exit code 2 as well, does not keep it down', (t) => {
  t.regex(unit, /^Restart=on-failure$/m)
  t.regex(unit, /^StartLimitIntervalSec=0$/m)
  t.notRegex(unit, /^RestartPreventExitStatus=/m)
})

test('the unit and the image start what is published, with flags that there are', (t) => {
  const [, started = '', flags = ''] = /^ExecStart=\/usr\/bin\/node (\S+) (.*)$/m.exec(unit) ?? []
  t.true(started.endsWith(`node_modules/regwatch/${bin.regwatch}`))
  t.is(parseCommandLine(flags.split(' ')).value('config.file'), '/etc/regwatch/config.yaml')
  t.true(read('deploy/docker/Dockerfile').includes(`ENTRYPOINT ["/nodejs/bin/node", "${bin.regwatch}"]`))
})

test('the image brings the pages that alerts link to', (t) => {
  const ignored = read('deploy/docker/Dockerfile.dockerignore')
  for (const folder of documentFolders) {
    t.regex(read('deploy/docker/Dockerfile'), new RegExp(`^COPY ${folder} ${folder}$`, 'm'))
    t.regex(ignored, new RegExp(`^!${folder}$`, 'm'))
  }
})

interface Service {
  readonly command?: readonly string[]
  readonly volumes?: readonly string[]
  readonly build?: { readonly context: string; readonly dockerfile: string }
}

test('what compose.yaml mounts and builds is in the repository, and its configuration is valid', (t) => {
  const folder = join(root, 'deploy/compose')
  const { services }: { services: Record<string, Service> } = parse(read('deploy/compose/compose.yaml'))
  const sources = Object.values(services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0] ?? ''))
  t.true(sources.length > 5)
  for (const source of sources.filter((path) => path.startsWith('.'))) t.true(existsSync(join(folder, source)), source)
  const { build, command = [] } = services['regwatch'] ?? {}
  t.true(existsSync(join(folder, build?.context ?? '', build?.dockerfile ?? '')))
  t.is(parseCommandLine(command).command, 'run')
  t.notThrows(() => loadConfig(join(folder, 'regwatch.yaml')))
})

test('Prometheus and Grafana in compose.yaml differ from those beside it in names of hosts alone', (t) => {
  const compose = parse(read('deploy/compose/prometheus.yml'))
  const plain = parse(read('deploy/prometheus/prometheus.yml'))
  t.deepEqual(compose.rule_files, plain.rule_files)
  t.deepEqual(compose.global, plain.global)
  t.is(compose.scrape_configs[0].job_name, plain.scrape_configs[0].job_name)
  const datasource = parse(read('deploy/compose/datasource.yaml'))
  const usual = parse(read('deploy/grafana/provisioning/datasources/prometheus.yaml'))
  t.deepEqual({ ...datasource.datasources[0], url: '' }, { ...usual.datasources[0], url: '' })
})
