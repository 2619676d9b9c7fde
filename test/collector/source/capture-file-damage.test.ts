import test from 'ava'
import * as fc from 'fast-check'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { hepChunk, hepPacket } from '../../encode-hep.ts'
import { writePcapng } from '../../write-pcap.ts'
import { captures, directory, file, first, frames, read, second } from './capture-reading.ts'

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
test(
  'an empty file',
  fails,
  'empty.hep',
  '',
  0,
  'empty.hep: is empty: nothing was written into it yet (tcpdump -U writes each packet at once)',
)
test(
  'gzip of nothing',
  fails,
  'nothing.gz',
  gzipSync(''),
  0,
  'nothing.gz: is empty: nothing was written into it yet (tcpdump -U writes each packet at once)',
)
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
