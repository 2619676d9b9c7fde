import test, { type ExecutionContext } from 'ava'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseConfig } from '../../../collector/config/load.ts'
import { changedOptions, shownConfig, shownText } from '../../../collector/config/shown-config.ts'
import { temporaryFolder } from '../../regwatch.ts'

function written(t: ExecutionContext, text: string): string {
  const file = join(temporaryFolder(t), 'c.yaml')
  writeFileSync(file, text)
  return file
}

const withSecret = 'kafka:\n  brokers: [b:9092]\n  topics: [hep]\n  sasl: {mechanism: plain, username: u, password: "${REGWATCH_SHOWN}"}\n'

test('a configuration is shown with its defaults, and is one itself', (t) => {
  const shown = shownText(shownConfig(written(t, 'limits: {attempts: 5000}\nregistrars: {edge: 192.0.2.0/24}\n')))
  t.regex(shown, /attempts: 5000\n {2}megabytes: 512\n/)
  t.deepEqual(parseConfig(shown, 'c'), parseConfig('limits: {attempts: 5000}\nregistrars: {edge: 192.0.2.0/24}\n', 'c'))
})

test('of a secret neither its text nor where it comes from is shown', (t) => {
  process.env['REGWATCH_SHOWN'] = 'hunter2'
  const shown = shownText(shownConfig(written(t, withSecret)))
  t.regex(shown, /password: <secret>/)
  t.notRegex(shown, /hunter2|REGWATCH_SHOWN/)
  t.notRegex(JSON.stringify(parseConfig(withSecret, 'c')), /hunter2/)
})

test('what differs is named by its option, or by its section where the keys are free', (t) => {
  const before = shownConfig(written(t, 'registrars: {a: 192.0.2.1}\n'))
  const after = shownConfig(written(t, 'registrars: {b: 192.0.2.1}\nlimits: {megabytes: 64}\nroles: {sbc: 192.0.2.9}\n'))
  t.deepEqual(changedOptions(before, after), ['registrars', 'roles.sbc', 'limits.megabytes'])
  t.deepEqual(changedOptions(after, after), [])
})
