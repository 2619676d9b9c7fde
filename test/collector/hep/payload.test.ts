import test from 'ava'
import type { HepDrop } from '../../../collector/hep/drop.ts'
import { encodeHep } from '../../encode-hep.ts'
import { decode } from './packet-text.ts'

const judged = test.macro({
  exec(t, payloadType: number, payload: string, expected: HepDrop | 'sip') {
    const packet = { srcIp: '192.0.2.1', dstIp: '192.0.2.2', srcPort: 5060, dstPort: 5060, time: 0, captureId: 1, payloadType, payload }
    t.is(decode(encodeHep(packet)).drop ?? 'sip', expected)
  },
  title: (given = '', payloadType: number, payload: string, expected: HepDrop | 'sip') =>
    `type ${payloadType} ${given || JSON.stringify(payload)} → ${expected}`,
})

test(judged, 1, 'REGISTER sip:a SIP/2.0\r\n', 'sip')
test(judged, 1, 'SIP/2.0 200 OK\r\n', 'sip')
test(judged, 1, 'register sip:a SIP/2.0\r\n', 'sip')
test(judged, 1, '\0\0\0\0', 'not_sip')
test(judged, 1, '{"a":1}', 'not_sip')
test(judged, 1, '@', 'not_sip')
test(judged, 1, '[', 'not_sip')
test(judged, 1, '\r\n\r\n', 'no_payload')
test(judged, 1, '\r\n\r\nREGISTER sip:a SIP/2.0\r\n', 'sip')
test(judged, 100, 'REGISTER is in this log line', 'log_line')
test(judged, 100, '\n', 'no_payload')

for (const type of [0, 5, 34, 255]) {
  test(judged, type, 'REGISTER sip:a SIP/2.0\r\n', 'sip')
  test(judged, type, '\r\nREGISTER sip:a SIP/2.0\r\n', 'sip')
  test(judged, type, 'SIP/2.0 200 OK\r\n', 'sip')
  test(judged, type, 'SIP/2.0\r\n', 'not_sip')
  test(judged, type, 'SIP/2.1 200 OK\r\n', 'not_sip')
  test(judged, type, 'SIP/', 'not_sip')
  test(judged, type, 'Register sip:a SIP/2.0\r\n', 'not_sip')
  test(judged, type, 'REGISTER', 'not_sip')
  test(judged, type, ' REGISTER', 'not_sip')
  test(judged, type, '{"ssrc":1}', 'not_sip')
  test('a word without end', judged, type, 'A'.repeat(2000), 'not_sip')
}

test('leading line ends do not belong to the payload', (t) => {
  const packet = { srcIp: '192.0.2.1', dstIp: '192.0.2.2', srcPort: 5060, dstPort: 5060, time: 0, captureId: 1 }
  t.is(decode(encodeHep({ ...packet, payload: '\r\n\r\n\nA b' })).payload, 'A b')
})
