import test, { type ExecutionContext } from 'ava'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { listenFailure } from '../../collector/listen-failure.ts'
import { certificateAuthority } from '../certificate.ts'
import { startChild } from '../child.ts'
import { type Collector, main, regwatch, startCollector, temporaryFolder } from '../regwatch.ts'
import { hep, sendUdp } from './source/listening.ts'

const authority = certificateAuthority('ca.example')
const server = authority.issue('regwatch.example')
const other = authority.issue('regwatch.example')

/** Writes certificates and keys; gives their folder. */
function filesOf(t: ExecutionContext): string {
  const folder = temporaryFolder(t)
  const files = { 'ca.crt': authority.cert, 'hep.crt': server.cert, 'hep.key': server.key, 'other.key': other.key, 'not.pem': 'nothing' }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  mkdirSync(join(folder, 'folder'))
  return folder
}

async function metricsWhen(collector: Collector, wanted: RegExp): Promise<string> {
  let text = ''
  for (let tries = 0; tries < 100 && !wanted.test(text); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    text = await (await fetch(`${collector.web}/metrics`)).text()
  }
  return text
}

const dropped = (text: string, input: string) =>
  Object.fromEntries(
    [...text.matchAll(/^hep_packets_dropped_total\{input="(\w+)",reason="(\w+)"\} (\d+)/gm)]
      .filter(([, of, , count]) => of === input && count !== '0')
      .map(([, , reason, count]) => [reason, Number(count)]),
  )

test('packets without the key, or with another one, are counted and not followed', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'key'), 'right\n')
  const collector = await startCollector(t, '', `auth_key_file: ${join(folder, 'key')}`)
  const options = 'OPTIONS sip:x SIP/2.0\r\n\r\n'
  const v1 = readFileSync(new URL('../captures/packets/kamailio-v1-register.bin', import.meta.url))
  await sendUdp(collector.udp, [hep(options, 'right'), hep(options, 'wrong'), hep(options, 'wrong'), hep(options), v1])
  const text = await metricsWhen(collector, /version="v1"\} 1/)
  t.regex(text, /^hep_packets_total\{input="udp",version="v3"\} 4$/m)
  t.deepEqual(dropped(text, 'udp'), { bad_auth_key: 2, no_auth_key: 2 })
  t.false(collector.process.stderr.includes('right'))
})

test('TLS is spoken on a port of its own, and counted as an input of its own', async (t) => {
  const folder = filesOf(t)
  const files = `cert_file: ${folder}/hep.crt, key_file: ${folder}/hep.key`
  const collector = await startCollector(t, '', `tls: {addresses: ['127.0.0.1:0'], ${files}}`)
  const socket = connect({ port: collector.tls, host: '127.0.0.1', ca: authority.cert, servername: 'regwatch.example' })
  await once(socket, 'secureConnect')
  socket.end(hep('OPTIONS sip:x SIP/2.0\r\n\r\n'))
  t.regex(await metricsWhen(collector, /input="tls",version="v3"\} 1/), /^hep_packets_total\{input="tls",version="v3"\} 1$/m)
})

const refuses = test.macro({
  async exec(t, tls: string, message: string) {
    const folder = filesOf(t)
    const file = join(folder, 'c.yaml')
    writeFileSync(file, `listen:\n  tls: {addresses: ['127.0.0.1:0'], ${tls}}\n`)
    for (const command of ['run', 'check-config']) {
      const run = command === 'run' ? regwatch(t, 'run', `--config.file=${file}`) : regwatch(t, 'check-config', file)
      t.is(await run.ended, 2)
      t.is(run.stderr, `${file}:2:${message.replaceAll('FOLDER', folder)}\n`)
    }
  },
  title: (title = '') => `refuses ${title}, in one line`,
})
const READABLE = 'give a file that this user may read'
const FORM = 'give a file in PEM form'
test(
  'a certificate that is not there',
  refuses,
  'cert_file: gone.crt, key_file: hep.key',
  `48 listen.tls.cert_file: there is no file FOLDER/gone.crt, ${READABLE}`,
)
test(
  'a folder as certificate',
  refuses,
  'cert_file: folder, key_file: hep.key',
  `48 listen.tls.cert_file: the file FOLDER/folder cannot be read (EISDIR), ${READABLE}`,
)
test(
  'a key that is none',
  refuses,
  'cert_file: hep.crt, key_file: not.pem',
  `67 listen.tls.key_file: the file holds something else (ERR_OSSL_UNSUPPORTED), ${FORM}`,
)
test(
  'a key of another certificate',
  refuses,
  'cert_file: hep.crt, key_file: other.key',
  '67 listen.tls.key_file: the key does not belong to the certificate, give the two that were made together',
)
test(
  'a client CA that is none',
  refuses,
  'cert_file: hep.crt, key_file: hep.key, client_ca_file: not.pem',
  `92 listen.tls.client_ca_file: the file holds something else (ERR_OSSL_PEM_NO_START_LINE), ${FORM}`,
)
test('TLS without a key', refuses, 'cert_file: hep.crt', '8 listen.tls.key_file: missing, write the path of a file')

test('a TLS port in use is named with its option, and nothing is left listening', async (t) => {
  const holder = createServer()
  t.teardown(() => holder.close())
  holder.listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const address = holder.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const folder = filesOf(t)
  const file = join(folder, 'c.yaml')
  const ports = `udp: ['127.0.0.1:0'], tcp: ['127.0.0.1:0'], tls: {addresses: ['127.0.0.1:${port}'], cert_file: hep.crt, key_file: hep.key}`
  writeFileSync(file, `listen: {${ports}}\nweb: {listen: ['127.0.0.1:0']}\n`)
  const run = regwatch(t, `--config.file=${file}`)
  t.is(await run.ended, 2)
  t.regex(
    run.stderr,
    new RegExp(`^\\S+:\\d+:\\d+ tcp 127.0.0.1:${port}: port ${port} is in use( by .*)?, stop that or change listen.tls.addresses\n$`),
  )
})

const NOBODY = 65_534
const firstFreePort = Number(readIfThere('/proc/sys/net/ipv4/ip_unprivileged_port_start'))
const privileged = firstFreePort > 1 ? test : test.skip

privileged('a port that only root may have is refused with what to do', async (t) => {
  const user = process.getuid?.() === 0 ? { uid: NOBODY } : {}
  const run = startChild(t, process.execPath, [main, '--web.listen-address=127.0.0.1:1'], { cwd: '/', ...user })
  t.is(await run.ended, 2, run.stderr)
  t.is(run.stderr, 'regwatch: tcp 127.0.0.1:1: this user may not listen there, take a port above 1023 in --web.listen-address\n')
})

test('what else can go wrong with a port says which one', (t) => {
  const attempt = { protocol: 'udp', address: { host: '', port: 80 }, option: 'listen.udp' } as const
  const denied = Object.assign(new Error('bind EACCES'), { code: 'EACCES' })
  t.is(String(listenFailure(denied, attempt)), 'UsageError: udp :80: this user may not listen there, take a port above 1023 in listen.udp')
  const strange = new Error('strange')
  t.is(listenFailure(strange, attempt), strange)
})

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '0'
  }
}
