import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { cachedCorpus, isCorpusName } from './cached.ts'
import { report } from './child.ts'

const PIECE_MILLIS = 5

// node send-tcp.ts PORT CORPUS SEED PACKETS RATE: the corpus over one connection, at most so many packets a second.
const [port, corpus = '', seed, packets, rate] = process.argv.slice(2)
if (!isCorpusName(corpus)) throw new Error(`no corpus ${corpus}`)
const bytes = cachedCorpus(corpus, Number(seed), Number(packets))
const socket = connect(Number(port), '127.0.0.1')
await once(socket, 'connect')

const started = performance.now()
let sent = 0
for (let at = 0; at < bytes.length;) {
  const due = ((performance.now() - started) / 1_000) * Number(rate)
  const from = at
  for (; sent < due && at < bytes.length; sent++) at += bytes.readUInt16BE(at + 4)
  if (!socket.write(bytes.subarray(from, at))) await once(socket, 'drain')
  await setTimeout(PIECE_MILLIS)
}
socket.end()
await once(socket, 'close')
report({ sent, seconds: (performance.now() - started) / 1_000 })
