import test from 'ava'
import { closed, connectTo, hep, read, tcp } from './listening.ts'

const one = hep('REGISTER sip:one SIP/2.0\r\n\r\n')
const two = hep('REGISTER sip:two SIP/2.0\r\n\r\n')

test('a stream is cut into packets, wherever it was cut in two', async (t) => {
  const listener = await tcp()
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
  const listener = await tcp()
  const [first, second] = [await connectTo(t, listener), await connectTo(t, listener)]
  const reading = read(listener, (intake) => intake.packets.length === 2)
  first.write(one.subarray(0, 20))
  second.write(two.subarray(0, 30))
  first.write(one.subarray(20))
  second.write(two.subarray(30))
  const { packets, drops } = await reading
  t.deepEqual(packets.map(String).toSorted(), [one, two].map(String).toSorted())
  t.is(drops.size, 0)
})

test('who sends garbage is followed again from the next packet', async (t) => {
  const listener = await tcp()
  const socket = await connectTo(t, listener)
  socket.write(Buffer.concat([Buffer.from('garbage'), one]))
  const { packets, drops } = await read(listener, (intake) => intake.packets.length === 1)
  t.deepEqual(packets, [one])
  t.deepEqual([...drops], [['resync', 1]])
})

test('a packet whose connection ends is handed on as it is, for its decoder to refuse', async (t) => {
  const listener = await tcp()
  for (const length of [3, 60]) (await connectTo(t, listener)).end(one.subarray(0, length))
  const { packets } = await read(listener, (intake) => intake.packets.length === 2)
  t.deepEqual(
    packets.map(({ length }) => length).toSorted((left, right) => left - right),
    [3, 60],
  )
})

test('a sender is held back while nobody reads, and what waits is bounded', async (t) => {
  const listener = await tcp()
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
  const { packets, drops } = await read(listener, (intake) => intake.packets.length === blocks * 1_000)
  t.is(packets.length, blocks * 1_000)
  t.is(drops.size, 0)
})

test('many senders are held back together, and nothing of them is lost', async (t) => {
  const listener = await tcp({ waitingBytes: 100_000 })
  const block = Buffer.concat(Array.from({ length: 2_000 }, () => one))
  for (let senders = 0; senders < 10; senders++) (await connectTo(t, listener)).write(block)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const { packets } = await read(listener, (intake) => intake.packets.length === 20_000)
  t.is(packets.length, 20_000)
})

test('connections beyond the bounds are refused and counted; when one ends there is room again', async (t) => {
  const listener = await tcp({ connections: 3, ofSender: 2 })
  const reading = read(listener, (intake) => intake.packets.length === 4)
  const near = [await connectTo(t, listener), await connectTo(t, listener)]
  const tooMany = await connectTo(t, listener)
  await closed(tooMany)
  const far = await connectTo(t, listener, '127.0.0.2')
  const full = await connectTo(t, listener, '127.0.0.3')
  await closed(full)
  for (const socket of [...near, far]) socket.write(one)
  near[0]?.end()
  await new Promise((resolve) => setTimeout(resolve, 100))
  const next = await connectTo(t, listener, '127.0.0.3')
  next.write(two)
  const { packets, drops } = await reading
  t.deepEqual(packets, [one, one, one, two])
  t.deepEqual([...drops], [['too_many_connections', 2]])
})

test('who is not allowed is refused before it can send', async (t) => {
  const listener = await tcp({ allow: ['127.0.0.2/32', '2001:db8::/32'] })
  const reading = read(listener, (intake) => intake.packets.length === 1)
  const refused = await connectTo(t, listener, '127.0.0.1')
  refused.write(two)
  await closed(refused)
  const allowed = await connectTo(t, listener, '127.0.0.2')
  allowed.write(one)
  const { packets, drops } = await reading
  t.deepEqual(packets, [one])
  t.deepEqual([...drops], [['not_allowed', 1]])
})

test('a silent connection is closed, and costs nothing; one that sends stays', async (t) => {
  const listener = await tcp({ idleSeconds: 1 })
  const [silent, busy] = [await connectTo(t, listener), await connectTo(t, listener)]
  const writing = setInterval(() => busy.write(one), 200)
  t.teardown(() => clearInterval(writing))
  const reading = read(listener, (intake) => intake.packets.length === 15)
  await closed(silent)
  t.false(busy.destroyed)
  const { drops } = await reading
  t.is(drops.size, 0)
})

test('what had arrived when it was closed is read', async (t) => {
  const listener = await tcp()
  const sockets = [await connectTo(t, listener), await connectTo(t, listener)]
  const block = Buffer.concat(Array.from({ length: 5_000 }, () => one))
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.write(block, resolve))))
  const closing = listener.close()
  const { packets } = await read(listener, () => false)
  await closing
  t.is(packets.length, 10_000)
})

test('close ends the batches and gives the port back', async (t) => {
  const listener = await tcp()
  const reading = read(listener, () => false)
  await listener.close()
  await reading
  const again = await tcp({}, listener.address)
  await again.close()
  t.is(again.address.port, listener.address.port)
})

test('a port in use is refused with the error of the socket', async (t) => {
  const listener = await tcp()
  await t.throwsAsync(tcp({}, listener.address), { code: 'EADDRINUSE' })
  await listener.close()
})
