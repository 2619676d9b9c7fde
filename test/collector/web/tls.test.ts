import test, { type ExecutionContext } from 'ava'
import { once } from 'node:events'
import { renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { connect, type SecureVersion } from 'node:tls'
import { type Authority, type Certified, certificateAuthority } from '../../certificate.ts'
import { temporaryFolder } from '../../regwatch.ts'
import type { Handler } from '../../../collector/web/reply.ts'
import { serving } from './serving.ts'

const clients = certificateAuthority('clients')

/** A folder with a server's certificate and the authority of the clients; `signer` is who the server's is from. */
function certified(t: ExecutionContext): { folder: string; signer: Authority; write: (name: string, one: Certified) => void } {
  const folder = temporaryFolder(t)
  const signer = certificateAuthority('servers')
  const write = (name: string, { cert, key }: Certified): void => {
    for (const [suffix, text] of [
      ['crt', cert],
      ['key', key],
    ] as const) {
      writeFileSync(join(folder, 'new'), text)
      renameSync(join(folder, 'new'), join(folder, `${name}.${suffix}`))
    }
  }
  write('server', signer.issue('localhost'))
  write('clients', clients)
  return { folder, signer, write }
}

const web = (folder: string, more = '') =>
  `tls_server_config:\n  cert_file: ${folder}/server.crt\n  key_file: ${folder}/server.key\n${more.replace(/^/gm, '  ')}\n`

/** Status of one request, or how the connection failed. */
function status(port: number, ca: string, client?: Certified): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/metrics', servername: 'localhost', ca, agent: false, ...client },
      (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      },
    )
    asked.on('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    asked.end()
  })
}

test('pages over TLS, and not without', async (t) => {
  const { folder, signer } = certified(t)
  const { port, base } = await serving(t, {}, web(folder))
  t.is(base, `https://127.0.0.1:${port}`)
  t.is(await status(port, signer.cert), 200)
  await t.throwsAsync(fetch(`http://127.0.0.1:${port}/metrics`))
})

test('a certificate that is renewed is used from the next connection on', async (t) => {
  const { folder, signer, write } = certified(t)
  const { port, failures } = await serving(t, {}, web(folder))
  t.is(await status(port, signer.cert), 200)
  const next = certificateAuthority('next')
  const renewed = next.issue('localhost')
  // Between the two writes they do not belong together.
  writeFileSync(join(folder, 'server.crt'), renewed.cert)
  t.is(await status(port, signer.cert), 200)
  t.regex(failures[0] ?? '', /web\.yaml:3:13 tls_server_config\.key_file: the key does not belong to the certificate/)
  write('server', renewed)
  t.is(await status(port, next.cert), 200)
  t.is(await status(port, signer.cert), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')
})

const REQUIRED = 'client_auth_type: RequireAndVerifyClientCert\nclient_ca_file: clients.crt'

/** What each client gets: one without a certificate, one with a good one, one with somebody else's. */
const asksClients = test.macro({
  async exec(t, more: string, none: RegExp, good: RegExp, foreign: RegExp) {
    const { folder, signer } = certified(t)
    const { port } = await serving(t, {}, web(folder, more.replace('clients.crt', `${folder}/clients.crt`)))
    t.regex(String(await status(port, signer.cert)), none)
    t.regex(String(await status(port, signer.cert, clients.issue('prometheus'))), good)
    t.regex(String(await status(port, signer.cert, certificateAuthority('others').issue('prometheus'))), foreign)
  },
  title: (_, more: string) => `client certificates: ${more.replaceAll('\n', ', ')}`,
})

const OK = /^200$/
const SHUT = /^(ERR_SSL|ECONNRESET|EPIPE)/
const FORBIDDEN = /^403$/
test(asksClients, '', OK, OK, OK)
test(asksClients, REQUIRED, SHUT, OK, SHUT)
test(asksClients, `${REQUIRED}\nclient_allowed_sans: [prometheus]`, SHUT, OK, SHUT)
test(asksClients, `${REQUIRED}\nclient_allowed_sans: [someone]`, SHUT, FORBIDDEN, SHUT)
test(asksClients, 'client_auth_type: RequireAnyClientCert', FORBIDDEN, OK, OK)
test(asksClients, 'client_auth_type: VerifyClientCertIfGiven\nclient_ca_file: clients.crt', OK, OK, FORBIDDEN)
test(asksClients, 'client_auth_type: RequestClientCert', OK, OK, OK)

test('versions and suites are those that are asked for', async (t) => {
  const { folder, signer } = certified(t)
  const suites = 'cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]\ncurve_preferences: [CurveP384]'
  const { port } = await serving(t, {}, web(folder, suites))
  const shake = async (maxVersion: SecureVersion) => {
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca: signer.cert, maxVersion })
    await once(socket, 'secureConnect')
    const { name } = socket.getCipher()
    socket.destroy()
    return [socket.getProtocol() ?? '', name]
  }
  t.is((await shake('TLSv1.2'))[1], 'ECDHE-ECDSA-AES256-GCM-SHA384')
  t.regex((await shake('TLSv1.3'))[1] ?? '', /^TLS_/)
})

test('TLS 1.2 is refused where 1.3 is asked for', async (t) => {
  const { folder, signer } = certified(t)
  const { port } = await serving(t, {}, web(folder, 'min_version: TLS13'))
  const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca: signer.cert, maxVersion: 'TLSv1.2' })
  const [error] = await once(socket, 'error')
  t.regex(String(error), /protocol version|ECONNRESET/i)
})

test('a certificate that cannot even be looked at is told, and the old one holds', async (t) => {
  const { folder, signer } = certified(t)
  const { port, failures } = await serving(t, {}, web(folder))
  const path = join(folder, 'server.crt')
  unlinkSync(path)
  symlinkSync(path, path)
  t.is(await status(port, signer.cert), 200)
  t.regex(failures.join(), /^[^,]*cert_file[^,]*, give a file that this user may read$/)
})

test('a later change that takes a restart is told, and nothing of it holds', async (t) => {
  const { folder, signer } = certified(t)
  const { port, file, failures } = await serving(t, {}, web(folder))
  writeFileSync(file, web(folder, REQUIRED.replace('clients.crt', `${folder}/clients.crt`)))
  t.is(await status(port, signer.cert), 200)
  t.is(failures.length, 1)
  t.regex(failures[0] ?? '', /from NoClientCert to RequireAndVerifyClientCert: that takes a restart/)
})

test('connections of one address are bounded before the handshake as well', async (t) => {
  const { folder, signer } = certified(t)
  const { port } = await serving(t, {}, web(folder))
  const open = async () => {
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca: signer.cert })
    await new Promise<void>((resolve) => {
      socket.on('secureConnect', resolve)
      socket.on('error', () => resolve())
    })
    return socket
  }
  const held = await Promise.all(Array.from({ length: 64 }, open))
  t.true(held.every((socket) => socket.getProtocol() !== null))
  t.true((await open()).destroyed)
  for (const socket of held) socket.destroy()
  let again: number | string = ''
  for (let tries = 0; tries < 50 && again !== 200; tries++) again = await status(port, signer.cert)
  t.is(again, 200)
})

test('only a certificate that was verified says who the reader is', async (t) => {
  const { folder, signer } = certified(t)
  const stranger = certificateAuthority('others').issue('prometheus')
  const seen: boolean[] = []
  const metrics: Handler = (_, response, { isKnown }) => {
    seen.push(isKnown)
    response.end()
  }
  const ask = async (type: string, client?: Certified) => {
    const ca = type.startsWith('Verify') || type.startsWith('RequireAndVerify') ? `\nclient_ca_file: ${folder}/clients.crt` : ''
    const { port } = await serving(t, { metrics }, web(folder, `client_auth_type: ${type}${ca}`))
    t.is(await status(port, signer.cert, client), 200)
  }
  await ask('NoClientCert')
  await ask('RequestClientCert', stranger)
  await ask('RequireAnyClientCert', stranger)
  await ask('VerifyClientCertIfGiven')
  await ask('VerifyClientCertIfGiven', clients.issue('prometheus'))
  await ask('RequireAndVerifyClientCert', clients.issue('prometheus'))
  t.deepEqual(seen, [false, false, false, false, true, true])
})
