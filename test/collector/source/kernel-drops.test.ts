import test, { type ExecutionContext } from 'ava'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dropsSince, localAddress, parseSocketLine, restAfter } from '../../../collector/source/kernel-drops.ts'
import { listenUdp } from '../../../collector/source/listen-udp.ts'
import { around, hep, LOOPBACK, read } from './listening.ts'

const HEAD =
  '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops            \n'
const LINE =
  ' 2391: 0100007F:2366 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 113642 2 0000000000000000 4294967290      \n'

test('the line of a socket is found by its own address and port, not by where it is connected to', (t) => {
  const other = LINE.replace('2391: 0100007F:2366 00000000:0000', ' 17: 0200007F:0050 0100007F:2366').replace('113642', '7')
  t.deepEqual(parseSocketLine(HEAD + other + LINE, ': 0100007F:2366 '), { inode: '113642', drops: 4_294_967_290 })
  t.is(parseSocketLine(HEAD + other, ': 0100007F:2366 '), undefined)
  t.is(parseSocketLine('', ': 0100007F:2366 '), undefined)
  t.is(parseSocketLine(' 1: 0100007F:2366 00000000:0000 07\n', ': 0100007F:2366 '), undefined)
})

test('a counter that began again at 0 goes on', (t) => {
  t.is(dropsSince(4_294_967_290, 4), 10)
  t.is(dropsSince(5, 5), 0)
})

test('a long look is followed by a longer rest, but a stall of the loop does not keep the count back', (t) => {
  t.deepEqual([1, 40, 3_000].map(restAfter), [1_000, 2_000, 5_000])
})

const onLinux = existsSync('/proc/self/net/udp') ? test : test.skip

onLinux('addresses are written as the kernel writes them', (t) => {
  t.is(localAddress('127.0.0.1', 9062), '0100007F:2366')
  t.is(localAddress('::', 9062), '00000000000000000000000000000000:2366')
  t.is(localAddress('::1', 80), '00000000000000000000000001000000:0050')
})

for (const host of ['127.0.0.1', '']) {
  onLinux(`what the kernel dropped at ${host || 'all interfaces'} is counted, to the last packet`, async (t) => {
    const listener = await listenUdp({ ...LOOPBACK, host }, { ...around(), receiveBufferBytes: 4_096 })
    t.true(listener.countsKernelDrops)
    const packet = hep(`REGISTER sip:x SIP/2.0\r\n\r\n${'x'.repeat(1_000)}`)
    const sent = 200
    await flood(t, listener.address.port, packet, sent)
    const closing = listener.close()
    const { packets, drops } = await read(listener, () => false)
    await closing
    t.true((drops.get('kernel') ?? 0) > 0)
    t.is(packets.length + (drops.get('kernel') ?? 0), sent)
  })
}

/** Sends all at once, before this loop can receive any: the kernel alone takes what it has room for. */
async function flood(t: ExecutionContext, port: number, packet: Buffer, count: number): Promise<void> {
  const socket = createSocket('udp4')
  t.teardown(() => socket.close())
  socket.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  for (let sent = 0; sent < count; sent++) socket.send(packet)
}
