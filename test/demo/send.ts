import { parseArgs } from 'node:util'
import { packetsOf } from '../replay.ts'
import { captureName, demoCaptures } from './captures.ts'
import { createSender } from './sender.ts'
import { LONGEST_SILENCE, schedule, secondsOf } from './schedule.ts'

// npm run demo -- [--to HOST:PORT] [--web URL] [CAPTURE.hep …]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { to: { type: 'string', default: '127.0.0.1:9062' }, web: { type: 'string', default: 'http://localhost:10060' } },
})
const { to, web } = values
const captures = (positionals.length > 0 ? positionals : demoCaptures()).map((path) => ({
  name: captureName(path),
  packets: schedule(packetsOf(path)),
}))
const packets = captures.reduce((sum, capture) => sum + capture.packets.length, 0)
const seconds = captures.reduce((sum, capture) => sum + secondsOf(capture.packets), 0)

try {
  await run()
} catch (error) {
  const why = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED' ? 'nothing listens there' : String(error)
  process.stderr.write(`demo: udp ${to}: ${why}; start regwatch with "npm start" first\n`)
  process.exitCode = 1
}

async function run(): Promise<void> {
  const [host = '', port = ''] = to.split(/:(?=\d+$)/)
  const sender = await createSender(host, Number(port))
  const plural = captures.length === 1 ? 'capture' : 'captures'
  say(`sending ${captures.length} real ${plural}, ${packets} packets, as HEP over UDP to ${to}`)
  say(
    `in real time, silences over ${LONGEST_SILENCE / 1e6} s cut to ${LONGEST_SILENCE / 1e6} s, capture times moved to now: ${seconds.toFixed(0)} s`,
  )
  try {
    for (const [index, capture] of captures.entries()) {
      const place = `${String(index + 1).padStart(2)} of ${captures.length}`
      await sender.send(capture.packets)
      say(`${place}  ${capture.name}, ${capture.packets.length} packets`)
    }
  } finally {
    sender.close()
  }
  say(`sent. Now look at ${web}/ for the causes, or run: curl -s ${web}/metrics | grep ^sip_register`)
  say('  sip_register_attempts_total{…,outcome="failure"}    registrations that failed, at each registrar')
  say('  sip_register_failures_total{…,cause=…,reason=…}     why')
  say('  hep_packets_total, hep_packets_dropped_total        what was received, what was not used and why')
  say('a refusal is counted 5 to 15 s after it, silence after 37 to 47 s, a challenge of a SIM that nobody answers after 4 minutes')
}

function say(line: string): void {
  process.stdout.write(`demo: ${line}\n`)
}
