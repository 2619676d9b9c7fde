import test from 'ava'
import * as fc from 'fast-check'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { decodeHep } from '../../../collector/hep/decode.ts'
import { createPacket } from '../../../collector/hep/packet.ts'
import { CaptureFileError, openCaptureFile } from '../../../collector/source/capture-file.ts'
import { ARRIVAL_BY_PACKET } from '../../../collector/source/source.ts'
import { hepChunk, hepPacket } from '../../encode-hep.ts'
import { writePcapng } from '../../write-pcap.ts'
import { Recorder, datagram, register } from './recorder.ts'

const captures = fileURLToPath(new URL('../../captures/', import.meta.url))
const directory = await mkdtemp(join(tmpdir(), 'regwatch-'))
test.after.always(() => rm(directory, { recursive: true }))

/** Reads a file; `sip` are the SIP messages, out of HEP too, with their ends. */
async function read(path: string) {
  const recorder = new Recorder()
  const progress: [number | undefined, number][] = []
  let error: unknown
  try {
    for await (const batch of openCaptureFile(path, { progress: (...done) => progress.push(done) })) batch(recorder)
  } catch (thrown) {
    error = thrown
  }
  if (error !== undefined && !(error instanceof CaptureFileError)) throw error
  const { records, drops, bytes } = recorder
  return { records, drops, bytes, progress, error: error?.message.replaceAll(directory + '/', ''), offset: error?.offset }
}

/** Writes a file, and gives its path. */
async function file(name: string, ...bytes: (Uint8Array | string)[]): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, Buffer.concat(bytes.map((part) => Buffer.from(part))))
  return path
}

function inHep(bytes: string): string {
  const packet = createPacket()
  if (decodeHep(Buffer.from(bytes, 'latin1'), 0, bytes.length, packet) !== undefined) return 'dropped'
  return packet.payload.toString('latin1', packet.payloadStart, packet.payloadEnd)
}

const distinct = (messages: string[]) => [...new Set(messages)].sort()

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

const first = hepPacket(hepChunk(0x0f, Buffer.from('first')))
const second = hepPacket(hepChunk(0x0f, Buffer.from('second')))
const both = [first, second].map((packet) => packet.toString('latin1'))
const frames = [datagram(0, register('a')), datagram(1, register('b'))]
const messages = [register('a'), register('b')]

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

const fails = test.macro({
  async exec(t, name: string, bytes: Uint8Array | string, packets: number, error: string, index?: string) {
    if (index !== undefined) await file(name.replace('.hep', '.idx'), index)
    const found = await read(await file(name, bytes))
    t.is(found.error, error)
    t.is(found.records.length, packets)
    t.is(typeof found.offset, 'number')
  },
  title: (title = '') => `cannot be read: ${title}`,
})
const size = first.length + second.length
const line = `1.5 udp 192.0.2.1:5 0 ${first.length}\n`
test('an empty file', fails, 'empty.hep', '', 0, 'empty.hep: is empty')
test('gzip of nothing', fails, 'nothing.gz', gzipSync(''), 0, 'nothing.gz: is empty')
test(
  'text',
  fails,
  'text.hep',
  'REGISTER sip:a SIP/2.0\r\nX: HEP3 and so on',
  0,
  'text.hep: byte 0: begins with 52 45 47 49; expected pcap, pcapng, HEP packets (.hep), or gzip of these',
)
test(
  'zstd',
  fails,
  'z.pcap',
  Buffer.from('28b52ffd00', 'hex'),
  0,
  'z.pcap: byte 0: begins with 28 b5 2f fd, this is zstd; decompress it first',
)
test(
  'gzip in gzip',
  fails,
  'g.gz',
  gzipSync(gzipSync(first)),
  0,
  'g.gz: byte 0: begins with 1f 8b 08 00; expected pcap, pcapng, HEP packets (.hep), or gzip of these',
)
test(
  'HEPv1 without an index',
  fails,
  'v1.hep',
  Buffer.from([1, 16, 2, 17, 0]),
  0,
  'v1.hep: byte 0: begins with 01 10 02 11, this may be HEPv1 or HEPv2, whose packets have no length; the index (.idx) that tells it has to stand beside it',
)
test(
  '.hep cut in its last packet',
  fails,
  'cut.hep',
  Buffer.concat([first, second]).subarray(0, -1),
  1,
  `cut.hep: byte ${first.length}: the file ends inside a HEP packet, after ${second.length - 1} bytes of it; all before it was read`,
)
test(
  '.hep with garbage at its end',
  fails,
  'tail.hep',
  Buffer.concat([first, second, Buffer.from('garbage')]),
  2,
  `tail.hep: byte ${size}: 7 bytes that are no HEP, and no packet behind them; all before it was read`,
)
test(
  '.hep cut in a packet of its index',
  fails,
  'i1.hep',
  first.subarray(0, -1),
  0,
  `i1.hep: byte 0: the file ends at byte ${first.length - 1}, inside a packet that ends at ${first.length} by i1.idx; all before it was read`,
  line,
)
test(
  '.hep longer than its index',
  fails,
  'i2.hep',
  Buffer.concat([first, second]),
  1,
  `i2.hep: byte ${first.length}: the file goes on, but i2.idx ends here; all before it was read`,
  line,
)
test(
  'an index that is none',
  fails,
  'i3.hep',
  first,
  1,
  `i3.idx: line 2: found "nonsense", expected "seconds.micros proto peer offset length", by offset; packets from byte ${first.length} on are not read`,
  `${line}nonsense\n`,
)
test(
  'an index that goes back',
  fails,
  'i4.hep',
  first,
  1,
  `i4.idx: line 2: found ${JSON.stringify(line.trim())}, expected "seconds.micros proto peer offset length", by offset; packets from byte ${first.length} on are not read`,
  line + line,
)
const compressed = gzipSync(Buffer.concat([first, second]))
test(
  'gzip cut',
  fails,
  'cut.gz',
  compressed.subarray(0, -3),
  2,
  `cut.gz: the gzip data breaks off at byte ${compressed.length - 3}, the end of the compressed file; everything before was read, copy the file again for the rest`,
)
const wrong = Buffer.from(compressed)
wrong[compressed.length - 5]! ^= 1
test(
  'gzip with a wrong checksum',
  fails,
  'sum.gz',
  wrong,
  2,
  `sum.gz: the gzip data is damaged at byte ${compressed.length - 4} of the compressed file or before (incorrect data check); everything before was read, copy the file again for the rest`,
)

/** A packet of bytes that hardly compress. */
const noise = (n: number) => hepPacket(hepChunk(0x0f, Buffer.from(Array.from({ length: 200 }, (_, at) => (n * 7919 + at * at * 31) % 251))))

test('of a damaged gzip all is read that stands before the damage', async (t) => {
  const original = Array.from({ length: 1500 }, (_, n) => noise(n))
  const bytes = gzipSync(Buffer.concat(original), { level: 1 })
  t.true(bytes.length > 60_000)
  const where = Math.floor(bytes.length * 0.7)
  bytes.fill(0xff, where, where + 64)
  const found = await read(await file('middle.gz', bytes))
  const expected = original.map((each) => each.toString('latin1')).slice(0, found.records.length)
  t.true(found.offset !== undefined && found.offset >= where && found.offset < where + 20_000)
  t.true(found.records.length > 1000)
  t.deepEqual(found.bytes.slice(0, -1), expected.slice(0, -1))
})

test('cannot be read: no file, a directory', async (t) => {
  t.is((await read(join(directory, 'none'))).error, 'none: cannot be read: there is no such file')
  t.is((await read(captures)).error, `${captures}: cannot be read: it is a directory; name the files in it`)
})

test('a damaged gzip, index or file with an index gives packets, and at most one error with its place', async (t) => {
  const contents: readonly [Buffer, string][] = [
    [gzipSync(writePcapng(frames)), ''],
    [gzipSync(Buffer.concat([first, second])), ''],
    [Buffer.concat([first, second]), `${line}2.5 tcp 192.0.2.1:5 ${first.length} ${second.length}\n`],
    [gzipSync(first), `1.5 udp 192.0.2.1:5 0 ${gzipSync(first).length}\n`],
  ]
  const flip = fc.record({ inIndex: fc.boolean(), where: fc.nat(), value: fc.integer({ min: 0, max: 255 }) })
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...contents),
      fc.array(flip, { maxLength: 3 }),
      fc.nat(),
      async ([original, originalIndex], flips, cut) => {
        const bytes = Buffer.from(original.subarray(0, original.length - (cut % 3 === 0 ? cut % original.length : 0)))
        const index = Buffer.from(originalIndex)
        for (const { inIndex, where, value } of flips) {
          const changed = inIndex && index.length > 0 ? index : bytes
          changed[where % changed.length] = value
        }
        const name = `damaged-${run++}`
        if (index.length > 0) await file(`${name}.idx`, index)
        const found = await read(await file(`${name}.hep`, bytes))
        t.true(found.error === undefined ? found.offset === undefined : typeof found.offset === 'number' && found.error.startsWith(name))
        t.false(found.error?.includes('\n') ?? false)
      },
    ),
    { numRuns: 200 },
  )
})
