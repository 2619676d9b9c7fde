import { flags, type Command } from './flags.ts'

const usage: Readonly<Record<Command, readonly [form: string, help: string]>> = {
  run: ['[run]', 'Take HEP from capture agents, and serve metrics. This is the default.'],
  explain: ['explain FILE…', 'Say of every attempt in capture files how it ended and why. "-" is standard input.'],
  'check-config': ['check-config FILE', 'Check a configuration file.'],
}

const FLAG_WIDTH = 34
const COMMAND_WIDTH = 20

/** What `--help` prints. */
export function helpText(): string {
  const commandLines = Object.values(usage).map(([form, help]) => `  ${form.padEnd(COMMAND_WIDTH)} ${help}`)
  const flagLines = Object.entries(flags).map(([name, flag]) => {
    const short = 'short' in flag ? `-${flag.short}, ` : ''
    const value = 'value' in flag ? `=${typeof flag.value === 'string' ? flag.value : flag.value.join('|')}` : ''
    return `  ${`${short}--${name}${value}`.padEnd(FLAG_WIDTH)} ${flag.help}`
  })
  return `usage: regwatch [flags] [command]

regwatch says why SIP registrations fail: it reads HEP beside HOMER, follows every REGISTER, names the cause and counts it for Prometheus.

Commands:
${commandLines.join('\n')}

Flags:
${flagLines.join('\n')}

Exit code 0: ran to the end; 1: could not; 2: wrong usage or configuration.
`
}
