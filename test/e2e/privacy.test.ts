import test, { type ExecutionContext } from 'ava'
import { hashSync } from 'bcryptjs'
import { writeFileSync } from 'node:fs'
import { createSocket } from 'node:dgram'
import { join } from 'node:path'
import { type Collector, startCollector, temporaryFolder } from '../regwatch.ts'
import { Call, REGISTRAR, RESPONSE, UE } from '../scenario.ts'

const RELEASE_SECONDS = 30
const EXEMPLARS = 'metrics: {exemplars: true}\n'
const KNOWN = { Authorization: `Basic ${Buffer.from('reader:hunter2').toString('base64')}` }

/** A user whose password is wrong: names that stand nowhere else. */
const { packets } = new Call({ callId: 'call-of-alice', user: 'alice', path: [UE, REGISTRAR] })
  .register(0)
  .challenge(0.1, 'nonce-of-the-server')
  .register(0.2, { nonce: 'nonce-of-the-server' })
  .answer(0.3, 403, { phrase: 'Forbidden (Bad auth)' })
const CALL_ID = 'call-of-alice'
const USER = 'alice@'
const [CLIENT = ''] = UE.split(':')
const names = [CALL_ID, USER, CLIENT, 'nonce-of-the-server', RESPONSE]

/** Everything that a reader can be given, once the capture has been judged. */
async function served(t: ExecutionContext, { web, udp, process: child }: Collector, headers: Record<string, string>): Promise<string> {
  const socket = createSocket('udp4')
  t.teardown(() => socket.close())
  for (const { bytes } of packets) socket.send(bytes, udp, '127.0.0.1')
  const get = async (path: string, accept = '*/*') => (await fetch(web + path, { headers: { ...headers, accept } })).text()
  let metrics = ''
  for (let tries = 0; tries < RELEASE_SECONDS * 2 && !/^sip_register_failures_total\{.*\} [1-9]/m.test(metrics); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    metrics = await get('/metrics', 'application/openmetrics-text')
  }
  const pages = await Promise.all(['/metrics', '/', '/config', '/-/ready', '/-/healthy'].map((path) => get(path)))
  return [metrics, ...pages, child.stderr, child.stdout].join('\n')
}

const shows = test.macro(async (t: ExecutionContext, config: string, reader: 'known' | 'anybody', shown: readonly string[]) => {
  t.timeout(60_000)
  const file = join(temporaryFolder(t), 'web.yaml')
  writeFileSync(file, reader === 'known' ? `basic_auth_users: {reader: '${hashSync('hunter2', 4)}'}\n` : '{}')
  const collector = await startCollector(t, config, '', `--web.config.file=${file}`)
  const said = await served(t, collector, reader === 'known' ? KNOWN : {})
  t.regex(said, /^sip_register_failures_total\{.*\} [1-9]/m)
  t.deepEqual(
    names.filter((name) => said.includes(name)),
    shown,
  )
})

test('neither users, Call-IDs, client addresses nor secrets are on any page or in the log', shows, '', 'known', [])
test('exemplars show hashes to anybody', shows, EXEMPLARS, 'anybody', [])
test('exemplars show the Call-ID to a reader with a password', shows, EXEMPLARS, 'known', [CALL_ID])
test('with privacy: clear they show the user as well', shows, `${EXEMPLARS}privacy: clear\n`, 'known', [CALL_ID, USER])
test('and to anybody the user, but no Call-ID', shows, `${EXEMPLARS}privacy: clear\n`, 'anybody', [USER])
