import test from 'ava'
import * as fc from 'fast-check'
import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { decodeHep } from '../../../collector/hep/decode.ts'
import { type HepDrop, hepDrops } from '../../../collector/hep/drop.ts'
import { createPacket } from '../../../collector/hep/packet.ts'
import { encodeHep, hepChunk, hepPacket } from '../../encode-hep.ts'
import { decode, hex, type PacketText } from './packet-text.ts'

const packets = new URL('../../captures/packets/', import.meta.url)
const captured = (file: string) => readFileSync(new URL(file, packets))
const capturedAll = readdirSync(packets).map(captured)

const REGISTER = 'REGISTER sip:127.0.0.1 SIP/2.0'
const REGISTER_WITH_PORT = 'REGISTER sip:127.0.0.1:5060 SIP/2.0'
const FORBIDDEN = 'SIP/2.0 403 Forbidden'

const reads = test.macro({
  exec(t, file: string, startLine: string, said: Partial<PacketText>) {
    const packet = decode(captured(file))
    t.is(packet.drop, undefined)
    t.like(packet, said)
    t.is(packet.payload.split('\r\n')[0], startLine)
    t.true(packet.payload.endsWith('\r\n\r\n'))
  },
  title: (_, file: string) => `reads ${file}`,
})

test(reads, 'kamailio-v1-register.bin', REGISTER, {
  version: 'v1',
  transport: 17,
  source: hex('127.0.0.2'),
  destination: hex('127.0.0.1'),
  sourcePort: 38849,
  destinationPort: 5060,
  time: 0,
  captureId: 0,
  payloadType: 1,
})
test(reads, 'kamailio-v2-register.bin', REGISTER, {
  version: 'v2',
  source: hex('127.0.0.2'),
  sourcePort: 44447,
  time: Date.UTC(2026, 10, 21, 2, 15, 12) * 1000 + 54_820,
  captureId: 77,
})
test(reads, 'kamailio-v3-register.bin', REGISTER_WITH_PORT, {
  version: 'v3',
  transport: 17,
  source: hex('127.0.0.5'),
  destination: hex('127.0.0.1'),
  sourcePort: 45615,
  destinationPort: 5060,
  time: Date.UTC(2026, 10, 21, 1, 49, 16) * 1000 + 188_788,
  captureId: 101,
  payloadType: 1,
  nodeName: '',
  authKey: '',
})
test(reads, 'heplify-named-register.bin', REGISTER_WITH_PORT, {
  version: 'v3',
  captureId: 2101,
  nodeName: 'edge-probe-1',
  authKey: 'myhep',
})
test(reads, 'heplify-tcp-register.bin', 'REGISTER sip:127.0.0.1:5060;transport=tcp SIP/2.0', {
  version: 'v3',
  transport: 6,
  nodeName: 'vm',
})
test(reads, 'heplify-gzip-register.bin', REGISTER, { version: 'v3', captureId: 2103, nodeName: 'zipnode', sourcePort: 43113 })
test(reads, 'hep-js-register.bin', REGISTER_WITH_PORT, {
  version: 'v3',
  payloadType: 1,
  captureId: 2001,
  nodeName: '2001',
  authKey: 'myHep',
})
test(reads, 'hep-js-readme-keys-register.bin', REGISTER_WITH_PORT, { payloadType: 0, time: 0, source: hex('127.0.0.5'), sourcePort: 48940 })
test(reads, 'kafka-v3-403.bin', FORBIDDEN, { version: 'v3', source: hex('198.51.100.1'), time: 1_700_000_000_123_456, authKey: 'secret' })
test(reads, 'kafka-gzip-403.bin', FORBIDDEN, { version: 'v3', source: hex('198.51.100.1'), nodeName: 'sbc-1', authKey: 'secret' })
test(reads, 'kafka-protobuf-403.bin', FORBIDDEN, {
  version: 'protobuf',
  transport: 17,
  source: hex('198.51.100.1'),
  destination: hex('192.0.2.10'),
  sourcePort: 5060,
  destinationPort: 5060,
  time: 1_700_000_000_123_456,
  captureId: 2001,
  payloadType: 1,
  authKey: 'secret',
})

test('a log line of Kamailio is told apart from SIP, and can be read', (t) => {
  const packet = decode(captured('kamailio-v3-log-line.bin'))
  t.is(packet.drop, 'log_line')
  t.is(packet.payload, 'auth_check failed rc=-3 (user not found) for user nobody from 127.0.0.4')
})

const register = captured('kamailio-v3-register.bin')
const garbage = Buffer.from('garbage')

const drops = test.macro({
  exec(t, bytes: Uint8Array, expected: HepDrop) {
    t.like(decode(bytes), { drop: expected, version: 'none' })
  },
  title: (given = '', _bytes: Uint8Array, expected: HepDrop) => `${given} → ${expected}`,
})

test('no bytes', drops, Buffer.alloc(0), 'not_hep')
test('one byte', drops, Buffer.of(0x1f), 'not_hep')
test('the magic cut short', drops, Buffer.from('HEP'), 'not_hep')
test('bare SIP', drops, Buffer.from('SIP/2.0 200 OK\r\n\r\n'), 'not_hep')
test('JSON', drops, Buffer.from('{"Version":2}'), 'not_hep')
test('version 1 with a header length of no family', drops, Buffer.of(1, 20, 2, 17, ...Buffer.alloc(20)), 'not_hep')
test('version 3 in the place of HEPv1', drops, Buffer.of(3, 16, 2, 17, ...Buffer.alloc(20)), 'not_hep')
test('gzip of no HEP', drops, gzipSync(garbage), 'not_hep')
test('gzip of nothing', drops, gzipSync(Buffer.alloc(0)), 'not_hep')
test('gzip in gzip', drops, gzipSync(gzipSync(register)), 'not_hep')
test('gzip cut short', drops, gzipSync(register).subarray(0, 60), 'bad_compression')
test('gzip magic alone', drops, Buffer.of(0x1f, 0x8b), 'bad_compression')
test('gzip of more than 256 KiB', drops, gzipSync(Buffer.alloc(256 * 1024 + 1)), 'inflated_too_large')

test('a packet cut short in gzip is counted as what it was', (t) => {
  t.like(decode(gzipSync(register.subarray(0, 100))), { drop: 'truncated', version: 'v3' })
})

test('256 KiB may be inflated', (t) => {
  const long = Buffer.concat([register, Buffer.alloc(256 * 1024 - register.length)])
  t.is(decode(gzipSync(long)).drop, undefined)
})

test('a packet in gzip says what it says without', (t) => {
  for (const bytes of capturedAll.filter((packet) => packet[0] !== 0x1f)) t.deepEqual(decode(gzipSync(bytes)), decode(bytes))
})

/** What may arrive: random bytes, real packets with some bytes changed and cut anywhere, chunks of random content. */
const arrival = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.of(0x08), bytes])),
  fc
    .record({
      bytes: fc.constantFrom(...capturedAll),
      changes: fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
      length: fc.option(fc.nat(700)),
    })
    .map(({ bytes, changes, length }) => {
      const changed = Buffer.from(bytes.subarray(0, length ?? bytes.length))
      for (const [at, byte] of changes) if (at < changed.length) changed[at] = byte
      return changed
    }),
  fc
    .array(
      fc.tuple(
        fc.integer({ min: 0, max: 0x20 }),
        fc.oneof(fc.uint8Array({ maxLength: 17 }), fc.constantFrom(...[1, 2, 4, 16].map((n) => Buffer.alloc(n, 9)))),
      ),
      { maxLength: 14 },
    )
    .map((chunks) => hepPacket(...chunks.map(([type, value]) => hepChunk(type, value)))),
)

test('any bytes are a packet or a reason, and the payload lies within its buffer', (t) => {
  const packet = createPacket()
  fc.assert(
    fc.property(arrival, (bytes) => {
      const drop = decodeHep(Buffer.from(bytes), 0, bytes.length, packet)
      if (drop !== undefined) return hepDrops.includes(drop)
      return packet.payloadStart >= 0 && packet.payloadStart < packet.payloadEnd && packet.payloadEnd <= packet.payload.length
    }),
    { numRuns: 2000 },
  )
  t.pass()
})

test('nothing of one packet shows in the next', (t) => {
  fc.assert(
    fc.property(fc.array(arrival, { minLength: 2, maxLength: 4 }), (arrivals) => {
      const packet = createPacket()
      for (const bytes of arrivals) t.deepEqual(decode(bytes, packet), decode(bytes))
    }),
    { numRuns: 500 },
  )
})

test('addresses of one packet do not stand in the array of the next', (t) => {
  const packet = createPacket()
  const ipv6 = { srcIp: '2001:db8::1', dstIp: '2001:db8::2', srcPort: 1, dstPort: 2, time: 0, captureId: 1, payload: 'A b' }
  decode(encodeHep(ipv6), packet)
  decode(encodeHep({ ...ipv6, srcIp: '192.0.2.1', dstIp: '192.0.2.2' }), packet)
  t.deepEqual([...packet.source.subarray(4)], Array(12).fill(0))
  decode(hepPacket(hepChunk(0x0f, Buffer.from('A b'))), packet)
  t.deepEqual([...packet.source, ...packet.destination], Array(32).fill(0))
})

test('what stands around the packet is not read', (t) => {
  const around = Buffer.concat([register, captured('heplify-named-register.bin'), register])
  const packet = createPacket()
  t.is(decodeHep(around, register.length, around.length - register.length, packet), undefined)
  t.is(packet.captureId, 2101)
  t.is(packet.payloadEnd, around.length - register.length)
})
