import test, { type ExecutionContext } from 'ava'
import { once } from 'node:events'
import { connect as connectPlain } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import type { HepListener } from '../../../collector/source/hep-listener.ts'
import { listenTls } from '../../../collector/source/listen-stream.ts'
import { certificateAuthority, type Certified } from '../../certificate.ts'
import { around, closed, connectTo, hep, LOOPBACK, read } from './listening.ts'

const one = hep('REGISTER sip:one SIP/2.0\r\n\r\n')
const authority = certificateAuthority('ca.example')
const server = authority.issue('regwatch.example')
const agent = authority.issue('agent.example')
const stranger = certificateAuthority('elsewhere.example').issue('agent.example')

const tls = (clientCa?: string, handshakeSeconds = 10) => listenTls(LOOPBACK, { ...around(), ...server, clientCa, handshakeSeconds })

async function send(t: ExecutionContext, { address }: HepListener, bytes: Buffer, client?: Certified): Promise<TLSSocket> {
  const socket = connect({ port: address.port, host: '127.0.0.1', ca: authority.cert, servername: 'regwatch.example', ...client })
  t.teardown(() => socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'secureConnect')
  socket.write(bytes)
  return socket
}

test('a stream inside TLS is read, and the certificate is the one that was given', async (t) => {
  const listener = await tls()
  t.is(listener.input, 'tls')
  const reading = read(listener, (intake) => intake.packets.length === 3)
  const socket = await send(t, listener, Buffer.concat([one, one, one]))
  t.true(socket.authorized)
  const { packets, drops } = await reading
  t.deepEqual(packets, [one, one, one])
  t.is(drops.size, 0)
})

test('with a client CA only agents with its certificates are read', async (t) => {
  const listener = await tls(authority.cert)
  const reading = read(listener, (intake) => intake.packets.length === 1 && (intake.drops.get('handshake_failed') ?? 0) === 2)
  for (const client of [undefined, stranger]) {
    const refused = await send(t, listener, one, client)
    await closed(refused)
  }
  await send(t, listener, one, agent)
  const { packets } = await reading
  t.deepEqual(packets, [one])
})

test('who does not speak TLS, or never ends the handshake, is closed and counted', async (t) => {
  const listener = await tls(undefined, 1)
  const reading = read(listener, (intake) => (intake.drops.get('handshake_failed') ?? 0) === 3 && intake.packets.length === 1)
  const [plain, silent] = [await connectTo(t, listener), await connectTo(t, listener)]
  plain.write(one)
  const half = connectPlain(listener.address.port, '127.0.0.1')
  t.teardown(() => half.destroy())
  half.on('error', () => undefined)
  // The beginning of a ClientHello of 512 bytes (RFC 8446 §5.1).
  half.write(Buffer.from('16030102000100', 'hex'))
  for (const socket of [silent, half]) socket.resume()
  await Promise.all([plain, silent, half].map(closed))
  await send(t, listener, one)
  t.deepEqual((await reading).packets, [one])
})

test('a sender inside TLS is held back while nobody reads', async (t) => {
  const listener = await tls()
  const blocks = 200
  const block = Buffer.concat(Array.from({ length: 1_000 }, () => one))
  const socket = await send(t, listener, block)
  for (let sent = 1; sent < blocks; sent++) socket.write(block)
  await new Promise((resolve) => setTimeout(resolve, 300))
  t.true(socket.writableLength > 0, 'the kernel took it all')
  const { packets } = await read(listener, (intake) => intake.packets.length === blocks * 1_000)
  t.is(packets.length, blocks * 1_000)
})
