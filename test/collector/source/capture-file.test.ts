import test from 'ava'
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { decodeHep } from '../../../collector/hep/decode.ts'
import { createPacket } from '../../../collector/hep/packet.ts'
import { openCaptureFile } from '../../../collector/source/capture-file.ts'
import { ARRIVAL_BY_PACKET } from '../../../collector/source/source.ts'
import { hepChunk, hepPacket } from '../../encode-hep.ts'
import { writePcapng } from '../../write-pcap.ts'
import { both, captures, file, first, frames, messages, read, second } from './capture-reading.ts'

function inHep(bytes: string): string {
  const packet = createPacket()
  if (decodeHep(Buffer.from(bytes, 'latin1'), 0, bytes.length, packet) !== undefined) return 'dropped'
  return packet.payload.toString('latin1', packet.payloadStart, packet.payloadEnd)
}

const distinct = (texts: string[]) => [...new Set(texts)].sort()

const agrees = test.macro({
  async exec(t, name: string, packets: { hep: number; pcap: number; hepInPcap?: number }) {
    const hep = await read(`${captures}${name}.hep`)
    const pcap = await read(`${captures}${name}.pcap`)
    const bare = pcap.records.filter(({ kind }) => kind === 'sip').map(({ bytes }) => bytes)
    t.deepEqual(distinct(bare), distinct(hep.bytes.map(inHep)))
    t.deepEqual([hep.records.length, bare.length, pcap.records.length - bare.length], [packets.hep, packets.pcap, packets.hepInPcap ?? 0])
    t.deepEqual([...hep.drops, ...pcap.drops, hep.error, pcap.error], [undefined, undefined])
  },
  title: (_, name: string) => `${name}: the same messages in HEP and on the wire`,
})
test(agrees, 'sip/o24_tcp', { hep: 24, pcap: 24, hepInPcap: 24 })
test(agrees, 'sip/o14_proxy407_then_401_ok', { hep: 100, pcap: 74, hepInPcap: 100 })
test(agrees, 'sip/o30_heplify_tcp', { hep: 16, pcap: 16 })
test(agrees, 'sip/o31_heplify_payload_zip', { hep: 8, pcap: 8 })
test(agrees, 'sip/o33_kamailio_hepv2', { hep: 8, pcap: 8, hepInPcap: 8 })
test(agrees, 'sip/o34_kamailio_hepv1', { hep: 8, pcap: 8, hepInPcap: 8 })
test(agrees, 'ims/02_impi_unknown', { hep: 18, pcap: 12 })
test(agrees, 'ims/37_rx_qos', { hep: 35, pcap: 25 })

test('gzip around a file, in one member or several', async (t) => {
  const pcapng = writePcapng(frames)
  t.deepEqual((await read(await file('a.pcapng.gz', gzipSync(pcapng)))).bytes, messages)
  t.deepEqual(
    (await read(await file('b.bin', gzipSync(pcapng.subarray(0, 100)), gzipSync(pcapng.subarray(100)), Buffer.alloc(20)))).bytes,
    messages,
  )
  t.deepEqual((await read(await file('c.hep.gz', gzipSync(first), gzipSync(second)))).bytes, both)
})

test('the content tells what a file is, not its name', async (t) => {
  t.deepEqual((await read(await file('x.hep', writePcapng(frames)))).bytes, messages)
  t.deepEqual((await read(await file('x.pcap', first, second))).bytes, both)
  t.deepEqual((await read(await file('joined-in-the-middle', 'end of a packet', first, second))).bytes, both)
})

test('without an index a HEP packet arrives at the time it carries', async (t) => {
  const { records } = await read(await file('plain.hep', first, second))
  t.deepEqual(
    records.map(({ arrival }) => arrival),
    [ARRIVAL_BY_PACKET, ARRIVAL_BY_PACKET],
  )
})

test('an index tells boundaries and arrival', async (t) => {
  const { records } = await read(`${captures}sip/o31_heplify_payload_zip.hep`)
  const [line = ''] = (await readFile(`${captures}sip/o31_heplify_payload_zip.idx`, 'utf8')).split('\n')
  t.true(line.startsWith('1795227795.566985 '))
  t.is(records[0]?.arrival, 1_795_227_795_566_985)
  t.true(records.every(({ bytes }) => bytes.startsWith('\x1f\x8b')))
})

test('an index of a compressed file, and of packets that lie apart', async (t) => {
  await file('d.idx', `7 udp 192.0.2.1:5 0 ${first.length}\n\n8.25 udp 192.0.2.1:5 ${first.length + 5} ${second.length}`)
  const path = await file('d.hep.gz', gzipSync(Buffer.concat([first, Buffer.from('xxxxx'), second])))
  const { records, error } = await read(path)
  t.deepEqual(
    records.map(({ bytes, arrival }) => [bytes, arrival]),
    [
      [both[0], 7_000_000],
      [both[1], 8_250_000],
    ],
  )
  t.is(error, undefined)
})

test('an index of TCP tells when the bytes of a connection arrived', async (t) => {
  await file('e.hep.idx', `1.5 tcp 192.0.2.1:5 0 10\n2.5 tcp 192.0.2.2:5 10 4\n3.5 tcp 192.0.2.1:5 14 ${first.length - 10}\n`)
  const path = await file('e.hep', first.subarray(0, 10), second.subarray(0, 4), first.subarray(10))
  const { records, drops } = await read(path)
  t.deepEqual(
    records.map(({ bytes, arrival }) => [bytes, arrival]),
    [[both[0], 3_500_000]],
  )
  t.deepEqual(drops, ['resync'])
})

test('a large file goes in pieces, and says how far it has come', async (t) => {
  const packet = hepPacket(hepChunk(0x0f, Buffer.alloc(1100, 'x')))
  const path = await file('large.hep', ...Array<Buffer>(3000).fill(packet))
  const { records, progress } = await read(path)
  t.is(records.length, 3000)
  t.true(progress.length > 3)
  t.deepEqual(progress.at(-1), [1, 3000 * packet.length])
  const compressed = gzipSync(Buffer.concat(Array<Buffer>(3000).fill(packet)))
  const inflated = await read(await file('large.hep.gz', compressed))
  t.is(inflated.records.length, 3000)
  t.deepEqual(inflated.progress.at(-1), [1, compressed.length])
})

test('a large file with an index', async (t) => {
  const packet = hepPacket(hepChunk(0x0f, Buffer.alloc(1100, 'x')))
  const line = (_: unknown, n: number) => `${n}.000001 udp 192.0.2.1:5060 ${n * packet.length} ${packet.length}\n`
  await file('indexed.idx', Array.from({ length: 3000 }, line).join(''))
  const { records, error } = await read(await file('indexed.hep', ...Array<Buffer>(3000).fill(packet)))
  t.deepEqual(
    records.map(({ arrival }) => arrival),
    Array.from({ length: 3000 }, (_, n) => n * 1e6 + 1),
  )
  t.is(error, undefined)
})

test('standard input', async (t) => {
  const main = `
    import { openCaptureFile } from ${JSON.stringify(new URL('../../../collector/source/capture-file.ts', import.meta.url).href)}
    let packets = 0
    const count = () => packets++
    const done = []
    const source = openCaptureFile('-', { progress: (fraction, bytes) => done.push(fraction, bytes) })
    for await (const batch of source) batch({ hep: count, sip: count, drop: count, tick() {} })
    console.log(packets, done[0], done.at(-1))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', main], { stdio: ['pipe', 'pipe', 'inherit'] })
  const compressed = gzipSync(writePcapng(frames))
  child.stdin.end(compressed)
  t.is(await text(child.stdout), `2 undefined ${compressed.length}\n`)
})

test('the rest of a file is not read when nobody wants it', async (t) => {
  for await (const batch of openCaptureFile(await file('left.hep', first, second))) {
    t.is(typeof batch, 'function')
    break
  }
})
