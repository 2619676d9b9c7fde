import test from 'ava'
import { UsageError } from '../../collector/errors.ts'
import { commands, flags, parseCommandLine } from '../../collector/flags.ts'
import { helpText } from '../../collector/help.ts'

const refuses = test.macro({
  exec(t, args: readonly string[], message: string) {
    t.is(t.throws(() => parseCommandLine(args), { instanceOf: UsageError }).message, message)
  },
  title: (_, args: readonly string[]) => `refuses ${args.join(' ')}`,
})

test(refuses, ['runn'], 'unknown command "runn". Did you mean "run"?')
test(refuses, ['serve'], 'unknown command "serve", write run, explain, check-config')
test(refuses, ['homer-alerts'], 'homer-alerts is not part of this version')
test(refuses, ['--config.fil=x'], 'unknown flag "--config.fil". Did you mean "--config.file"?')
test(refuses, ['--kafka'], 'unknown flag "--kafka", see --help')
test(refuses, ['-v'], 'unknown flag "-v", see --help')
test(refuses, ['--config.file'], '--config.file needs a value: FILE')
test(refuses, ['explain', '--config.file', '--json', 'x.pcap'], '--config.file needs a value: FILE')
test(refuses, ['explain', '--json=yes', 'x.pcap'], '--json takes no value, found "yes"')
test(refuses, ['--json'], '--json is no flag of run, only of explain')
test(refuses, ['explain', '--log.level=info', 'x.pcap'], '--log.level is no flag of explain, only of run')
test(refuses, ['explain', '--at-end=open', 'x.pcap'], '--at-end: found "open", write judge or pending')
test(refuses, ['--log.level=debgu'], '--log.level: found "debgu". Did you mean "debug"?')
test(refuses, ['--log.format=xml'], '--log.format: found "xml", write logfmt or json')

test('without a command: run', (t) => {
  t.is(parseCommandLine([]).command, 'run')
  t.is(parseCommandLine(['--log.level=warn']).command, 'run')
})

test('flags stand before or after the command, with = or a space', (t) => {
  for (const args of [
    ['--config.file', 'a', 'explain', 'x'],
    ['explain', '--config.file=a', 'x'],
    ['explain', 'x', '--config.file', 'a'],
  ]) {
    const line = parseCommandLine(args)
    t.is(line.command, 'explain')
    t.deepEqual(line.operands, ['x'])
    t.is(line.value('config.file'), 'a')
  }
})

test('a repeatable flag keeps all its values, any other the last', (t) => {
  const line = parseCommandLine(['--web.listen-address=:1', '--web.listen-address=:2', '--log.level=info', '--log.level=warn'])
  t.deepEqual(line.values('web.listen-address'), [':1', ':2'])
  t.is(line.value('log.level'), 'warn')
})

test('- is a file, and so is what follows --', (t) => {
  t.deepEqual(parseCommandLine(['explain', '-', '--', '--odd.pcap']).operands, ['-', '--odd.pcap'])
})

test('the help has each flag once, under the commands that take it', (t) => {
  const sections = helpText()
    .split('\n\n')
    .filter((section) => section.startsWith('Flags of '))
  const listed = sections.flatMap((section) =>
    [...section.matchAll(/^ {2}(?:-\w, )?--([\w.-]+)/gm)].map(([, name = '']) => [name, section.split('\n', 1)[0]] as const),
  )
  t.deepEqual(listed.map(([name]) => name).toSorted(), Object.keys(flags).toSorted())
  for (const [name, title] of listed) {
    const owners: readonly string[] = Object.entries(flags).find(([known]) => known === name)?.[1].commands ?? []
    t.is(title, owners.length === commands.length ? 'Flags of every command:' : `Flags of ${owners.join(' and ')}:`)
  }
})
