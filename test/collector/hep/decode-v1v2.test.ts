import test from 'ava'
import * as fc from 'fast-check'
import type { HepDrop } from '../../../collector/hep/drop.ts'
import { addressBytes } from '../../encode-hep.ts'
import { decode, hex } from './packet-text.ts'

const SIP = 'SIP/2.0 401 Unauthorized\r\n\r\n'

interface OldFields {
  version: number
  srcIp: string
  dstIp: string
  /** AF_INET6 is 10 on Linux, 28 on FreeBSD, 30 on macOS. */
  family?: number
  transport?: number
  seconds?: number
  micros?: number
  captureId?: number
  payload?: string
}

function encode({
  version,
  srcIp,
  dstIp,
  family = 2,
  transport = 17,
  seconds = 0,
  micros = 0,
  captureId = 0,
  payload = SIP,
}: OldFields): Buffer {
  const addresses = Buffer.concat([addressBytes(srcIp), addressBytes(dstIp)])
  const ports = Buffer.of(0x13, 0xc4, 0xff, 0xfe)
  const time = Buffer.alloc(version === 2 ? 12 : 0)
  if (version === 2) {
    time.writeUInt32LE(seconds, 0)
    time.writeUInt32LE(micros, 4)
    time.writeUInt16LE(captureId, 8)
  }
  return Buffer.concat([Buffer.of(version, 8 + addresses.length, family, transport), ports, addresses, time, Buffer.from(payload)])
}

const ipv4 = { srcIp: '192.0.2.10', dstIp: '198.51.100.1' }
const ipv6 = { srcIp: '2001:db8::10', dstIp: '2001:db8::1' }

test('every field comes back', (t) => {
  const given = fc.record({
    version: fc.constantFrom(1, 2),
    addresses: fc.oneof(fc.record({ srcIp: fc.ipV4(), dstIp: fc.ipV4() }), fc.record({ srcIp: fc.ipV6(), dstIp: fc.ipV6() })),
    family: fc.constantFrom(0, 2, 10, 28, 30),
    transport: fc.constantFrom(6, 17, 22),
    seconds: fc.integer({ min: 946_684_800, max: 0xffff_ffff }),
    micros: fc.integer({ min: 0, max: 999_999 }),
    captureId: fc.integer({ min: 0, max: 0xffff }),
  })
  fc.assert(
    fc.property(given, ({ addresses, ...rest }) => {
      const timed = rest.version === 2
      t.deepEqual(decode(encode({ ...addresses, ...rest })), {
        drop: undefined,
        version: timed ? 'v2' : 'v1',
        transport: rest.transport,
        source: hex(addresses.srcIp),
        destination: hex(addresses.dstIp),
        sourcePort: 5060,
        destinationPort: 65534,
        time: timed ? rest.seconds * 1_000_000 + rest.micros : 0,
        captureId: timed ? rest.captureId : 0,
        payloadType: 1,
        payload: SIP,
        nodeName: '',
        authKey: '',
      })
    }),
    { numRuns: 300 },
  )
})

// 2023-11-14 written big-endian reads as 1970 here.
test('a time in the other byte order is none', (t) => {
  t.is(decode(encode({ version: 2, ...ipv4, seconds: 0x00f15365 })).time, 0)
})

const drops = test.macro({
  exec(t, packet: Uint8Array, expected: HepDrop) {
    t.is(decode(packet).drop, expected)
  },
  title: (given = '', _packet: Uint8Array, expected: HepDrop) => `${given} → ${expected}`,
})

test('HEPv1 of two bytes', drops, Buffer.of(1, 16), 'truncated')
test('HEPv1 cut in the addresses', drops, encode({ version: 1, ...ipv4 }).subarray(0, 15), 'truncated')
test('HEPv1 over IPv6 cut in the addresses', drops, encode({ version: 1, ...ipv6 }).subarray(0, 39), 'truncated')
test('HEPv2 cut in the time', drops, encode({ version: 2, ...ipv4 }).subarray(0, 27), 'truncated')
test('HEPv2 over IPv6 cut in the time', drops, encode({ version: 2, ...ipv6 }).subarray(0, 51), 'truncated')
test('HEPv1 without payload', drops, encode({ version: 1, ...ipv4, payload: '' }), 'no_payload')
test('HEPv2 without payload', drops, encode({ version: 2, ...ipv6, payload: '' }), 'no_payload')
test('HEPv2 with a payload of no SIP', drops, encode({ version: 2, ...ipv4, payload: '\x80\xc9' }), 'not_sip')
