import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { cachedCorpus } from './cached.ts'
import { report } from './child.ts'

/** Packets of one corpus: so much is held in memory at a time. */
const CORPUS_PACKETS = 150_000
/** A sender that fell behind does not make up for it in one burst, which no network would deliver. */
const BURST = 300

// node send-udp.ts PORT SEED PACKETS RATE: corpora of the seeds from SEED on, a packet a datagram, so many packets a second.
const [port = 0, seed = 0, packets = 0, rate = 0] = process.argv.slice(2).map(Number)
const socket = createSocket({ type: 'udp4', sendBufferSize: 4 * 1024 * 1024 })
socket.connect(port, '127.0.0.1')
await once(socket, 'connect')

let failed = 0
const done = (error: Error | null): void => {
  if (error !== null) failed += 1
}
let sent = 0
let allowance = 0
const started = performance.now()
let last = started
for (let corpus = seed; sent < packets; corpus++) {
  const bytes = cachedCorpus('registrar', corpus, CORPUS_PACKETS)
  for (let at = 0; at < bytes.length && sent < packets;) {
    const now = performance.now()
    allowance = Math.min(allowance + ((now - last) / 1_000) * rate, BURST)
    last = now
    for (; allowance >= 1 && at < bytes.length && sent < packets; allowance--) {
      const end = at + bytes.readUInt16BE(at + 4)
      socket.send(bytes, at, end - at, done)
      at = end
      sent += 1
    }
    await setTimeout(1)
  }
}
const seconds = (performance.now() - started) / 1_000
await setTimeout(100)
socket.close()
report({ sent: sent - failed, seconds })
