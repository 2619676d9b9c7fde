import { defaultConfig, loadConfig } from './config/load.ts'
import { listenAddressForms, parseListenAddress, type ListenAddress } from './config/listen-address.ts'
import { placeOfOption } from './config/option-place.ts'
import type { Config } from './config/schema.ts'
import { ConfigError, UsageError } from './errors.ts'
import { parseCommandLine, type Command, type CommandLine } from './flags.ts'
import { helpText } from './help.ts'
import { createLog, logFormats, logLevels } from './log.ts'
import type { ProcessRequests } from './process-requests.ts'
import { version } from './version.ts'

// Commands are imported when they are asked for: `explain` needs no web server.

/** What a command may touch of the process. */
export interface CliIo {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly nodeVersion: string
  /** From now on signals are requests to this process; before, they end it at once. */
  readonly requests: () => ProcessRequests
}

/** Runs one command line and gives its exit code, 0 or 2; help.ts says what they mean. What is thrown is code 1. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  try {
    return await dispatch(parseCommandLine(args), io)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    io.stderr.write(error.name === 'ConfigError' ? `${error.message}\n` : `regwatch: ${error.message}\n`)
    return 2
  }
}

const commandTable: Readonly<Record<Command, (line: CommandLine, io: CliIo) => number | Promise<number>>> = {
  run: runCommand,
  explain: explainCommand,
  'check-config': checkConfigCommand,
}

async function dispatch(line: CommandLine, io: CliIo): Promise<number> {
  if (line.has('help')) {
    io.stdout.write(helpText())
    return 0
  }
  if (line.has('version')) {
    io.stdout.write(`regwatch, version ${version} (node ${io.nodeVersion})\n`)
    return 0
  }
  return commandTable[line.command](line, io)
}

async function runCommand(line: CommandLine, { stderr, nodeVersion, requests }: CliIo): Promise<number> {
  refuseOperands(line)
  const { webPaths } = await import('./web-paths.ts')
  const paths = webPaths(line)
  const fromFlags = line.values('web.listen-address').map(readListenAddress)
  const config = readConfig(line)
  const level = logLevels.find((known) => known === line.value('log.level')) ?? 'info'
  const format = logFormats.find((known) => known === line.value('log.format')) ?? 'logfmt'
  const { run } = await import('./run.ts')
  const running = run({
    config,
    configFile: line.value('config.file'),
    webListen: fromFlags.length > 0 ? fromFlags : config.web.listen,
    webOption: fromFlags.length > 0 ? '--web.listen-address' : '--web.listen-address (or web.listen in the configuration)',
    paths,
    webConfigFile: line.value('web.config.file'),
    dataDir: line.value('data.dir'),
    lifecycle: line.has('web.enable-lifecycle'),
    version,
    nodeVersion,
    log: createLog(level, format, stderr),
    requests: requests(),
  })
  await running.catch((error: unknown) => {
    throw placed(error, line.value('config.file'))
  })
  return 0
}

async function explainCommand(line: CommandLine, { stdout, stderr }: CliIo): Promise<number> {
  if (line.operands.length === 0) throw new UsageError('explain needs a capture file: regwatch explain FILE…')
  const options = {
    json: line.has('json'),
    summary: line.has('summary'),
    method: line.value('method'),
    atEnd: line.value('at-end') === 'pending' ? 'pending' : 'judge',
    config: readConfig(line),
  } as const
  const { runExplain } = await import('./explain/explain.ts')
  return runExplain(line.operands, options, { stdout, stderr })
}

function checkConfigCommand({ operands }: CommandLine, { stdout }: CliIo): number {
  const [file, ...more] = operands
  if (file === undefined || more.length > 0) throw new UsageError('check-config needs one file: regwatch check-config FILE')
  loadConfig(file)
  stdout.write(`${file}: ok\n`)
  return 0
}

function readConfig(line: CommandLine): Config {
  const file = line.value('config.file')
  return file === undefined ? defaultConfig() : loadConfig(file)
}

/** What turned out to be wrong only when it was used, with the place of the option in the file if it stands there. */
function placed(error: unknown, file: string | undefined): unknown {
  if (!(error instanceof UsageError) || error instanceof ConfigError || file === undefined) return error
  const place = placeOfOption(file, error.message)
  return place === undefined ? error : new ConfigError([`${place} ${error.message}`])
}

function readListenAddress(text: string): ListenAddress {
  const address = parseListenAddress(text)
  if (address === undefined) throw new UsageError(`--web.listen-address: found ${JSON.stringify(text)}, write ${listenAddressForms}`)
  return address
}

function refuseOperands({ command, operands: [operand] }: CommandLine): void {
  if (operand !== undefined) throw new UsageError(`${command} takes no arguments, found ${JSON.stringify(operand)}`)
}
