import test from 'ava'
import { ARRIVAL_BY_PACKET } from '../../collector/source/source.ts'
import { encodeHep } from '../encode-hep.ts'
import { packetsOf } from '../replay.ts'
import { timeOf } from '../retime.ts'
import { captureName, demoCaptures } from './captures.ts'
import { packetAt, schedule, secondsOf } from './schedule.ts'

const START = 1_700_000_000_000_000
const SECOND = 1e6

/** Packets captured at these seconds. */
function capturedAt(...seconds: readonly number[]) {
  return seconds.map((second) => ({
    bytes: encodeHep({
      srcIp: '192.0.2.7',
      dstIp: '192.0.2.1',
      srcPort: 5060,
      dstPort: 5060,
      time: START + second * SECOND,
      captureId: 1,
      payload: 'OPTIONS sip:x SIP/2.0\r\n\r\n',
    }),
    arrival: ARRIVAL_BY_PACKET,
  }))
}

const offsets = (...seconds: readonly number[]) => schedule(capturedAt(...seconds)).map(({ at }) => at / SECOND)

test('packets are as far apart as they were captured', (t) => {
  t.deepEqual(offsets(0, 0.5, 2), [0, 0.5, 2])
})

test('a long silence is cut to two seconds, and what follows moves up', (t) => {
  t.deepEqual(offsets(0, 30, 30.5, 90), [0, 2, 2.5, 4.5])
})

test('a packet that was overtaken keeps its earlier time', (t) => {
  t.deepEqual(offsets(0, 1, 0.9, 1.1), [0, 1, 0.9, 1.1])
})

test('packets without a time go by the index of the capture, or one soon after the other', (t) => {
  const bytes = Buffer.from('no HEP')
  t.deepEqual(
    schedule([START, START + SECOND].map((arrival) => ({ bytes, arrival }))).map(({ at }) => at),
    [0, SECOND],
  )
  t.deepEqual(
    schedule([ARRIVAL_BY_PACKET, ARRIVAL_BY_PACKET].map((arrival) => ({ bytes, arrival }))).map(({ at }) => at),
    [0, 20_000],
  )
})

test('only the capture time of a packet changes', (t) => {
  const [packet = { bytes: Buffer.alloc(0) }] = capturedAt(0)
  const now = START + 1e12
  const sent = packetAt({ bytes: packet.bytes, at: 250 }, now)
  t.is(timeOf(sent), now + 250)
  t.is(sent.length, packet.bytes.length)
  t.deepEqual(sent.subarray(sent.indexOf('OPTIONS')), packet.bytes.subarray(packet.bytes.indexOf('OPTIONS')))
})

test('the demo is over in about a minute', (t) => {
  const plans = demoCaptures().map((path) => schedule(packetsOf(path)))
  const seconds = plans.reduce((sum, plan) => sum + secondsOf(plan), 0)
  t.true(plans.length > 40)
  t.true(seconds > 30 && seconds < 70, `${seconds} s`)
})

test('a capture is named by its folder and file', (t) => {
  t.is(captureName('test/captures/sip/o10_ip_acl_403.hep'), 'sip/o10_ip_acl_403')
})
