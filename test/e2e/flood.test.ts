import test from 'ava'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { certificateAuthority } from '../certificate.ts'
import { closed, hep } from '../collector/source/listening.ts'
import { startCollector, temporaryFolder } from '../regwatch.ts'
import { openMany, until } from './flood.ts'

const long = process.env['REGWATCH_LONG'] !== undefined
/** The heavy form opens ten thousand connections and goes on for longer; it is run by hand. */
const size = long
  ? { connections: 10_000, most: 4_000, garbage: 20_000, good: 100_000, handshakes: 2_000 }
  : { connections: 1_200, most: 500, garbage: 1_000, good: 5_000, handshakes: 150 }
const MEGABYTE = 1024 * 1024
/** The process as it starts, and what the bounds of these tests allow on top. */
const MEMORY = 350 * MEGABYTE

const packet = hep('OPTIONS sip:x SIP/2.0\r\n\r\n')
const good = 'hep_packets_total{input="tcp",version="v3"}'
const dropped = (input: string, reason: string) => `hep_packets_dropped_total{input="${input}",reason="${reason}"}`

/** Bytes that are no HEP, the same in each run. */
function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    // No "H": what looks like the beginning of a packet is another test.
    bytes[at] = (state >>> 16) & 0xff & ~0x08
  }
  return bytes
}

test('garbage, half packets and slow senders are counted, and no good packet beside them is lost', async (t) => {
  t.timeout(300_000)
  const collector = await startCollector(t)
  const senders = { junk: 20, halves: 20, slow: 10 }

  const junk = await openMany(t, collector.tcp, senders.junk, (socket) => {
    for (let at = 0; at < size.garbage; at += 100) socket.write(noise(100_000, at + 1))
    socket.write(packet)
  })
  const halves = await openMany(t, collector.tcp, senders.halves, (socket) => socket.end(packet.subarray(0, packet.length - 5)))
  const slow = await openMany(t, collector.tcp, senders.slow, (socket) => {
    let at = 0
    const writing = setInterval(() => {
      if (at === packet.length) return clearInterval(writing)
      socket.write(packet.subarray(at, ++at))
    }, 10)
    t.teardown(() => clearInterval(writing))
  })
  const datagrams = createSocket('udp4')
  t.teardown(() => datagrams.close())
  for (let sent = 0; sent < 200; sent++) datagrams.send(noise(1_000, sent + 1), collector.udp, '127.0.0.1')

  const best = connect(collector.tcp, '127.0.0.1')
  t.teardown(() => best.destroy())
  const block = Buffer.concat(Array.from({ length: 100 }, () => packet))
  for (let sent = 0; sent < size.good; sent += 100) if (!best.write(block)) await once(best, 'drain')

  // A half packet is received and refused, so it is in both counts.
  const whole = size.good + senders.junk + senders.slow
  const counts = await until(collector, (count) => count(good) === whole + senders.halves && count(dropped('udp', 'not_hep')) === 200)
  t.is(counts(good), whole + senders.halves)
  t.is(counts(dropped('tcp', 'truncated')), senders.halves)
  t.is(counts(dropped('tcp', 'resync')), senders.junk)
  t.is(counts(dropped('udp', 'not_hep')), 200)
  t.true(counts('process_resident_memory_bytes') < MEMORY)
  t.is(junk.length + halves.length + slow.length, 50)
})

test(`${size.connections} connections: as many as may be are read, the others are refused and counted`, async (t) => {
  t.timeout(300_000)
  const collector = await startCollector(t, '', `connections: ${size.most}, connections_per_sender: 1000`)
  const agent = connect(collector.tcp, '127.0.0.1')
  t.teardown(() => agent.destroy())
  await once(agent, 'connect')
  // Most send part of a packet and no more: each of these holds memory as long as it may stay.
  const sockets = await openMany(t, collector.tcp, size.connections, (socket) => socket.write(packet.subarray(0, 50)))
  const block = Buffer.concat(Array.from({ length: 100 }, () => packet))
  for (let sent = 0; sent < size.good; sent += 100) if (!agent.write(block)) await once(agent, 'drain')

  const refused = size.connections + 1 - size.most
  const counts = await until(collector, (count) => count(good) === size.good && count(dropped('tcp', 'too_many_connections')) === refused)
  t.is(counts(good), size.good)
  t.is(counts(dropped('tcp', 'too_many_connections')), refused)
  t.true(counts('process_resident_memory_bytes') < MEMORY)

  // The refused know it, the others are still there, and room that is given back is used: half a packet, then a whole one.
  const staying = sockets.filter((socket) => !socket.destroyed)
  t.is(staying.length, size.most - 1)
  staying[0]?.destroy()
  await until(collector, (count) => count(dropped('tcp', 'truncated')) === 1)
  const [next] = await openMany(t, collector.tcp, 1, (socket) => socket.write(packet))
  t.is((await until(collector, (count) => count(good) === size.good + 2))(good), size.good + 2)
  t.false(next?.destroyed)
})

test('handshakes that never end are ended, and TLS beside them is read', async (t) => {
  t.timeout(300_000)
  const authority = certificateAuthority('ca.example')
  const server = authority.issue('regwatch.example')
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'crt'), server.cert)
  writeFileSync(join(folder, 'key'), server.key)
  const tls = `tls: {addresses: ['127.0.0.1:0'], cert_file: ${folder}/crt, key_file: ${folder}/key}, handshake_seconds: 2`
  const collector = await startCollector(t, '', `${tls}, connections: 10000`)
  // Nothing at all, the beginning of a ClientHello, and what is no TLS.
  const hello = Buffer.from('16030102000100', 'hex')
  const sockets = await openMany(t, collector.tls, size.handshakes, (socket) => {
    const kind = (socket.localPort ?? 0) % 3
    if (kind > 0) socket.write(kind === 1 ? hello : noise(500, 7))
  })
  const { connect: connectTls } = await import('node:tls')
  const agent = connectTls({ port: collector.tls, host: '127.0.0.1', ca: authority.cert, servername: 'regwatch.example' })
  t.teardown(() => agent.destroy())
  await once(agent, 'secureConnect')
  agent.write(Buffer.concat(Array.from({ length: 500 }, () => packet)))

  const ended = Promise.all(sockets.filter((socket) => !socket.destroyed).map(closed))
  const counts = await until(
    collector,
    (count) =>
      count('hep_packets_total{input="tls",version="v3"}') === 500 && count(dropped('tls', 'handshake_failed')) === size.handshakes,
  )
  t.is(counts('hep_packets_total{input="tls",version="v3"}'), 500)
  t.is(counts(dropped('tls', 'handshake_failed')), size.handshakes)
  t.true(counts('process_resident_memory_bytes') < MEMORY)
  await ended
})
