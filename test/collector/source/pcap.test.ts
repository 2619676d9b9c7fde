import test from 'ava'
import { addressBytes, encodeHep } from '../../encode-hep.ts'
import {
  type Frame,
  type Order,
  cooked,
  ethernet,
  fragmentHeader,
  ipv4,
  ipv6,
  loopback,
  tcp,
  udp,
  writePcap,
  writePcapng,
} from '../../write-pcap.ts'
import { ENDS, ENDS_IPV6, T0, datagram, readFrames, readPcap, readPcapng, register, response } from './recorder.ts'

const sip = register('a')
const v4 = ipv4(ENDS, 17, udp(5062, 5060, sip))
const v6 = ipv6(ENDS_IPV6, 17, udp(5062, 5060, sip))
const hex = (address: string, port: number) => `${addressBytes(address).toString('hex')}:${port}`

const link = test.macro({
  exec(t, linkType: number, bytes: Buffer) {
    const frames = [{ time: T0, bytes }]
    const ends = bytes.includes(addressBytes(ENDS.source)) ? ENDS : ENDS_IPV6
    for (const found of [readPcap(writePcap(frames, { linkType })), readPcapng(writePcapng(frames, { interfaces: [{ linkType }] }))]) {
      t.deepEqual(found.records, [
        {
          kind: 'sip',
          bytes: sip,
          arrival: T0,
          time: T0,
          transport: 17,
          source: hex(ends.source, 5062),
          destination: hex(ends.destination, 5060),
        },
      ])
      t.deepEqual([found.drops, found.damage], [[], undefined])
    }
  },
  title: (name = '', linkType: number) => `link type ${linkType}: ${name}`,
})

test('Ethernet, IPv4', link, 1, ethernet(v4))
test('Ethernet, IPv6', link, 1, ethernet(v6))
test('Ethernet with a VLAN', link, 1, ethernet(v4, [7]))
test('Ethernet with a VLAN in a VLAN', link, 1, ethernet(v6, [7, 8]))
test('Ethernet, padded', link, 1, Buffer.concat([ethernet(v4), Buffer.alloc(20, 0x55)]))
test('Linux cooked', link, 113, cooked(v4, 1))
test('Linux cooked 2', link, 276, cooked(v6, 2))
test('raw IP', link, 101, v4)
test('raw IPv6', link, 101, v6)
test('raw IP of BSD', link, 12, v4)
test('raw IP of OpenBSD', link, 14, v4)
test('IPv4', link, 228, v4)
test('IPv6', link, 229, v6)
test('loopback of a little host', link, 0, loopback(v4, 'little'))
test('loopback of a big host', link, 0, loopback(v6, 'big'))
test('loopback of OpenBSD', link, 108, loopback(v6, 'big'))

const two = [datagram(0, sip), datagram(17, response('a'), [5060, 5062])]

const reads = test.macro((t, file: Buffer, times: number[] = [T0, T0 + 17_000]) => {
  for (const size of [file.length, 1, 100]) {
    const found = file.readUInt32BE(0) === 0x0a0d0d0a ? readPcapng(file, size) : readPcap(file, size)
    t.deepEqual(found.bytes, [sip, response('a')])
    t.deepEqual(
      found.records.map(({ time, arrival }) => [time, arrival]),
      times.map((time) => [time, time]),
    )
    t.deepEqual([found.drops, found.damage, found.ticks], [[], undefined, times[1] === 0 ? [] : [times[1]!]])
  }
})
const orders: Order[] = ['little', 'big']
for (const order of orders) {
  test(`pcap, ${order} endian, microseconds`, reads, writePcap(two, { order }))
  test(`pcap, ${order} endian, nanoseconds`, reads, writePcap(two, { order, nanoseconds: true }))
  test(`pcapng, ${order} endian`, reads, writePcapng(two, { order }))
  test(`pcapng, ${order} endian, nanoseconds`, reads, writePcapng(two, { order, interfaces: [{ resolution: 9 }] }))
  test(`pcapng, ${order} endian, obsolete packet blocks`, reads, writePcapng(two, { order, packets: 'obsolete' }))
  test(`pcapng, ${order} endian, simple packet blocks have no time`, reads, writePcapng(two, { order, packets: 'simple' }), [0, 0])
  test(
    `pcapng, ${order} endian, with an offset of time`,
    reads,
    writePcapng(two, { order, interfaces: [{ offsetSeconds: 1_000_000_000 }] }),
  )
}
const toMillis = (time: number) => Math.floor(time / 1000) * 1000
test('pcapng, milliseconds', reads, writePcapng(two, { interfaces: [{ resolution: 3 }] }), [toMillis(T0), toMillis(T0 + 17_000)])
test(
  'pcapng, powers of two',
  reads,
  writePcapng(
    two.map((frame, at) => ({ ...frame, time: 1_700_000_000_500_000 + at * 250_000 })),
    { interfaces: [{ resolution: 0x80 | 10 }] },
  ),
  [1_700_000_000_500_000, 1_700_000_000_750_000],
)

test('pcapng of several sections and interfaces', (t) => {
  const first = writePcapng([{ ...two[0]!, interface: 1 }], { order: 'big', interfaces: [{ linkType: 147 }, { resolution: 9 }] })
  const second = writePcapng(
    [
      { time: T0 + 1, bytes: v6, interface: 0 },
      { time: T0 + 2, bytes: v4, interface: 1 },
    ],
    { interfaces: [{ linkType: 101 }, { linkType: 250 }] },
  )
  const found = readPcapng(Buffer.concat([first, second]))
  t.deepEqual(
    found.records.map(({ time }) => time),
    [T0, T0 + 1],
  )
  t.is(found.damage, undefined)
})

test('a simple packet is as long as the snapshot length of its interface', (t) => {
  const interfaces = [{ linkType: 101, snapLength: v4.length - 3 }]
  const cut = { time: T0, bytes: v4.subarray(0, -3), wireLength: v4.length }
  t.deepEqual(readPcapng(writePcapng([cut], { packets: 'simple', interfaces })).drops, ['fragment_lost'])
})

test('extension headers of IPv6 are passed over', (t) => {
  const options = { kind: 0, bytes: Buffer.from([0, 5, 2, 0, 0, 1, 0]) }
  const routing = { kind: 43, bytes: Buffer.concat([Buffer.from([2]), Buffer.alloc(22)]) }
  const authentication = { kind: 51, bytes: Buffer.concat([Buffer.from([4]), Buffer.alloc(22)]) }
  const alone = fragmentHeader({ id: 1, offset: 0, more: false })
  const bytes = ethernet(ipv6(ENDS_IPV6, 17, udp(5062, 5060, sip), [options, routing, alone, authentication]))
  t.deepEqual(readFrames([{ time: T0, bytes }]).bytes, [sip])
})

test('HEP in UDP is handed on as it is, with the capture time', (t) => {
  const hep = encodeHep({ srcIp: '192.0.2.1', dstIp: '192.0.2.2', srcPort: 1, dstPort: 2, time: T0, captureId: 7, payload: sip })
  const old = Buffer.concat([Buffer.from([1, 16]), Buffer.alloc(14), Buffer.from(sip)])
  const gzip = Buffer.from([0x1f, 0x8b, 8, 0])
  const found = readFrames([
    datagram(0, hep, [4000, 7777]),
    datagram(1, old, [4000, 9060]),
    datagram(2, gzip, [4000, 9063]),
    datagram(3, old, [4000, 9064]),
  ])
  t.deepEqual(
    found.records.map(({ kind, bytes, arrival }) => [kind, Buffer.from(bytes, 'latin1'), arrival]),
    [
      ['hep', hep, T0],
      ['hep', old, T0 + 1000],
      ['hep', gzip, T0 + 2000],
    ],
  )
})

test('an empty line before a datagram is no part of the message', (t) => {
  t.deepEqual(readFrames([datagram(0, `\r\n${sip}`)]).bytes, [sip])
})

test('what is neither SIP nor HEP passes without a word', (t) => {
  const others: (string | Uint8Array)[] = [
    '',
    '\0\0',
    'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'REGISTER',
    'SIP/2.0',
    'HEP',
    Buffer.from([0x80, 0, 1, 2]),
  ]
  const frames: Frame[] = others.map((payload) => datagram(0, payload))
  const arp = { time: T0, bytes: Buffer.concat([Buffer.alloc(12), Buffer.from([8, 6]), Buffer.alloc(28)]) }
  const found = readFrames([
    ...frames,
    arp,
    { time: T0, bytes: ethernet(ipv4(ENDS, 132, Buffer.from(sip))) },
    { time: T0, bytes: Buffer.alloc(3) },
  ])
  t.deepEqual([found.records, found.drops, found.damage], [[], [], undefined])
})

test('what calls itself IP and is not is counted', (t) => {
  const short = ethernet(v4.subarray(0, 19))
  const noVersion = ethernet(Buffer.concat([Buffer.from([0x15]), v4.subarray(1)]))
  const noHeader = ethernet(Buffer.concat([Buffer.from([0x44]), v4.subarray(1)]))
  const noEnd = ethernet(ipv6(ENDS_IPV6, 17, Buffer.alloc(0), [{ kind: 60, bytes: Buffer.from([9, 0, 0, 0, 0, 0, 0]) }]))
  const found = readFrames([short, noVersion, noHeader, noEnd].map((bytes) => ({ time: T0, bytes })))
  t.deepEqual([found.records, found.drops], [[], ['not_ip', 'not_ip', 'not_ip', 'not_ip']])
})

test('a packet cut by the snapshot length is handed on when its headers are whole', (t) => {
  const whole = ethernet(ipv4(ENDS, 17, udp(5062, 5060, register('cut', 'body '.repeat(20)))))
  const cut = (bytes: number) => ({ time: T0, bytes: whole.subarray(0, -bytes), wireLength: whole.length })
  const found = readFrames([cut(60), cut(101)])
  t.deepEqual(found.bytes, [register('cut', 'body '.repeat(20)).slice(0, -60)])
  t.deepEqual(found.drops, ['fragment_lost'])
})

test('an IP packet without a length is as long as the frame (segmentation offload)', (t) => {
  const bytes = ethernet(v4)
  bytes.writeUInt16BE(0, 14 + 2)
  t.deepEqual(readFrames([{ time: T0, bytes }]).bytes, [sip])
})

test('the clock goes on to the end of the capture, whatever was captured last', (t) => {
  t.deepEqual(readFrames([datagram(0, sip), { time: T0 + 9e6, bytes: ethernet(ipv4(ENDS, 6, tcp(1, 3868, 1, '\x01\0\0\x20'))) }]).ticks, [
    T0 + 9e6,
  ])
})

const damaged = test.macro((t, file: Buffer, packets: number, expected: string) => {
  for (const size of [file.length, 1, 50]) {
    const found = file[0] === 0x0a ? readPcapng(file, size) : readPcap(file, size)
    t.is(found.records.length, packets)
    t.is(found.damage, expected)
  }
})
const pcap = writePcap(two)
const second = 24 + 16 + two[0]!.bytes.length
const withUint32 = (file: Buffer, at: number, value: number) => {
  const changed = Buffer.from(file)
  changed.writeUInt32LE(value, at)
  return changed
}
const ng = writePcapng(two)
const lastBlock = ng.length - 32 - ((two[1]!.bytes.length + 3) & ~3)

test(
  'pcap cut in its last packet',
  damaged,
  pcap.subarray(0, -1),
  1,
  `x.pcap: byte ${second}: the file ends inside a packet record, ${pcap.length - second - 1} bytes after its beginning; all before it was read`,
)
test(
  'pcap with an absurd packet',
  damaged,
  withUint32(pcap, second + 8, 0xfffffff0),
  1,
  `x.pcap: byte ${second}: a packet of 4294967280 bytes, no more than 262144 are possible: the file is damaged here or before (00 f1 53 65 a8 24 02 00 f0 ff ff ff a4 00 00 00)`,
)
test(
  'pcap of an unknown link',
  damaged,
  writePcap(two, { linkType: 249 }),
  0,
  'x.pcap: byte 0: link type 249 cannot be read; known are Ethernet (1), Linux cooked (113, 276), IP (12, 14, 101, 228, 229) and loopback (0, 108)',
)
test(
  'pcapng cut in its last packet',
  damaged,
  ng.subarray(0, -1),
  1,
  `x.pcapng: byte ${lastBlock}: the file ends inside a block, ${ng.length - lastBlock - 1} bytes after its beginning; all before it was read`,
)
test(
  'pcapng of an unknown byte order',
  damaged,
  withUint32(ng, 8, 0x11223344),
  0,
  'x.pcapng: byte 0: a section of unknown byte order: found 44 33 22 11, expected 1a 2b 3c 4d or 4d 3c 2b 1a',
)
test(
  'pcapng with an absurd block',
  damaged,
  withUint32(ng, lastBlock + 4, 7),
  1,
  `x.pcapng: byte ${lastBlock}: a block of 7 bytes, expected a multiple of 4 up to 16777216: the file is damaged here or before (06 00 00 00 07 00 00 00 00 00 00 00)`,
)
test(
  'pcapng with two lengths',
  damaged,
  withUint32(ng, ng.length - 4, 44),
  1,
  `x.pcapng: byte ${lastBlock}: a block of ${ng.length - lastBlock} bytes says at its end that it has 44: the file is damaged here`,
)
test(
  'pcapng with a packet of no interface',
  damaged,
  withUint32(ng, lastBlock + 8, 3),
  1,
  `x.pcapng: byte ${lastBlock}: a packet of interface 3, but there are 1: the file is damaged here or before`,
)
test(
  'pcapng with a packet larger than its block',
  damaged,
  withUint32(ng, lastBlock + 20, 5000),
  1,
  `x.pcapng: byte ${lastBlock}: a packet of 5000 bytes in a block with room for ${ng.length - lastBlock - 32}: the file is damaged here`,
)
test(
  'pcapng of unknown links alone',
  damaged,
  writePcapng(two, { interfaces: [{ linkType: 147 }] }),
  0,
  'x.pcapng: byte 96: link type 147 cannot be read; known are Ethernet (1), Linux cooked (113, 276), IP (12, 14, 101, 228, 229) and loopback (0, 108)',
)
