import type { ExecutionContext } from 'ava'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { UsageError } from '../../collector/errors.ts'
import { createLog } from '../../collector/log.ts'
import { openKafka } from '../../collector/open-kafka.ts'
import { certificateAuthority } from '../certificate.ts'
import { regwatch, temporaryFolder } from '../regwatch.ts'
import type { Broker } from '../setup/kafka.ts'
import { PASSWORD, USER } from '../setup/kafka-listeners.ts'
import { withKafka } from '../setup/kafka-test.ts'
import { createTopic, publish } from '../setup/kafka-topic.ts'
import { joinGroup, kafkaConfig, numbered } from './source/kafka-member.ts'

const servers = certificateAuthority('servers')
const clients = certificateAuthority('clients')
const kafka = withKafka({ secured: { broker: servers.issue('localhost'), clientsCa: clients.cert } })

process.env['REGWATCH_TEST_RIGHT'] = PASSWORD
process.env['REGWATCH_TEST_WRONG'] = 'wrong'
const account = (mechanism: string, password = 'RIGHT') => ({ mechanism, username: USER, password: `\${REGWATCH_TEST_${password}}` })

let topic: Promise<void> | undefined

/** The topic `hep`, with three records in it. */
function filled({ address }: Broker): Promise<void> {
  return (topic ??= createTopic(address, 'hep').then(() => publish(address, 'hep', [1, 2, 3].map(numbered))))
}

/** Files that options name, with these texts. */
function files<const Texts extends Readonly<Record<string, string>>>(
  t: ExecutionContext,
  texts: Texts,
): Readonly<Record<keyof Texts, string>>
function files(t: ExecutionContext, texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const folder = temporaryFolder(t)
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      writeFileSync(join(folder, name), text)
      return [name, join(folder, name)]
    }),
  )
}

const trusting = (t: ExecutionContext) => ({ ca_file: files(t, { ca: servers.cert }).ca })

async function reads(t: ExecutionContext, broker: Broker, options: Record<string, unknown>): Promise<void> {
  await filled(broker)
  const section = { topics: ['hep'], ...options }
  await (await openKafka(kafkaConfig(section), createLog('info', 'logfmt', { write: () => undefined }))).close()
  const member = joinGroup(t, { ...section, groupId: t.title.replaceAll(/\W+/g, '-') })
  await member.until(({ counted }) => counted.length === 3)
  t.deepEqual(
    member.counted.toSorted((one, other) => one - other),
    [1, 2, 3],
  )
  await member.leave()
}

async function refusal(t: ExecutionContext, broker: Broker, options: Record<string, unknown>): Promise<string> {
  await filled(broker)
  const log = createLog('info', 'logfmt', { write: () => t.fail('it logged') })
  const error = await t.throwsAsync(openKafka(kafkaConfig({ topics: ['hep'], ...options }), log), { instanceOf: UsageError })
  return error.message
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token that is not signed, as Kafka takes it in tests; `seconds` from now it ends. */
function token(seconds: number): string {
  const now = Math.floor(Date.now() / 1000)
  return `${part({ alg: 'none' })}.${part({ sub: USER, iat: now - 3_600, exp: now + seconds })}.`
}

/** A server of tokens that knows one client. */
async function tokenServer(t: ExecutionContext, answer: () => string): Promise<string> {
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization === `Basic ${Buffer.from('regwatch%2F1:hunter2').toString('base64')}`
    response.writeHead(isKnown ? 200 : 401, { 'Content-Type': 'application/json' }).end(isKnown ? answer() : '{"error":"invalid_client"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/token`
}

kafka('TLS: records are read from a broker whose CA is known', async (t, broker) => {
  await reads(t, broker, { brokers: [broker.tlsAddress], ssl: trusting(t) })
})

kafka('TLS: a broker whose CA is not known, and one with another name', async (t, broker) => {
  const brokers = [broker.tlsAddress]
  const remedy = 'correct kafka.ssl.ca_file or kafka.ssl.servername'
  t.regex(
    await refusal(t, broker, { brokers, ssl: {} }),
    new RegExp(`^kafka: ${brokers[0]}: the broker's certificate is not trusted \\(.*\\), ${remedy}$`),
  )
  const { other } = files(t, { other: clients.cert })
  t.regex(
    await refusal(t, broker, { brokers, ssl: { ca_file: other } }),
    new RegExp(`^kafka: ${brokers[0]}: the broker's certificate is not trusted \\(.*\\), ${remedy}$`),
  )
  t.regex(
    await refusal(t, broker, { brokers, ssl: { ...trusting(t), servername: 'kafka.example.org' } }),
    new RegExp(`^kafka: ${brokers[0]}: the broker's certificate is not trusted \\(.*kafka\\.example\\.org.*\\), ${remedy}$`),
  )
})

kafka('a CA that did not sign for the broker is one line with its place, and exit code 2', async (t, broker) => {
  await filled(broker)
  const { other, config } = files(t, {
    other: clients.cert,
    config: `listen: {udp: [], tcp: ['127.0.0.1:0']}\nweb: {listen: ['127.0.0.1:0']}\nkafka:\n  brokers: ['${broker.tlsAddress}']\n  topics: [hep]\n  ssl: {ca_file: other}\n`,
  })
  t.truthy(other)
  const run = regwatch(t, `--config.file=${config}`)
  t.is(await run.ended, 2)
  t.regex(
    run.stderr,
    /^\S+config:6:9 kafka: localhost:\d+: the broker's certificate is not trusted \(.*\), correct kafka\.ssl\.ca_file .*\n$/,
  )
})

kafka('mutual TLS: records are read with a certificate that the brokers know, not without one or with another', async (t, broker) => {
  const brokers = [broker.mtlsAddress]
  const own = clients.issue('regwatch')
  const foreign = certificateAuthority('others').issue('regwatch')
  const { cert, key, foreignCert, foreignKey } = files(t, {
    cert: own.cert,
    key: own.key,
    foreignCert: foreign.cert,
    foreignKey: foreign.key,
  })
  await reads(t, broker, { brokers, ssl: { ...trusting(t), cert_file: cert, key_file: key } })
  const closed = `kafka: ${broker.mtlsAddress}: Connection closed`
  t.is(
    await refusal(t, broker, { brokers, ssl: trusting(t) }),
    `${closed}, if the brokers want a certificate, write kafka.ssl.cert_file and kafka.ssl.key_file; if a user and password, kafka.sasl`,
  )
  t.is(
    await refusal(t, broker, { brokers, ssl: { ...trusting(t), cert_file: foreignCert, key_file: foreignKey } }),
    `${closed}, correct kafka.ssl.cert_file and kafka.ssl.key_file`,
  )
})

for (const mechanism of ['plain', 'scram-sha-256', 'scram-sha-512']) {
  kafka(`${mechanism} over TLS: records are read with the right password, and a wrong one is named and not shown`, async (t, broker) => {
    const options = { brokers: [broker.saslTlsAddress], ssl: trusting(t) }
    await reads(t, broker, { ...options, sasl: account(mechanism) })
    t.is(
      await refusal(t, broker, { ...options, sasl: account(mechanism, 'WRONG') }),
      `kafka: ${broker.saslTlsAddress}: the brokers refuse user ${USER} or its password, correct kafka.sasl`,
    )
  })
}

kafka('oauthbearer over TLS: records are read with a token from a file, also one that was renewed', async (t, broker) => {
  const { file } = files(t, { file: token(-60) })
  const options = {
    brokers: [broker.saslTlsAddress],
    ssl: trusting(t),
    sasl: { mechanism: 'oauthbearer', oauthbearer: { token_file: file } },
  }
  t.is(await refusal(t, broker, options), `kafka: ${broker.saslTlsAddress}: the brokers refuse the token, correct kafka.sasl.oauthbearer`)
  writeFileSync(file, `${token(600)}\n`)
  await reads(t, broker, options)
})

process.env['REGWATCH_TEST_CLIENT'] = 'hunter2'

kafka('oauthbearer over TLS: records are read with a token from a server', async (t, broker) => {
  const token_url = await tokenServer(t, () => JSON.stringify({ access_token: token(600), token_type: 'Bearer' }))
  const oauthbearer = { token_url, client_id: 'regwatch/1', client_secret: '${REGWATCH_TEST_CLIENT}', scope: 'kafka' }
  const options = { brokers: [broker.saslTlsAddress], ssl: trusting(t), sasl: { mechanism: 'oauthbearer', oauthbearer } }
  await reads(t, broker, options)
  t.is(
    await refusal(t, broker, { ...options, sasl: { ...options.sasl, oauthbearer: { ...oauthbearer, client_id: 'other' } } }),
    `kafka: the server of tokens ${new URL(token_url).host} answers 401, correct kafka.sasl.oauthbearer`,
  )
  const empty = await tokenServer(t, () => '{"access_token": "a b"}')
  t.is(
    await refusal(t, broker, { ...options, sasl: { ...options.sasl, oauthbearer: { ...oauthbearer, token_url: empty } } }),
    `kafka: the server of tokens ${new URL(empty).host} answers without a token, correct kafka.sasl.oauthbearer`,
  )
})
