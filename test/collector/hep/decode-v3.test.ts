import test from 'ava'
import * as fc from 'fast-check'
import hepJs from 'hep-js'
import { deflateSync, gzipSync } from 'node:zlib'
import type { HepDrop } from '../../../collector/hep/drop.ts'
import { encodeHep, hepChunk, hepChunks, hepPacket, type HepFields } from '../../encode-hep.ts'
import { decode, hex, type PacketText } from './packet-text.ts'

const SIP = 'REGISTER sip:example.org SIP/2.0\r\nCSeq: 1 REGISTER\r\n\r\n'

const fields: HepFields = {
  srcIp: '192.0.2.10',
  dstIp: '198.51.100.1',
  srcPort: 5062,
  dstPort: 5060,
  time: 1_700_000_000_123_456,
  captureId: 2001,
  nodeName: 'sbc-1',
  authKey: 'secret',
  payload: SIP,
}
const chunks = hepChunks(fields)
const payload = hepChunk(0x0f, Buffer.from(SIP))

const uint16 = fc.integer({ min: 0, max: 0xffff })
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff })
const addresses = fc.oneof(fc.record({ srcIp: fc.ipV4(), dstIp: fc.ipV4() }), fc.record({ srcIp: fc.ipV6(), dstIp: fc.ipV6() }))
const anyFields = fc
  .record({
    addresses,
    srcPort: uint16,
    dstPort: uint16,
    time: fc.integer({ min: 946_684_800_000_000, max: 0xffff_ffff * 1_000_000 + 999_999 }),
    captureId: uint32,
    nodeName: fc.string(),
    authKey: fc.string(),
    transport: fc.constantFrom(6, 17, 22, 132),
    payloadType: fc.constantFrom(0, 1, 5, 255),
    payload: fc.string().map((rest) => `REGISTER ${rest}`),
  })
  .map(({ addresses: pair, ...rest }) => ({ ...pair, ...rest }))

const latin1 = (text: string) => Buffer.from(text).toString('latin1')

test('every field comes back, whatever the order of the chunks', (t) => {
  const shuffled = anyFields.chain((given) => {
    const all = hepChunks(given)
    return fc.record({ given: fc.constant(given), order: fc.shuffledSubarray(all, { minLength: all.length }) })
  })
  fc.assert(
    fc.property(shuffled, ({ given, order }) => {
      t.deepEqual(decode(hepPacket(...order)), {
        drop: undefined,
        version: 'v3',
        transport: given.transport,
        source: hex(given.srcIp),
        destination: hex(given.dstIp),
        sourcePort: given.srcPort,
        destinationPort: given.dstPort,
        time: given.time,
        captureId: given.captureId,
        payloadType: given.payloadType,
        payload: latin1(given.payload),
        nodeName: latin1(given.nodeName),
        authKey: latin1(given.authKey),
      })
    }),
    { numRuns: 300 },
  )
})

test('what hep-js encodes comes back', (t) => {
  const packet = decode(
    hepJs.encapsulate(SIP, {
      protocolFamily: 2,
      protocol: 6,
      srcIp: fields.srcIp,
      dstIp: fields.dstIp,
      srcPort: 5062,
      dstPort: 5060,
      timeSeconds: 1_700_000_000,
      timeUseconds: 123_456,
      payloadType: 1,
      captureId: 2001,
      capturePass: 'secret',
      hepNodeName: 'sbc-1',
      correlation_id: 'a84b4c76e66710@pc33',
    }),
  )
  t.deepEqual(packet, { ...decode(encodeHep(fields)), transport: 6 })
})

test('hep-js reads the same as we do', (t) => {
  fc.assert(
    fc.property(anyFields, fc.ipV4(), fc.ipV4(), fc.string({ minLength: 1 }), (given, srcIp, dstIp, nodeName) => {
      const bytes = encodeHep({ ...given, srcIp, dstIp, nodeName, authKey: 'k' })
      const theirs = hepJs.decapsulate(bytes)
      const ours = decode(bytes)
      if (!theirs) throw new Error('hep-js could not read it')
      const { rcinfo } = theirs
      t.is(ours.source, hex(rcinfo.srcIp))
      t.is(ours.destination, hex(rcinfo.dstIp))
      t.is(ours.sourcePort, rcinfo.srcPort)
      t.is(ours.destinationPort, rcinfo.dstPort)
      t.is(ours.time, rcinfo.timeSeconds * 1_000_000 + rcinfo.timeUseconds)
      t.is(ours.captureId, rcinfo.captureId)
      t.is(ours.payloadType, rcinfo.payloadType)
      t.is(ours.transport, rcinfo.protocol)
      t.is(ours.nodeName, latin1(rcinfo.hepNodeName))
      t.is(ours.authKey, rcinfo.capturePass)
      t.is(ours.payload, latin1(theirs.payload))
    }),
    { numRuns: 100 },
  )
})

const says = test.macro({
  exec(t, packet: Uint8Array, expected: Partial<PacketText>) {
    t.like(decode(packet), { drop: undefined, ...expected })
  },
  title: (given = '') => given,
})

test('a packet of a payload alone has everything else empty', says, hepPacket(payload), {
  version: 'v3',
  transport: 0,
  source: '',
  destination: '',
  sourcePort: 0,
  destinationPort: 0,
  time: 0,
  captureId: 0,
  payloadType: 0,
  payload: SIP,
  nodeName: '',
  authKey: '',
})

const vendorChunk = hepChunk(0x0f, Buffer.from('not this'), 0x0012)
const unknownChunk = hepChunk(0x7fff, Buffer.from('nor this'))
test('chunks of vendors and of unknown types are passed over', says, hepPacket(vendorChunk, ...chunks, unknownChunk, vendorChunk), {
  payload: SIP,
  captureId: 2001,
})
test('an empty chunk of unknown type is passed over', says, hepPacket(hepChunk(0x7fff, Buffer.alloc(0)), ...chunks), { payload: SIP })
test('bytes behind the total length are not looked at', says, Buffer.concat([hepPacket(...chunks), Buffer.from('rest')]), { payload: SIP })
test('of a doubled chunk the last counts', says, hepPacket(hepChunk(0x07, Buffer.of(0, 9)), ...chunks), { sourcePort: 5062 })
test('a v4-mapped address stays as it is', says, encodeHep({ ...fields, srcIp: '::ffff:192.0.2.10', dstIp: '::ffff:198.51.100.1' }), {
  source: '00000000000000000000ffffc000020a',
  destination: '00000000000000000000ffffc6336401',
})
test('the family chunk is not believed', says, hepPacket(...chunks, hepChunk(0x01, Buffer.of(10))), { source: hex(fields.srcIp) })

const source4 = hepChunk(0x03, Buffer.of(192, 0, 2, 10))
const destination6 = hepChunk(0x06, Buffer.alloc(16, 1))
test('a source without a destination is no address', says, hepPacket(source4, payload), { source: '', destination: '' })
test('two families are no address', says, hepPacket(source4, destination6, payload), { source: '', destination: '' })

const zlibPayload = hepChunk(0x10, deflateSync(Buffer.from(SIP)))
const envelope = chunks.slice(0, -1)
test('a zlib payload is inflated', says, hepPacket(...envelope, zlibPayload), { payload: SIP, nodeName: 'sbc-1', authKey: 'secret' })
test('a zlib payload may stand before other chunks', says, hepPacket(zlibPayload, ...envelope), { payload: SIP, nodeName: 'sbc-1' })

const micros = (seconds: number, micro: number) => [hepChunk(0x09, u32(seconds)), hepChunk(0x0a, u32(micro))]
test('seconds 0 are no time', says, hepPacket(...chunks, ...micros(0, 5)), { time: 0 })
test('a time before 2000 is none', says, hepPacket(...chunks, ...micros(946_684_799, 5)), { time: 0 })
test('microseconds out of range are none', says, hepPacket(...chunks, ...micros(1_700_000_000, 1_000_000)), { time: 1_700_000_000_000_000 })
test('seconds above 2^31 are a time', says, hepPacket(...chunks, ...micros(0xffff_ffff, 999_999)), { time: 4_294_967_295_999_999 })

const drops = test.macro({
  exec(t, packet: Uint8Array, expected: HepDrop) {
    t.like(decode(packet), { drop: expected, version: 'v3' })
  },
  title: (given = '', _packet: Uint8Array, expected: HepDrop) => `${given} → ${expected}`,
})

const whole = encodeHep(fields)
test('the magic alone', drops, Buffer.from('HEP3'), 'truncated')
test('one byte missing at the end', drops, whole.subarray(0, -1), 'truncated')
test('no chunks', drops, hepPacket(), 'no_payload')
test('a total length below that of the header', drops, Buffer.from('HEP3\0\0'), 'no_payload')
test('no payload chunk', drops, hepPacket(...envelope), 'no_payload')
test('an empty payload', drops, hepPacket(...envelope, hepChunk(0x0f, Buffer.alloc(0))), 'no_payload')
test('an empty zlib payload', drops, hepPacket(...envelope, hepChunk(0x10, deflateSync(Buffer.alloc(0)))), 'no_payload')
test('a chunk header cut short', drops, hepPacket(...chunks, Buffer.of(0, 0, 0)), 'bad_chunk')
test('a chunk shorter than its header', drops, hepPacket(...chunks, Buffer.of(0, 0, 0, 1, 0, 5)), 'bad_chunk')
test('a chunk of length 0', drops, hepPacket(...chunks, Buffer.of(0, 0, 0, 1, 0, 0)), 'bad_chunk')
test('a chunk that runs over the end', drops, hepPacket(...chunks, Buffer.of(0, 0, 0, 1, 0, 8, 2)), 'bad_chunk')
test('a zlib payload that is none', drops, hepPacket(...envelope, hepChunk(0x10, Buffer.from('garbage'))), 'bad_compression')
test('a zlib payload in gzip', drops, hepPacket(...envelope, hepChunk(0x10, gzipSync(SIP))), 'bad_compression')
test('a zlib payload cut short', drops, hepPacket(...envelope, hepChunk(0x10, deflateSync(SIP).subarray(0, 20))), 'bad_compression')
test('a zlib bomb', drops, hepPacket(...envelope, hepChunk(0x10, deflateSync(Buffer.alloc(10_000_000)))), 'inflated_too_large')

// Of each type with a fixed width, one byte less and one more.
for (const chunk of [...chunks.slice(0, 10), ...hepChunks({ ...fields, srcIp: '2001:db8::1', dstIp: '2001:db8::2' }).slice(2, 4)]) {
  const [type, value] = [chunk.readUInt16BE(2), chunk.subarray(6)]
  const name = `chunk 0x${type.toString(16).padStart(4, '0')}`
  test(`${name} one byte short`, drops, hepPacket(...chunks, hepChunk(type, value.subarray(1))), 'bad_chunk')
  test(`${name} one byte long`, drops, hepPacket(...chunks, hepChunk(type, Buffer.concat([value, Buffer.alloc(1)]))), 'bad_chunk')
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
