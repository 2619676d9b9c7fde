import test from 'ava'
import { gzipSync } from 'node:zlib'
import { decodeHep } from '../../../collector/hep/decode.ts'
import { createPacket } from '../../../collector/hep/packet.ts'
import { readValue } from '../../../collector/source/kafka-value.ts'
import { encodeHep } from '../../encode-hep.ts'

const ARRIVAL = 1_700_000_000_000_000
const sip = 'OPTIONS sip:x SIP/2.0\r\n\r\n'
const hep = (nodeName = 'sbc', payload: string | Buffer = sip) =>
  encodeHep({ srcIp: '198.51.100.1', dstIp: '192.0.2.10', srcPort: 5060, dstPort: 5060, time: ARRIVAL, captureId: 1, nodeName, payload })

/** What becomes of a value: the node names of packets that can be read, the reasons of the rest. */
function read(value: Buffer | null): string[] {
  const told: string[] = []
  const packet = createPacket()
  readValue(value, ARRIVAL, {
    hep(bytes, start, end, arrival) {
      if (arrival !== ARRIVAL) told.push('wrong arrival')
      told.push(decodeHep(bytes, start, end, packet) ?? packet.frame.toString('latin1', packet.nodeNameStart, packet.nodeNameEnd))
    },
    drop: (reason) => told.push(reason),
    sip: () => told.push('sip'),
    tick: () => told.push('tick'),
  })
  return told
}

test('a packet, several one behind the other, and one in gzip', (t) => {
  t.deepEqual(read(hep('a')), ['a'])
  t.deepEqual(read(Buffer.concat([hep('a'), hep('b'), hep('c')])), ['a', 'b', 'c'])
  t.deepEqual(read(gzipSync(hep('a'))), ['a'])
})

test('wrappers that nobody reads have a reason each', (t) => {
  t.deepEqual(read(null), ['empty_record'])
  t.deepEqual(read(Buffer.alloc(0)), ['empty_record'])
  t.deepEqual(read(Buffer.from('{"rcinfo":{"protocolFamily":2},"payload":"SIP/2.0 403 Forbidden"}')), ['json_record'])
  t.deepEqual(read(Buffer.from('[]')), ['json_record'])
  t.deepEqual(read(Buffer.from('SIP/2.0 403 Forbidden\r\n\r\n')), ['sip_record'])
  t.deepEqual(read(Buffer.from('REGISTER sip:x SIP/2.0\r\n\r\n')), ['sip_record'])
  t.deepEqual(read(Buffer.from('hello')), ['not_hep'])
})

test('what stands behind a packet is refused, what stands before is read', (t) => {
  t.deepEqual(read(Buffer.concat([hep('a'), Buffer.from('rest')])), ['a', 'not_hep'])
  t.deepEqual(read(Buffer.concat([hep('a'), hep('b').subarray(0, 30)])), ['a', 'truncated'])
  t.deepEqual(read(hep('a').subarray(0, 40)), ['truncated'])
  t.deepEqual(read(Buffer.from('HEP3')), ['truncated'])
})

test('a packet that a relay took for text is told by what UTF-8 made of its bytes', (t) => {
  const asText = Buffer.from(hep('a', Buffer.from('INVITE sip:ä SIP/2.0\r\n\r\n', 'latin1')).toString('utf8'))
  t.deepEqual(read(asText), ['utf8_record'])
  t.deepEqual(read(hep('a', 'MESSAGE sip:x SIP/2.0\r\n\r\n\ufffd')), ['a'])
})
