import test from 'ava'
import * as fc from 'fast-check'
import { HepFramer } from '../../../collector/source/hep-framing.ts'
import { hepChunk, hepPacket } from '../../encode-hep.ts'
import { Recorder } from './recorder.ts'

const packet = (text: string) => hepPacket(hepChunk(0x0f, Buffer.from(text)))
const A = packet('first')
const B = packet('second')
const C = packet('third')
const text = (...packets: Buffer[]) => packets.map((bytes) => bytes.toString('latin1'))

/** Pushes the stream in pieces that end at `cuts`. */
function frame(stream: Buffer, streams: 'one' | 'joined' = 'one', cuts: readonly number[] = []) {
  const recorder = new Recorder()
  const framer = new HepFramer(streams)
  const ends = [...cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length]
  let start = 0
  let held = 0
  for (const end of ends) {
    const piece = Buffer.from(stream.subarray(start, end))
    framer.push(piece, 7, recorder)
    piece.fill(0xff)
    held = Math.max(held, framer.held)
    start = end
  }
  const rest = framer.end(7, recorder)
  return { bytes: recorder.bytes, drops: recorder.drops, rest, held }
}

const frames = test.macro(
  (t, stream: Buffer[], expected: Buffer[], drops: number, rest?: ReturnType<typeof frame>['rest'], streams?: 'one' | 'joined') => {
    const found = frame(Buffer.concat(stream), streams)
    t.deepEqual(found.bytes, text(...expected))
    t.is(found.drops.length, drops)
    t.deepEqual(found.rest, rest)
  },
)

const junk = Buffer.from('no HEP at all, though HE')
const cut = B.subarray(0, -4)

test('packets one behind the other', frames, [A, B, C], [A, B, C], 0)
test('garbage before, between and behind is one loss each', frames, [junk, A, junk, B, junk], [A, B], 3, {
  found: 'garbage',
  offset: junk.length * 2 + A.length + B.length,
  length: junk.length,
})
test('a length shorter than the header is garbage', frames, [Buffer.from('HEP3\0\x05'), A], [A], 1)
test('a packet that is not whole is told', frames, [A, cut], [A], 0, { found: 'part_of_packet', offset: A.length, length: cut.length })
test('part of a magic is part of a packet', frames, [A, Buffer.from('HE')], [A], 0, {
  found: 'part_of_packet',
  offset: A.length,
  length: 2,
})
test('of connections one behind the other a packet may be cut', frames, [A, cut, C, A], [A, C, A], 1, undefined, 'joined')
test('also the last packet but one', frames, [A, cut, C], [A, C], 1, undefined, 'joined')
test('also by less than the next packet is long', frames, [A, B.subarray(0, 7), C], [A, C], 1, undefined, 'joined')
test(
  'a connection that ends with a whole packet loses nothing',
  frames,
  [A, B, C, junk],
  [A, B, C],
  1,
  {
    found: 'garbage',
    offset: A.length + B.length + C.length,
    length: junk.length,
  },
  'joined',
)

test('a live packet does not wait for the next', (t) => {
  const recorder = new Recorder()
  new HepFramer().push(A, 42, recorder)
  t.deepEqual(recorder.bytes, text(A))
  t.is(recorder.records[0]?.arrival, 42)
})

test('after a gap it goes on at the next packet', (t) => {
  const recorder = new Recorder()
  const framer = new HepFramer()
  framer.push(cut, 1, recorder)
  framer.skip()
  framer.push(Buffer.concat([junk, C]), 2, recorder)
  t.deepEqual(recorder.bytes, text(C))
  t.deepEqual(recorder.drops, [])
})

test('a stream gives the same packets and losses wherever it is cut into pieces', (t) => {
  const part = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(A, B, C, packet('x'.repeat(300))) },
    fc.constantFrom(junk, cut, Buffer.from('HEP3'), Buffer.from('HEP3\0\0'), Buffer.from('HEHEP'), Buffer.from('HEP3\xff\xff', 'latin1')),
  )
  const streams = fc.constantFrom<'one' | 'joined'>('one', 'joined')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 20 }), streams, (parts, cuts, kind) => {
      const stream = Buffer.concat(parts)
      const { held, ...pieces } = frame(stream, kind, cuts)
      const { held: _, ...whole } = frame(stream, kind)
      t.deepEqual(pieces, whole)
      t.true(held <= 65_535 + 3)
    }),
  )
})

test('single bytes of a large packet are not copied again and again', (t) => {
  const recorder = new Recorder()
  const framer = new HepFramer()
  const large = packet('x'.repeat(65_000))
  const start = performance.now()
  for (let at = 0; at < large.length; at++) framer.push(large.subarray(at, at + 1), 1, recorder)
  t.deepEqual(recorder.bytes, text(large))
  t.is(framer.held, 0)
  t.true(performance.now() - start < 5000)
})
