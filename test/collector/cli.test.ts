import test from 'ava'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { regwatch, temporaryFolder } from '../regwatch.ts'

const refuses = test.macro({
  async exec(t, args: readonly string[], message: string) {
    const run = regwatch(t, ...args)
    t.is(await run.ended, 2)
    t.is(run.stderr, `${message}\n`)
    t.is(run.stdout, '')
  },
  title: (_, args: readonly string[]) => `refuses ${args.join(' ')}`,
})

test(refuses, ['runn'], 'regwatch: unknown command "runn". Did you mean "run"?')
test(refuses, ['relay'], 'regwatch: relay is not part of this version')
test(refuses, ['homer-alerts'], 'regwatch: homer-alerts is not part of this version')
test(refuses, ['run', 'now'], 'regwatch: run takes no arguments, found "now"')
test(refuses, ['explain'], 'regwatch: explain needs a capture file: regwatch explain FILE…')
test(refuses, ['--web.telemetry-path=metrics'], 'regwatch: --web.telemetry-path: found "metrics", write a path such as /metrics')
test(refuses, ['--web.telemetry-path=/-/ready'], 'regwatch: --web.telemetry-path: found "/-/ready", write a path such as /metrics')
test(
  refuses,
  ['--web.external-url=example.org'],
  'regwatch: --web.external-url: found "example.org", write a URL such as https://regwatch.example.org/path/',
)
test(
  refuses,
  ['--web.external-url=https://u:p@example.org/'],
  'regwatch: --web.external-url: found "https://u:p@example.org/", write a URL such as https://regwatch.example.org/path/',
)
test(refuses, ['--web.route-prefix=x y'], 'regwatch: --web.route-prefix: found "x y", write a path such as /regwatch')
test(
  refuses,
  ['--web.config.file=/nowhere.yaml'],
  '/nowhere.yaml: there is no such file, give the path of a configuration file that this user may read',
)
test(
  refuses,
  ['--web.listen-address=10060'],
  'regwatch: --web.listen-address: found "10060", write an address and a port such as :9062, 127.0.0.1:9062 or [::1]:9062',
)
test(refuses, ['check-config'], 'regwatch: check-config needs one file: regwatch check-config FILE')
test(
  refuses,
  ['--config.file=/nowhere.yaml'],
  '/nowhere.yaml: there is no such file, give the path of a configuration file that this user may read',
)

test('check-config says ok, or every mistake with its place', async (t) => {
  const file = join(temporaryFolder(t), 'regwatch.yaml')
  writeFileSync(file, 'registrars:\n  edge: 192.0.2.0/24\n')
  const good = regwatch(t, 'check-config', file)
  t.is(await good.ended, 0)
  t.is(good.stdout, `${file}: ok\n`)

  writeFileSync(file, 'listn: {}\nlimits: {attempts: 1}\n')
  const bad = regwatch(t, 'check-config', file)
  t.is(await bad.ended, 2)
  t.is(
    bad.stderr,
    `${file}:1:1 unknown key "listn". Did you mean "listen"?\n` +
      `${file}:2:20 limits.attempts: found 1, write a whole number from 1000 to 10000000\n`,
  )
})

test('--version and --help', async (t) => {
  const version = regwatch(t, '--version')
  const help = regwatch(t, 'explain', '--help')
  t.is(await version.ended, 0)
  t.regex(version.stdout, /^regwatch, version \d+\.\d+\.\d+ \(node v\d+/)
  t.is(await help.ended, 0)
  t.regex(help.stdout, /--web\.listen-address=ADDRESS/)
  t.notRegex(help.stdout, /relay|homer-alerts/)
})
