import { commands, flags, type Command } from './flags.ts'

const usage: Readonly<Record<Command, readonly [form: string, help: string]>> = {
  run: ['[run]', 'Take HEP from capture agents, and serve metrics. This is the default.'],
  explain: ['explain FILE…', 'Say of every attempt in capture files how it ended and why. "-" is standard input.'],
  'check-config': ['check-config FILE', 'Check a configuration file.'],
}

const examples: readonly (readonly [line: string, help: string])[] = [
  ['regwatch', 'Listen for HEP on port 9062, serve metrics and pages on port 10060.'],
  ['regwatch --config.file=/etc/regwatch/config.yaml', 'The same as the file says.'],
  ['regwatch explain sip.pcap', 'A report of what failed in a capture.'],
]

const EXIT_CODES = `Exit code 0: ran to the end, or was asked to stop.
2: wrong usage or configuration, also what it names and cannot be used: a port that is taken, an address of another host, a certificate, --data.dir,
a broker that is away or refuses the password.
1: anything else that kept it from going on, or from stopping in time; for explain, a file that cannot be read.`

const FLAG_WIDTH = 34
const COMMAND_WIDTH = 20

/** What `--help` prints. */
export function helpText(): string {
  const commandLines = Object.values(usage).map(([form, help]) => `  ${form.padEnd(COMMAND_WIDTH)} ${help}`)
  return `usage: regwatch [flags] [command]

regwatch says why SIP registrations fail: it reads HEP beside HOMER, follows every REGISTER, names the cause and counts it for Prometheus.

Commands:
${commandLines.join('\n')}

${flagSections().join('\n\n')}

Examples:
${examples.map(([line, help]) => `  ${line}\n      ${help}`).join('\n')}

${EXIT_CODES}
`
}

/** Flags under the commands that take them, in the order of the table. */
function flagSections(): string[] {
  const sections = new Map<string, string[]>()
  for (const [name, flag] of Object.entries(flags)) {
    const short = 'short' in flag ? `-${flag.short}, ` : ''
    const value = 'value' in flag ? `=${typeof flag.value === 'string' ? flag.value : flag.value.join('|')}` : ''
    const title = flag.commands === commands ? 'Flags of every command:' : `Flags of ${flag.commands.join(' and ')}:`
    sections.set(title, [...(sections.get(title) ?? []), `  ${`${short}--${name}${value}`.padEnd(FLAG_WIDTH)} ${flag.help}`])
  }
  return [...sections].map(([title, lines]) => [title, ...lines].join('\n'))
}
