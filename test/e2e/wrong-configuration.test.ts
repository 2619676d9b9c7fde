import test, { type ExecutionContext } from 'ava'
import { once } from 'node:events'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { certificateAuthority } from '../certificate.ts'
import { regwatch, startCollector, temporaryFolder } from '../regwatch.ts'
import { USER } from '../setup/kafka-listeners.ts'
import { withKafka } from '../setup/kafka-test.ts'

process.env['REGWATCH_TEST_WRONG'] = 'hunter2'

interface Mistake {
  /** Behind the first line of the file, which has the web port; instead of the usual HEP port if it begins with `listen`. */
  readonly text?: string
  /** The file of `--web.config.file`. */
  readonly web?: string
  /** The whole line. FILE, WEB and FOLDER stand for paths, … for anything. */
  readonly says: string
}

/** One line that says where, what and what instead; exit code 2; nothing listens any more, and no secret was shown. */
async function refused(t: ExecutionContext, { text = '', web, says }: Mistake): Promise<void> {
  const folder = temporaryFolder(t)
  const { cert, key } = certificateAuthority('regwatch').issue('localhost')
  for (const [name, content] of Object.entries({ 'a.crt': cert, 'a.key': key, 'c.key': 'hunter2', 'web.yaml': web ?? '' }))
    writeFileSync(join(folder, name), content)
  const ports = [await port(t, 'free'), await port(t, 'free')] as const
  const file = join(folder, 'c.yaml')
  const hep = text.startsWith('listen') ? '' : `listen: {udp: [], tcp: ['127.0.0.1:${ports[1]}']}\n`
  writeFileSync(file, `web: {listen: ['127.0.0.1:${ports[0]}']}\n${hep}${text}\n`)

  const run = regwatch(t, `--config.file=${file}`, ...(web === undefined ? [] : [`--web.config.file=${join(folder, 'web.yaml')}`]))
  t.is(await run.ended, 2)
  t.regex(run.stderr, pattern(says.replaceAll('FILE', file).replaceAll('WEB', join(folder, 'web.yaml')).replaceAll('FOLDER', folder)))
  t.is(run.stdout, '')
  t.notRegex(run.stderr, /hunter2/)
  for (const one of ports) t.false(await isListening(one), `port ${one}`)
}

function pattern(line: string): RegExp {
  const parts = line.split('…').map((part) => part.replace(/[$()*+.?[\\\]^{|}/]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}\n$`)
}

/** A port that somebody holds until the test is over, or that nobody holds. */
async function port(t: ExecutionContext, kind: 'taken' | 'free'): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const number = typeof address === 'object' && address !== null ? address.port : 0
  if (kind === 'free') await once(server.close(), 'close')
  else t.teardown(() => server.close())
  return number
}

function isListening(number: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(number, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

test('an unknown key', refused, { text: 'registrers: {}', says: 'FILE:3:1 unknown key "registrers". Did you mean "registrars"?' })

test('a network that is none', refused, {
  text: 'registrars:\n  edge: 10.0.0.0/40',
  says: 'FILE:4:9 registrars.edge[0]: found "10.0.0.0/40", write an address or a network such as …',
})

test('a HEP port that is taken', async (t) => {
  const taken = await port(t, 'taken')
  await refused(t, {
    text: `listen:\n  tcp: ['127.0.0.1:${taken}']\n  udp: []`,
    says: `FILE:3:3 tcp 127.0.0.1:${taken}: port ${taken} is in use… stop that or change listen.tcp`,
  })
})

test('a web port that is taken', async (t) => {
  const taken = await port(t, 'taken')
  const file = join(temporaryFolder(t), 'c.yaml')
  writeFileSync(file, `listen: {udp: ['127.0.0.1:0'], tcp: []}\nweb:\n  listen: ['127.0.0.1:${taken}']\n`)
  const run = regwatch(t, `--config.file=${file}`)
  t.is(await run.ended, 2)
  const says = `${file}:3:3 tcp 127.0.0.1:${taken}: port ${taken} is in use… change --web.listen-address (or web.listen in the configuration)`
  t.regex(run.stderr, pattern(says))
})

test('a certificate for HEP that cannot be read', refused, {
  text: 'listen:\n  udp: []\n  tls:\n    cert_file: nowhere.crt\n    key_file: a.key',
  says: 'FILE:5:16 listen.tls.cert_file: there is no file FOLDER/nowhere.crt, give a file that this user may read',
})

test('a key for HEP that is none', refused, {
  text: 'listen:\n  udp: []\n  tls:\n    cert_file: a.crt\n    key_file: c.key',
  says: 'FILE:6:15 listen.tls.key_file: the file holds something else (ERR_OSSL_UNSUPPORTED), give a file in PEM form',
})

test('a certificate for the pages that cannot be read', refused, {
  web: 'tls_server_config:\n  cert_file: nowhere.crt\n  key_file: a.key',
  says: 'WEB:2:14 tls_server_config.cert_file: there is no file FOLDER/nowhere.crt, give a file that this user may read',
})

test('a password for the pages instead of its hash', refused, {
  web: 'basic_auth_users: {alice: hunter2}',
  says: 'WEB:1:27 basic_auth_users.alice: found no bcrypt hash, write a bcrypt hash, as "htpasswd -nBC 10 NAME" makes it',
})

test('a secret in plain text', refused, {
  text: 'kafka: {brokers: [b:1], topics: [t], sasl: {mechanism: plain, username: u, password: hunter2}}',
  says: 'FILE:3:86 kafka.sasl.password: found a secret in plain text, write ${NAME} of an environment variable, or the path of a file in password_file',
})

test('a broker that is not there', async (t) => {
  const nobody = await port(t, 'free')
  await refused(t, {
    text: `kafka:\n  brokers: ['127.0.0.1:${nobody}']\n  topics: [hep]`,
    says: `FILE:4:3 kafka: 127.0.0.1:${nobody}: nobody listens there, start the broker or correct kafka.brokers`,
  })
})

const CONFIG = "web: {listen: ['127.0.0.1:0']}\nlisten: {udp: ['127.0.0.1:0'], tcp: []}\n"
const proc = existsSync('/proc/self') ? test : test.skip

// The recursive mkdir of Node never ends here.
proc('a data directory that nobody can make, where there is a /proc', async (t) => {
  const file = join(temporaryFolder(t), 'c.yaml')
  writeFileSync(file, CONFIG)
  const run = regwatch(t, `--config.file=${file}`, '--data.dir=/proc/self/nope/deep')
  t.is(await run.ended, 2)
  t.regex(
    run.stderr,
    pattern('…--data.dir: found /proc/self/nope/deep, which cannot be read and written (Error: ENOENT…), write a directory of ours'),
  )
})

test('a data directory below a file', async (t) => {
  const file = join(temporaryFolder(t), 'c.yaml')
  writeFileSync(file, CONFIG)
  const run = regwatch(t, `--config.file=${file}`, `--data.dir=${file}/data`)
  t.is(await run.ended, 2)
  t.regex(
    run.stderr,
    pattern(`…--data.dir: found ${file}/data, which cannot be read and written (Error: ENOTDIR…), write a directory of ours`),
  )
})

test('a data directory is made, with what is missing above it', async (t) => {
  const folder = join(temporaryFolder(t), 'a', 'b', 'c')
  await startCollector(t, '', '', `--data.dir=${folder}`)
  t.true(statSync(folder).isDirectory())
})

const kafka = withKafka({ sasl: true })

kafka('a wrong password for Kafka', async (t, { saslAddress }) => {
  await refused(t, {
    text: `kafka:\n  brokers: ['${saslAddress}']\n  topics: [hep]\n  sasl: {mechanism: plain, username: ${USER}, password: '\${REGWATCH_TEST_WRONG}'}`,
    says: `FILE:6:3 kafka: ${saslAddress}: the brokers refuse user ${USER} or its password, correct kafka.sasl`,
  })
})
