import test from 'ava'
import * as fc from 'fast-check'
import { encodeHep } from '../../encode-hep.ts'
import { type Frame, ethernet, inFragments, ipv4, udp } from '../../write-pcap.ts'
import { ENDS, ENDS_IPV6, T0, datagram, readFrames, register } from './recorder.ts'

const MILLISECOND = 1000
const sip = register('a', 'body '.repeat(900))
const fragments = (payload: string | Uint8Array, id: number, ends = ENDS, size = 1480) =>
  inFragments(ends, 17, udp(5062, 5060, payload), size, id)
const frames = (packets: readonly Buffer[], milliseconds = 0): Frame[] =>
  packets.map((packet, at) => ({ time: T0 + (milliseconds + at) * MILLISECOND, bytes: ethernet(packet) }))
const late = datagram(60_000, 'nothing')

const joins = test.macro((t, packets: readonly Buffer[], expected: readonly string[], drops: readonly string[] = []) => {
  const found = readFrames([...frames(packets), late])
  t.deepEqual(found.bytes, expected)
  t.deepEqual(found.drops, drops)
})

const pieces = fragments(sip, 1)
const [first, second, third, fourth] = [pieces[0]!, pieces[1]!, pieces[2]!, pieces[3]!]
test('fragments in order', joins, [first, second, third, fourth], [sip])
test('fragments in the other order', joins, [fourth, third, second, first], [sip])
test('fragments of IPv6', joins, fragments(sip, 70_000, ENDS_IPV6, 1232), [sip])
test('fragments that come twice', joins, [first, first, second, second, third, third, fourth, fourth], [sip])
test(
  'fragments of two datagrams among each other',
  joins,
  [first, ...fragments('REGISTER', 2), second, ...fragments(sip, 3).slice(0, 1), third, fourth],
  [sip, sip.slice(0, 1472)],
)
test('without the last fragment the headers are enough', joins, [first, second, third], [sip.slice(0, 1472 + 2 * 1480)])
test('without the second fragment the first one is enough', joins, [first, third, fourth], [sip.slice(0, 1472)])
test('without the first fragment the datagram is lost', joins, [second, third, fourth], [], ['fragment_lost'])
test(
  'without whole headers the message is lost',
  joins,
  fragments(register('a', '', `Subject: ${'x'.repeat(2000)}`), 1).slice(0, 1),
  [],
  ['fragment_lost'],
)
test('fragments of other protocols pass without a word', joins, inFragments(ENDS, 1, Buffer.alloc(4000), 1480, 1).slice(0, 2), [])
test(
  'a fragment behind the end of any datagram is not kept',
  joins,
  [ipv4(ENDS, 17, Buffer.alloc(1000), { id: 1, offset: 65_528, more: true })],
  [],
  ['fragment_lost'],
)

test('HEP in fragments', (t) => {
  const hep = encodeHep({ srcIp: '192.0.2.1', dstIp: '192.0.2.2', srcPort: 1, dstPort: 2, time: T0, captureId: 7, payload: sip })
  t.deepEqual(readFrames(frames(fragments(hep, 1))).bytes, [hep.toString('latin1')])
})

test('what is given up arrives late, but has the time of its capture', (t) => {
  const found = readFrames([...frames([first]), datagram(1999, register('before')), datagram(2001, register('after'))])
  t.deepEqual(
    found.records.map(({ bytes, time, arrival }) => [bytes.slice(0, 200), time - T0, arrival - T0]),
    [
      [register('before').slice(0, 200), 1_999_000, 1_999_000],
      [sip.slice(0, 200), 0, 2_001_000],
      [register('after').slice(0, 200), 2_001_000, 2_001_000],
    ],
  )
})

test('at the end of the capture what is there is handed on', (t) => {
  t.deepEqual(readFrames(frames([first, second])).bytes, [sip.slice(0, 1472 + 1480)])
})

test('the number of datagrams that wait is bounded', (t) => {
  const parts = Array.from({ length: 5000 }, (_, id) => ipv4(ENDS, 17, Buffer.alloc(8), { id, offset: 8, more: true }))
  const found = readFrames(parts.map((packet) => ({ time: T0, bytes: ethernet(packet) })))
  t.is(found.drops.length, 5000)
})

test('fragments in any order and overlapping anyhow give the datagram once', (t) => {
  const text = register('a', 'x'.repeat(300))
  const payload = udp(5062, 5060, text)
  const cut = fc.record({ at: fc.nat(Math.floor(payload.length / 8)), size: fc.integer({ min: 1, max: 12 }) })
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (more, order) => {
      const part = (offset: number, size: number) => ({ offset, bytes: payload.subarray(offset, offset + size) })
      const parts = [
        ...Array.from({ length: Math.ceil(payload.length / 64) }, (_, at) => part(at * 64, 64)),
        ...more.map(({ at, size }) => part(at * 8, size * 8)),
      ]
      const shuffled = parts.map((piece) => ({ ...piece, key: order.next().value })).sort((a, b) => a.key - b.key)
      const packets = shuffled.map(({ offset, bytes }) =>
        ipv4(ENDS, 17, bytes, { id: 9, offset, more: offset + bytes.length < payload.length }),
      )
      t.deepEqual(readFrames(frames(packets)).bytes, [text])
    }),
  )
})
