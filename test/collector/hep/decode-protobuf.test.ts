import test from 'ava'
import * as fc from 'fast-check'
import type { HepDrop } from '../../../collector/hep/drop.ts'
import { addressBytes } from '../../encode-hep.ts'
import { decode, hex, type PacketText } from './packet-text.ts'

const SIP = 'SIP/2.0 403 Forbidden\r\n\r\n'

function varint(value: bigint): Buffer {
  const bytes: number[] = []
  for (let rest = value; bytes.length === 0 || rest > 0n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0))
  return Buffer.from(bytes)
}

const number = (field: number, value: number | bigint) => Buffer.concat([varint(BigInt(field) << 3n), varint(BigInt(value))])
const text = (field: number, value: string | Uint8Array) => {
  const bytes = Buffer.from(value)
  return Buffer.concat([varint((BigInt(field) << 3n) | 2n), varint(BigInt(bytes.length)), bytes])
}

const version = number(1, 2)
const payload = text(12, SIP)
const message = (...fields: Buffer[]) => Buffer.concat([version, ...fields, payload])

test('every field comes back, whatever the order', (t) => {
  const given = fc.record({
    transport: fc.integer({ min: 0, max: 255 }),
    addresses: fc.oneof(fc.tuple(fc.ipV4(), fc.ipV4()), fc.tuple(fc.ipV6(), fc.ipV6())),
    spelled: fc.boolean(),
    sourcePort: fc.integer({ min: 0, max: 0xffff }),
    destinationPort: fc.integer({ min: 0, max: 0xffff }),
    seconds: fc.integer({ min: 946_684_800, max: 0xffff_ffff }),
    micros: fc.integer({ min: 0, max: 999_999 }),
    captureId: fc.integer({ min: 0, max: 0xffff_ffff }),
    authKey: fc.string({ unit: 'grapheme-ascii' }),
    order: fc.shuffledSubarray([...Array(13).keys()], { minLength: 13 }),
  })
  fc.assert(
    fc.property(given, ({ addresses: [source, destination], spelled, seconds, micros, order, ...said }) => {
      const fields = [
        number(2, said.transport),
        text(3, spelled ? source : addressBytes(source)),
        text(4, spelled ? destination : addressBytes(destination)),
        number(5, said.sourcePort),
        number(6, said.destinationPort),
        number(7, seconds),
        number(8, micros),
        number(9, 1),
        number(10, said.captureId),
        text(11, said.authKey),
        payload,
        text(13, 'a84b4c76e66710'),
        number(14, 7),
      ]
      t.deepEqual(decode(Buffer.concat([version, ...order.map((field) => fields[field] ?? payload)])), {
        drop: undefined,
        version: 'protobuf',
        ...said,
        source: hex(source),
        destination: hex(destination),
        time: seconds * 1_000_000 + micros,
        payloadType: 1,
        payload: SIP,
        nodeName: '',
      })
    }),
    { numRuns: 200 },
  )
})

const says = test.macro({
  exec(t, bytes: Uint8Array, expected: Partial<PacketText>) {
    t.like(decode(bytes), { drop: undefined, ...expected })
  },
  title: (given = '') => given,
})

const fixed64 = Buffer.concat([varint((20n << 3n) | 1n), Buffer.alloc(8)])
const fixed32 = Buffer.concat([varint((21n << 3n) | 5n), Buffer.alloc(4)])
const group = varint((20n << 3n) | 3n)
test('unknown fields of every wire type are passed over', says, message(number(99, 2n ** 64n - 1n), text(15, 'x'), fixed64, fixed32), {
  payload: SIP,
})
test('text that is no address is none', says, message(text(3, 'sbc-1'), text(4, '192.0.2.1')), { source: '', destination: '' })
test('two families are no address', says, message(text(3, '::1'), text(4, '192.0.2.1')), { source: '', destination: '' })
test('very long text is no address', says, message(text(3, '1'.repeat(5000)), text(4, '192.0.2.1')), { source: '' })

const drops = test.macro({
  exec(t, bytes: Uint8Array, expected: HepDrop) {
    t.like(decode(bytes), { drop: expected, version: 'protobuf' })
  },
  title: (given = '', _bytes: Uint8Array, expected: HepDrop) => `${given} → ${expected}`,
})

test('no payload', drops, version, 'no_payload')
test('payload cut short', drops, message().subarray(0, -1), 'truncated')
test('a tag alone', drops, Buffer.of(0x08), 'bad_chunk')
test('a number without end', drops, Buffer.of(0x08, ...Buffer.alloc(11, 0xff)), 'bad_chunk')
test('field 0', drops, message(Buffer.of(0x00, 0x00)), 'bad_chunk')
test('a group', drops, message(group), 'bad_chunk')
test('a fixed field that runs over the end', drops, Buffer.concat([message(), fixed64.subarray(0, 5)]), 'truncated')
test('a length of 2^60', drops, Buffer.concat([version, Buffer.of(0x62), varint(2n ** 60n)]), 'truncated')
test('a port above 65535', drops, message(number(5, 65536)), 'bad_chunk')
test('a capture id above 2^32', drops, message(number(10, 2n ** 32n)), 'bad_chunk')
test('a payload that is a number', drops, Buffer.concat([version, number(12, 1)]), 'bad_chunk')
test('a port that is text', drops, message(text(5, '5060')), 'bad_chunk')
