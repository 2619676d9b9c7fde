import test from 'ava'
import * as fc from 'fast-check'
import { addressBytes, encodeHep } from '../../encode-hep.ts'
import { ACK, FIN, type Frame, RST, SYN, ethernet, ipv4, ipv6, tcp } from '../../write-pcap.ts'
import { ENDS, ENDS_IPV6, T0, readFrames, register, response } from './recorder.ts'

const MILLISECOND = 1000
const hep = (payload: string) =>
  encodeHep({ srcIp: '192.0.2.1', dstIp: '192.0.2.2', srcPort: 1, dstPort: 2, time: T0, captureId: 7, payload }).toString('latin1')

/** A segment of the stream that begins behind sequence number 1000. */
function segment(
  milliseconds: number,
  offset: number,
  payload: string,
  options: { flags?: number; ports?: [number, number]; cut?: number } = {},
): Frame {
  const { flags = ACK, ports = [5062, 5060], cut = 0 } = options
  const whole = ethernet(ipv4(ENDS, 6, tcp(...ports, 1000 + offset, Buffer.from(payload, 'latin1'), flags)))
  return { time: T0 + milliseconds * MILLISECOND, bytes: whole.subarray(0, whole.length - cut), wireLength: whole.length }
}

/** The stream in segments that end at `cuts`, one a millisecond. */
function segments(stream: string, cuts: readonly number[] = [], ports?: [number, number]): Frame[] {
  const largest = Array.from({ length: Math.floor(stream.length / 60_000) }, (_, at) => (at + 1) * 60_000)
  const ends = [...new Set([...cuts.map((cut) => cut % (stream.length + 1)), ...largest, stream.length])].sort((a, b) => a - b)
  return ends.map((end, at) => {
    const start = ends[at - 1] ?? 0
    return segment(at, start, stream.slice(start, end), ports === undefined ? {} : { ports })
  })
}

const A = register('a')
const B = register('b', 'some body\r\n')
const C = response('c')

const gives = test.macro((t, frames: readonly Frame[], expected: readonly string[], drops: readonly string[] = []) => {
  const found = readFrames(frames)
  t.deepEqual(found.bytes, expected)
  t.deepEqual(found.drops, drops)
  t.is(found.damage, undefined)
})

test('messages one behind the other', gives, segments(A + B + C), [A, B, C])
test('a message in many segments', gives, segments(B + C, [1, 7, 30, 100, 190]), [B, C])
test('keep-alives between messages', gives, segments(`\r\n\r\n${A}\r\n${B}\r\n\r\n\r\n${C}`), [A, B, C])
test('a length in compact form', gives, segments(register('x', 'abc', 'l: 3') + C), [register('x', 'abc', 'l: 3'), C])
test('a length in any case, with blanks', gives, segments(register('x', 'abc', 'cOnTeNt-LeNgTh \t:  3 ') + C), [
  register('x', 'abc', 'cOnTeNt-LeNgTh \t:  3 '),
  C,
])
test('headers that only begin alike', gives, segments(register('x', '', 'Content-Length-Of-Something: 9\r\nLanguage: 9') + C), [
  register('x', '', 'Content-Length-Of-Something: 9\r\nLanguage: 9'),
  C,
])
test('no length is no body', gives, segments(register('x', '', 'Expires: 3') + C), [register('x', '', 'Expires: 3'), C])
test('line feeds alone', gives, segments((A + C).replaceAll('\r', '')), [A.replaceAll('\r', ''), C.replaceAll('\r', '')])
test(
  'a length that is too small costs nothing but what it left',
  gives,
  segments(register('x', 'abcdef\r\n', 'l: 2') + A + C),
  [register('x', 'ab', 'l: 2'), A, C],
  ['resync'],
)
test(
  'an absurd length costs one message',
  gives,
  segments(register('x', '', 'l: 99999999999999999999') + A + C),
  [A, C],
  ['stream_too_large'],
)
test(
  'headers without an end cost one message',
  gives,
  segments(`REGISTER sip:a SIP/2.0\r\n${'X: y\r\n'.repeat(11_000)}SIP/2.0 200\r\n\r\n`, [20_000, 40_000, 60_000]),
  ['SIP/2.0 200\r\n\r\n'],
  ['stream_too_large'],
)
test(
  'a stream joined in the middle begins with its next message',
  gives,
  segments(`ag: x\r\nContent-Length: 5\r\n\r\nb=y\r\n${A}${C}`, [30]),
  [A, C],
)
test('a stream joined in the middle of HEP', gives, segments(hep(A).slice(30) + hep(B) + hep(C), [200], [4000, 7777]), [hep(B), hep(C)])
test('HEP at its port', gives, segments('xyz' + hep(B) + hep(C), [2, 40, 300], [4000, 9060]), [hep(B), hep(C)], ['resync'])
test(
  'Diameter passes without a word',
  gives,
  segments('\x01\0\0\xc8\x80\0\x01\x01'.repeat(20_000), [1000, 2000, 70_000, 70_001, 100_000], [4000, 3868]),
  [],
)
test('HTTP passes without a word', gives, segments('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(100)), [])
test('acknowledgements alone are no stream', gives, [segment(0, 0, ''), segment(1, 500, '')], [])

const inThree = segments(A + B + C, [90, 250])
const [x, y, z] = [inThree[0]!, inThree[1]!, inThree[2]!]
const at = (frame: Frame, milliseconds: number): Frame => ({ ...frame, time: T0 + milliseconds * MILLISECOND })
test('segments that come twice', gives, [x, x, y, x, y, z, z], [A, B, C])
test('segments in the wrong order', gives, [segment(0, -1, '', { flags: SYN }), z, y, x], [A, B, C])
test(
  'segments that overlap',
  gives,
  [segment(0, 0, A), segment(1, A.length - 20, A.slice(-20) + B.slice(0, 50)), segment(2, A.length, B + C)],
  [A, B, C],
)
test('a keep-alive of TCP', gives, [segment(0, 0, A), segment(1, A.length - 1, '\0'), segment(2, A.length, C)], [A, C])
test(
  'sequence numbers that begin again at 0',
  gives,
  segments(A + B + C, [40, 90, 250]).map((frame) => renumbered(frame, -1150)),
  [A, B, C],
)
test(
  'a lost segment is given up in time',
  gives,
  [segment(0, 0, A), segment(1, (A + B).length, C), segment(2002, (A + B + C).length, A)],
  [A, C, A],
  ['stream_gap'],
)
test('a lost segment at the end of the capture', gives, [segment(0, 0, A), segment(1, (A + B).length, C)], [A, C], ['stream_gap'])
test(
  'a lost segment and too much behind it',
  gives,
  [segment(0, 0, A), ...Array.from({ length: 258 }, (_, n) => segment(1 + n, (A + B).length + n * C.length, C))],
  [A, ...Array<string>(258).fill(C)],
  ['stream_gap'],
)
test('a lost body', gives, [segment(0, 0, B.slice(0, -8)), segment(1, B.length, A), segment(2, (B + A).length, C)], [B.slice(0, -8), A, C])
test('a body cut by the snapshot length', gives, [segment(0, 0, B, { cut: 5 }), segment(1, B.length, C)], [B.slice(0, -5), C])
test('headers cut by the snapshot length', gives, [segment(0, 0, A, { cut: 5 }), segment(1, A.length, C)], [C], ['stream_gap'])
const hepPorts = { ports: [4000, 9060] as [number, number] }
const lostHep = [segment(0, 0, hep(A).slice(0, 50), hepPorts), segment(1, 90, hep(A).slice(90) + hep(B), hepPorts)]
test('a lost segment of HEP', gives, lostHep, [hep(B)], ['stream_gap'])
test(
  'a new connection on the same ports',
  gives,
  [segment(0, -1, '', { flags: SYN }), segment(1, 0, A.slice(0, 50)), segment(2, 5_000_000, '', { flags: SYN }), segment(3, 5_000_001, B)],
  [B],
)
test(
  'a new connection whose beginning was not captured',
  gives,
  [segment(0, 0, A), segment(1, 0x7000_0000, B), segment(2, 0x7000_0000 + B.length, C)],
  [A, B, C],
  ['stream_gap'],
)
test('a connection that is reset', gives, [segment(0, 0, A.slice(0, 50)), segment(1, 50, '', { flags: RST }), segment(2, 9000, B)], [B])
test(
  'a connection that is closed, with data in the last segment',
  gives,
  [segment(0, 0, A, { flags: ACK | FIN }), segment(1, 7000, B)],
  [A, B],
)
test('the beginning of the data in the first segment', gives, [segment(0, -1, A, { flags: SYN }), segment(1, A.length, B)], [A, B])
test(
  'a message whose connection ends in its body',
  gives,
  [segment(0, 0, B.slice(0, -3)), segment(1, B.length - 3, '', { flags: FIN })],
  [B.slice(0, -3)],
)

function renumbered({ time, bytes }: Frame, by: number): Frame {
  const changed = Buffer.from(bytes)
  changed.writeUInt32BE((changed.readUInt32BE(14 + 20 + 4) + by) >>> 0, 14 + 20 + 4)
  return { time, bytes: changed }
}

test('each direction is a stream, with its own ends', (t) => {
  const back = { source: ENDS_IPV6.destination, destination: ENDS_IPV6.source }
  const frame = (milliseconds: number, ends: typeof back, ports: [number, number], sequence: number, payload: string): Frame => ({
    time: T0 + milliseconds * MILLISECOND,
    bytes: ethernet(ipv6(ends, 6, tcp(...ports, sequence, payload))),
  })
  const found = readFrames([
    frame(0, ENDS_IPV6, [5062, 5060], 1, A.slice(0, 60)),
    frame(1, back, [5060, 5062], 1, C.slice(0, 60)),
    frame(2, ENDS_IPV6, [5062, 5060], 61, A.slice(60)),
    frame(3, back, [5060, 5062], 61, C.slice(60)),
  ])
  const ue = `${addressBytes(ENDS_IPV6.source).toString('hex')}:5062`
  const registrar = `${addressBytes(ENDS_IPV6.destination).toString('hex')}:5060`
  t.deepEqual(found.records, [
    { kind: 'sip', bytes: A, transport: 6, time: T0 + 2000, arrival: T0 + 2000, source: ue, destination: registrar },
    { kind: 'sip', bytes: C, transport: 6, time: T0 + 3000, arrival: T0 + 3000, source: registrar, destination: ue },
  ])
})

test('a message behind a gap arrives late, but has the time of its capture', (t) => {
  const found = readFrames([segment(0, 0, A), segment(5, (A + B).length, C), { time: T0 + 2_006_000, bytes: Buffer.alloc(60) }])
  t.deepEqual(
    found.records.map(({ bytes, time, arrival }) => [bytes, time - T0, arrival - T0]),
    [
      [A, 0, 0],
      [C, 5000, 2_006_000],
    ],
  )
})

test('streams are bounded', (t) => {
  const frames = Array.from({ length: 70_000 }, (_, n) =>
    segment(0, 0, 'REGISTER ', { ports: [1 + (n % 65_000), 5060 + Math.floor(n / 65_000)] }),
  )
  t.deepEqual(readFrames(frames).drops, Array<'idle_stream'>(70_000 - 65_536).fill('idle_stream'))
})

const message = fc.oneof(
  fc.constantFrom(A, B, C),
  fc.string({ maxLength: 40 }).map((body) => register('p', Buffer.from(body).toString('latin1'))),
)
const cuts = fc.array(fc.nat(), { maxLength: 20 })

test('wherever a stream is cut into segments, in whatever order and how often they come, the messages are the same', (t) => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), cuts, fc.infiniteStream(fc.nat(5)), (messages, ends, jitter) => {
      const stream = segments(messages.join(''), ends)
      const arrived = [...stream, ...stream.filter(() => jitter.next().value === 0)]
        .map((frame, n) => ({ frame, key: n + jitter.next().value }))
        .sort((a, b) => a.key - b.key)
        .map(({ frame }, n) => at(frame, n))
      t.deepEqual(readFrames([segment(0, -1, '', { flags: SYN }), ...arrived]).bytes, messages)
    }),
  )
})

test('also with garbage in it', (t) => {
  const garbage = fc.constantFrom(
    'xx',
    'body\r\n',
    '\r\n',
    'SIP/2.0',
    'REGISTER ',
    'HEP3',
    'HEP3\0\x09abc',
    register('x', '', 'l: 70000'),
    A.slice(0, 90),
    `${'X'.repeat(9000)}\r\n`,
    '\0\x01\n',
  )
  const ports = fc.constantFrom<[number, number]>([5062, 5060], [5062, 9060])
  fc.assert(
    fc.property(fc.array(fc.oneof(message, garbage), { maxLength: 8 }), cuts, ports, (parts, ends, kind) => {
      const pieces = readFrames(segments(parts.join(''), ends, kind))
      const whole = readFrames(segments(parts.join(''), [], kind))
      t.deepEqual([pieces.bytes, pieces.drops], [whole.bytes, whole.drops])
    }),
    { numRuns: 300 },
  )
})
