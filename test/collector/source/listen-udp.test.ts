import test from 'ava'
import { listenUdp } from '../../../collector/source/listen-udp.ts'
import { around, hep, read, sendUdp, udp } from './listening.ts'

const one = hep('REGISTER sip:one SIP/2.0\r\n\r\n')
const two = hep('REGISTER sip:two SIP/2.0\r\n\r\n')
const junk = Buffer.from('no HEP')

test('each datagram is a packet, with the clock at receipt', async (t) => {
  const listener = await udp()
  t.is(listener.input, 'udp')
  const before = Date.now() * 1_000
  await sendUdp(listener.address.port, [one, two, junk])
  const { packets, arrivals } = await read(listener, (intake) => intake.packets.length === 3)
  t.deepEqual(packets, [one, two, junk])
  t.true(arrivals.every((arrival) => arrival >= before && arrival <= Date.now() * 1_000))
})

test('time goes on while nothing comes', async (t) => {
  const { packets, ticks } = await read(await udp(), (intake) => intake.ticks === 2)
  t.is(packets.length, 0)
  t.is(ticks, 2)
})

test('a listener on all interfaces hears IPv4, and knows it from its allow-list', async (t) => {
  const listener = await udp({ allow: ['127.0.0.1/32'] }, { host: '', port: 0 })
  await sendUdp(listener.address.port, [one])
  const { packets } = await read(listener, (intake) => intake.packets.length === 1)
  t.deepEqual(packets, [one])
})

test('who is not allowed is refused and counted', async (t) => {
  const listener = await udp({ allow: ['127.0.0.8/29'] })
  await sendUdp(listener.address.port, [two, two, two], '127.0.0.7')
  await sendUdp(listener.address.port, [one], '127.0.0.9')
  const { packets, drops } = await read(listener, (intake) => intake.packets.length === 1)
  t.deepEqual(packets, [one])
  t.deepEqual([...drops], [['not_allowed', 3]])
})

test('what the kernel still held when it was closed is read', async (t) => {
  const listener = await udp()
  const datagrams = Array.from({ length: 300 }, () => one)
  await sendUdp(listener.address.port, datagrams)
  const closing = listener.close()
  const { packets, drops } = await read(listener, () => false)
  await closing
  t.is(packets.length, datagrams.length)
  t.is(drops.size, 0)
})

test('what has no room is lost and counted, and the next one is taken again', async (t) => {
  const listener = await udp({ waitingBytes: 1 })
  await sendUdp(listener.address.port, [one, one, one])
  // Nobody reads yet: the first one takes all the room.
  await new Promise((resolve) => setTimeout(resolve, 50))
  let sent = false
  const { packets, drops } = await read(listener, (intake) => {
    if (!sent) void sendUdp(listener.address.port, [two])
    sent = true
    return intake.packets.length === 2
  })
  t.deepEqual(packets, [one, two])
  t.deepEqual([...drops], [['queue_full', 2]])
})

test('the kernel says what it granted of the receive buffer', async (t) => {
  const small = await listenUdp({ host: '127.0.0.1', port: 0 }, { ...around(), receiveBufferBytes: 32 * 1024 })
  const huge = await listenUdp({ host: '127.0.0.1', port: 0 }, { ...around(), receiveBufferBytes: 1024 ** 3 })
  t.is(small.receiveBufferBytes, 32 * 1024)
  t.true(huge.receiveBufferBytes > small.receiveBufferBytes)
  await Promise.all([small.close(), huge.close()])
})

test('close ends the batches and gives the port back', async (t) => {
  const listener = await udp()
  const reading = read(listener, () => false)
  await listener.close()
  await reading
  const again = await udp({}, listener.address)
  await again.close()
  t.is(again.address.port, listener.address.port)
})

test('a port in use is refused with the error of the socket', async (t) => {
  const listener = await udp()
  await t.throwsAsync(udp({}, listener.address), { code: 'EADDRINUSE' })
  await listener.close()
})
