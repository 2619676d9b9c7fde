import { parseArgs } from 'node:util'
import { nearest } from './config/nearest.ts'
import { UsageError } from './errors.ts'
import { logFormats, logLevels } from './log.ts'

interface Flag {
  readonly type: 'string' | 'boolean'
  /** What stands for the value in the help; or the only values that it can have. */
  readonly value?: string | readonly string[]
  readonly multiple?: true
  readonly short?: string
  readonly commands: readonly Command[]
  readonly help: string
}

export const commands = ['run', 'explain', 'check-config'] as const
export type Command = (typeof commands)[number]

/** Flags of the process. What concerns SIP, HEP and registrars is in the configuration file. */
export const flags = {
  'config.file': {
    type: 'string',
    value: 'FILE',
    commands: ['run', 'explain'],
    help: 'Configuration file (YAML). Without one the defaults hold.',
  },
  'web.listen-address': {
    type: 'string',
    value: 'ADDRESS',
    multiple: true,
    commands: ['run'],
    help: 'Address of metrics and pages, [HOST]:PORT; may be given several times. Default: web.listen of the configuration, else :10060.',
  },
  'web.config.file': {
    type: 'string',
    value: 'FILE',
    commands: ['run'],
    help: 'TLS, client certificates, users and headers of the pages, in the form that all Prometheus exporters share.',
  },
  'web.telemetry-path': { type: 'string', value: 'PATH', commands: ['run'], help: 'Path of the metrics. Default: /metrics.' },
  'web.external-url': {
    type: 'string',
    value: 'URL',
    commands: ['run'],
    help: 'URL under which browsers reach the pages, where a proxy stands in front. Its path goes before links.',
  },
  'web.route-prefix': {
    type: 'string',
    value: 'PATH',
    commands: ['run'],
    help: 'Path before everything that is served. Default: the path of --web.external-url.',
  },
  'web.enable-lifecycle': {
    type: 'boolean',
    commands: ['run'],
    help: 'Allow POST /-/reload and POST /-/quit. SIGHUP and SIGTERM do the same without it.',
  },
  'data.dir': {
    type: 'string',
    value: 'DIRECTORY',
    commands: ['run'],
    help: 'Where the history of users is kept over restarts. Default: nowhere, it begins anew.',
  },
  'log.level': { type: 'string', value: logLevels, commands: ['run'], help: 'Least important lines to log. Default: info.' },
  'log.format': {
    type: 'string',
    value: logFormats,
    commands: ['run'],
    help: 'Form of the log lines, on standard error. Default: logfmt.',
  },
  json: { type: 'boolean', commands: ['explain'], help: 'One JSON object for each attempt.' },
  summary: { type: 'boolean', commands: ['explain'], help: 'Counts only.' },
  method: {
    type: 'string',
    value: ['INVITE', 'SUBSCRIBE'],
    commands: ['explain'],
    help: 'Show attempts of this method instead of REGISTER.',
  },
  'at-end': {
    type: 'string',
    value: ['judge', 'pending'],
    commands: ['explain'],
    help: 'What becomes of attempts that are open at the end. Default: judge.',
  },
  version: { type: 'boolean', commands, help: 'Print the version.' },
  help: { type: 'boolean', short: 'h', commands, help: 'Print this help.' },
} as const satisfies Record<string, Flag>

export type FlagName = keyof typeof flags

/** What stood on the command line, checked against the table. */
export interface CommandLine {
  readonly command: Command
  readonly operands: readonly string[]
  has(flag: FlagName): boolean
  /** The last value given. */
  value(flag: FlagName): string | undefined
  values(flag: FlagName): readonly string[]
}

/** Commands of later versions: known, so that nobody looks for a spelling mistake. */
const laterCommands: ReadonlySet<string> = new Set(['relay', 'homer-alerts'])

/** Reads the arguments; throws a UsageError that says what was found and what comes nearest. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { tokens } = parseArgs({ args: [...args], options: flags, strict: false, allowPositionals: true, tokens: true })
  const given = new Map<FlagName, string[]>()
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind === 'option') readFlag(token, given)
  }
  const command = readCommand(operands)
  for (const name of given.keys()) {
    const owners: readonly Command[] = flags[name].commands
    if (!owners.includes(command)) throw new UsageError(`--${name} is no flag of ${command}, only of ${owners.join(' and ')}`)
  }
  return {
    command,
    operands: operands.slice(1),
    has: (flag) => given.has(flag),
    value: (flag) => given.get(flag)?.at(-1),
    values: (flag) => given.get(flag) ?? [],
  }
}

function readFlag(
  token: { name: string; rawName: string; value?: string | undefined; inlineValue?: boolean | undefined },
  given: Map<FlagName, string[]>,
): void {
  const { name, rawName, value, inlineValue } = token
  if (!isFlag(name)) {
    const near = rawName.startsWith('--') ? nearest(name, Object.keys(flags)) : undefined
    throw new UsageError(`unknown flag ${JSON.stringify(rawName)}${near === undefined ? ', see --help' : `. Did you mean "--${near}"?`}`)
  }
  const flag: Flag = flags[name]
  const forms = flag.value ?? ''
  if (flag.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`--${name} takes no value, found ${JSON.stringify(value)}`)
  } else if (value === undefined || value === '' || (!inlineValue && value.startsWith('-') && value.length > 1)) {
    throw new UsageError(`--${name} needs a value: ${typeof forms === 'string' ? forms : forms.join(' or ')}`)
  } else if (typeof forms !== 'string' && !forms.includes(value)) {
    const near = nearest(value, forms)
    throw new UsageError(
      `--${name}: found ${JSON.stringify(value)}${near === undefined ? `, write ${forms.join(' or ')}` : `. Did you mean "${near}"?`}`,
    )
  }
  given.set(name, [...(given.get(name) ?? []), value ?? ''])
}

function readCommand(operands: readonly string[]): Command {
  const [word] = operands
  if (word === undefined) return 'run'
  const command = commands.find((known) => known === word)
  if (command !== undefined) return command
  if (laterCommands.has(word)) throw new UsageError(`${word} is not part of this version`)
  const near = nearest(word, commands)
  throw new UsageError(
    `unknown command ${JSON.stringify(word)}${near === undefined ? `, write ${commands.join(', ')}` : `. Did you mean "${near}"?`}`,
  )
}

function isFlag(name: string): name is FlagName {
  return Object.hasOwn(flags, name)
}
