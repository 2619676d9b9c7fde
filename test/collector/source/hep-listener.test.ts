import test, { type ExecutionContext } from 'ava'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type HepListener, listenTcp, listenUdp } from '../../../collector/source/hep-listener.ts'
import type { Intake } from '../../../collector/source/source.ts'
import { encodeHep } from '../../encode-hep.ts'

const LOOPBACK = { host: '127.0.0.1', port: 0 }

const hep = (payload: string) =>
  encodeHep({ srcIp: '192.0.2.7', dstIp: '192.0.2.1', srcPort: 5060, dstPort: 5060, time: 1_000_000, captureId: 1, payload })
const one = hep('REGISTER sip:one SIP/2.0\r\n\r\n')
const two = hep('REGISTER sip:two SIP/2.0\r\n\r\n')

/** What an intake was told, in words. */
interface Heard extends Intake {
  readonly packets: Buffer[]
  readonly arrivals: number[]
  readonly drops: string[]
  ticks: number
}

function heard(): Heard {
  return {
    packets: [],
    arrivals: [],
    drops: [],
    ticks: 0,
    hep(bytes, start, end, arrival) {
      this.packets.push(Buffer.from(bytes.subarray(start, end)))
      this.arrivals.push(arrival)
    },
    sip: () => undefined,
    drop(reason) {
      this.drops.push(reason)
    },
    tick() {
      this.ticks += 1
    },
  }
}

/** Reads until enough was heard; leaving the loop closes the listener. */
async function read(listener: HepListener, enough: (intake: Heard) => boolean): Promise<Heard> {
  const intake = heard()
  for await (const batch of listener) {
    batch(intake)
    if (enough(intake)) break
  }
  return intake
}

async function connectTo(t: ExecutionContext, { address }: HepListener): Promise<Socket> {
  const socket = connect(address.port, '127.0.0.1')
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}

async function sendUdp(port: number, ...datagrams: readonly Buffer[]): Promise<void> {
  const socket = createSocket('udp4')
  for (const datagram of datagrams) await new Promise<void>((resolve) => socket.send(datagram, port, '127.0.0.1', () => resolve()))
  socket.close()
}

test('each datagram is a packet, with the clock at receipt', async (t) => {
  const listener = await listenUdp(LOOPBACK)
  t.is(listener.input, 'udp')
  const before = Date.now() * 1_000
  await sendUdp(listener.address.port, one, two, Buffer.from('no HEP'))
  const { packets, arrivals } = await read(listener, (intake) => intake.packets.length === 3)
  t.deepEqual(packets, [one, two, Buffer.from('no HEP')])
  t.true(arrivals.every((arrival) => arrival >= before && arrival <= Date.now() * 1_000))
})

test('time goes on while nothing comes', async (t) => {
  const { packets, ticks } = await read(await listenUdp(LOOPBACK), (intake) => intake.ticks === 2)
  t.is(packets.length, 0)
  t.is(ticks, 2)
})

test('a listener on all interfaces hears IPv4', async (t) => {
  const listener = await listenUdp({ host: '', port: 0 })
  await sendUdp(listener.address.port, one)
  const { packets } = await read(listener, (intake) => intake.packets.length === 1)
  t.deepEqual(packets, [one])
})

test('a stream is cut into packets, wherever it was cut in two', async (t) => {
  const listener = await listenTcp(LOOPBACK)
  t.is(listener.input, 'tcp')
  const socket = await connectTo(t, listener)
  const stream = Buffer.concat([one, two, one])
  const reading = read(listener, (intake) => intake.packets.length === 3)
  socket.setNoDelay()
  for (let at = 0; at < stream.length; at += 50) {
    socket.write(stream.subarray(at, at + 50))
    await new Promise((resolve) => setImmediate(resolve))
  }
  t.deepEqual((await reading).packets, [one, two, one])
})

test('two connections do not mix', async (t) => {
  const listener = await listenTcp(LOOPBACK)
  const [first, second] = [await connectTo(t, listener), await connectTo(t, listener)]
  const reading = read(listener, (intake) => intake.packets.length === 2)
  first.write(one.subarray(0, 20))
  second.write(two.subarray(0, 30))
  first.write(one.subarray(20))
  second.write(two.subarray(30))
  const { packets, drops } = await reading
  t.deepEqual(new Set(packets.map(String)), new Set([one, two].map(String)))
  t.deepEqual(drops, [])
})

test('who sends garbage over TCP is followed again from the next packet', async (t) => {
  const listener = await listenTcp(LOOPBACK)
  const socket = await connectTo(t, listener)
  socket.write(Buffer.concat([Buffer.from('garbage'), one]))
  const { packets, drops } = await read(listener, (intake) => intake.packets.length === 1)
  t.deepEqual(packets, [one])
  t.deepEqual(drops, ['resync'])
})

test('a sender over TCP is held back while nobody reads', async (t) => {
  const listener = await listenTcp(LOOPBACK)
  const socket = await connectTo(t, listener)
  const block = Buffer.concat(Array.from({ length: 1_000 }, () => one))
  const blocks = 400
  let sent = 0
  const write = () => {
    while (sent < blocks) {
      sent += 1
      if (socket.write(block)) continue
      socket.once('drain', write)
      return
    }
  }
  write()
  await new Promise((resolve) => setTimeout(resolve, 300))
  t.true(sent < blocks, 'the kernel took it all')
  const { packets } = await read(listener, (intake) => intake.packets.length === blocks * 1_000)
  t.is(packets.length, blocks * 1_000)
})

test('close ends the batches and gives the port back', async (t) => {
  for (const listen of [listenUdp, listenTcp]) {
    const listener = await listen(LOOPBACK)
    const reading = read(listener, () => false)
    await listener.close()
    await reading
    const again = await listen(listener.address)
    await again.close()
    t.is(again.address.port, listener.address.port)
  }
})

test('a port in use is refused with the error of the socket', async (t) => {
  for (const listen of [listenUdp, listenTcp]) {
    const listener = await listen(LOOPBACK)
    await t.throwsAsync(listen(listener.address), { code: 'EADDRINUSE' })
    await listener.close()
  }
})
