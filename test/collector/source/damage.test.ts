import test from 'ava'
import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import type { CaptureReader } from '../../../collector/source/capture-reader.ts'
import { HepFile } from '../../../collector/source/hep-file.ts'
import { Pcap } from '../../../collector/source/pcap.ts'
import { Pcapng } from '../../../collector/source/pcapng.ts'
import { RecordReader } from '../../../collector/source/record-reader.ts'
import { ethernet, inFragments, ipv4, ipv6, tcp, udp, writePcap, writePcapng } from '../../write-pcap.ts'
import { ENDS, ENDS_IPV6, Recorder, T0, datagram, register, response } from './recorder.ts'

const captured = (name: string) => readFileSync(new URL(`../../captures/${name}`, import.meta.url))
const at = (milliseconds: number, packet: Buffer) => ({ time: T0 + milliseconds * 1000, bytes: ethernet(packet) })

/** A little of everything. */
const frames = [
  datagram(0, register('a')),
  at(1, ipv6(ENDS_IPV6, 17, udp(5062, 5060, register('b', 'body')), [{ kind: 60, bytes: Buffer.from([0, 0, 0, 0, 0, 0, 0]) }])),
  ...inFragments(ENDS, 17, udp(5062, 5060, register('c', 'x'.repeat(400))), 160, 7).map((packet) => at(2, packet)),
  at(3, ipv4(ENDS, 6, tcp(5062, 5060, 1, register('d').slice(0, 90)))),
  at(4, ipv4(ENDS, 6, tcp(5062, 5060, 91, register('d').slice(90) + response('e')))),
  at(5, ipv4(ENDS, 6, tcp(5063, 9060, 1, captured('packets/kamailio-v3-register.bin')))),
  datagram(6, captured('packets/kamailio-v2-register.bin'), [5060, 9060]),
]
const pcap = () => new RecordReader('x', new Pcap())
const pcapng = () => new RecordReader('x', new Pcapng())
const hep = () => new HepFile('x')

const file = fc.constantFrom<[() => CaptureReader, Buffer]>(
  [pcap, writePcap(frames)],
  [pcap, writePcap(frames, { order: 'big', nanoseconds: true })],
  [pcapng, writePcapng(frames)],
  [
    pcapng,
    Buffer.concat([writePcapng(frames, { order: 'big', packets: 'obsolete' }), writePcapng(frames, { interfaces: [{ resolution: 9 }] })]),
  ],
  [pcapng, writePcapng(frames, { packets: 'simple' })],
  [hep, captured('sip/o20_503_480_603_500.hep')],
  [hep, captured('sip/o33_kamailio_hepv2.hep')],
  [pcap, captured('sip/o24_tcp.pcap').subarray(0, 9000)],
)
const flip = fc.record({ where: fc.nat(), value: fc.integer({ min: 0, max: 255 }) })

test('a file cut anywhere, with any bytes changed, gives packets, drops and at most one error with its place', (t) => {
  fc.assert(
    fc.property(
      file,
      fc.array(flip, { maxLength: 6 }),
      fc.option(fc.nat()),
      fc.integer({ min: 1, max: 5000 }),
      ([open, original], flips, cut, size) => {
        const bytes = Buffer.from(original.subarray(0, cut === null ? original.length : cut % (original.length + 1)))
        for (const { where, value } of flips) if (bytes.length > 0) bytes[where % bytes.length] = value
        const reader = open()
        const found = new Recorder()
        for (let start = 0; start < bytes.length; start += size) reader.read(bytes.subarray(start, start + size), found)
        reader.end(found, true)
        const { damage } = reader
        t.true(
          damage === undefined ||
            (damage.offset >= 0 && damage.offset <= bytes.length && damage.message.startsWith(`x: byte ${damage.offset}: `)),
        )
        t.true(found.records.every(({ arrival, time }) => arrival >= -1 && time >= 0 && Number.isFinite(arrival)))
      },
    ),
    { numRuns: 1500 },
  )
})

test('what stands before the damage is read', (t) => {
  fc.assert(
    fc.property(file, fc.nat(), ([open, original], where) => {
      const cut = where % original.length
      const read = (bytes: Buffer) => {
        const reader = open()
        const found = new Recorder()
        reader.read(bytes, found)
        const soFar = found.bytes
        reader.end(found, true)
        return { soFar, all: found.bytes }
      }
      const { soFar } = read(original.subarray(0, cut))
      t.deepEqual(soFar, read(original).all.slice(0, soFar.length))
    }),
  )
})
