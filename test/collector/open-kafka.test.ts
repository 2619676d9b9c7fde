import type { ExecutionContext } from 'ava'
import { writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { UsageError } from '../../collector/errors.ts'
import { createLog } from '../../collector/log.ts'
import { openKafka } from '../../collector/open-kafka.ts'
import { regwatch, temporaryFolder } from '../regwatch.ts'
import { createTopic } from '../setup/kafka-topic.ts'
import type { Broker } from '../setup/kafka.ts'
import { PASSWORD, USER } from '../setup/kafka-listeners.ts'
import { withKafka } from '../setup/kafka-test.ts'
import { kafkaConfig } from './source/kafka-member.ts'

const kafka = withKafka({ sasl: true })

process.env['REGWATCH_TEST_RIGHT'] = PASSWORD
process.env['REGWATCH_TEST_WRONG'] = 'wrong'
const account = (password: string, mechanism = 'plain') => ({ mechanism, username: USER, password: `\${REGWATCH_TEST_${password}}` })

let topics: Promise<void> | undefined

/** What the first contact says of a section; the topics `hep` and `calls` are there. */
async function refusal(t: ExecutionContext, { address }: Broker, options: Record<string, unknown>): Promise<string> {
  await (topics ??= createTopic(address, 'hep').then(() => createTopic(address, 'calls')))
  const log = createLog('info', 'logfmt', { write: () => t.fail('it logged') })
  const error = await t.throwsAsync(openKafka(kafkaConfig({ brokers: [address], topics: ['hep'], ...options }), log), {
    instanceOf: UsageError,
  })
  t.notRegex(error.message, /right|wrong\b.*pass/)
  return error.message
}

async function silentPort(t: ExecutionContext): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => undefined))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

kafka('nobody listens', async (t, broker) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  await once(server.close(), 'close')
  const brokers = [`127.0.0.1:${port}`]
  t.is(await refusal(t, broker, { brokers }), `kafka: ${brokers[0]}: nobody listens there, start the broker or correct kafka.brokers`)
})

kafka('a host that does not exist', async (t, broker) => {
  t.is(await refusal(t, broker, { brokers: ['kafka.invalid:9092'] }), 'kafka: kafka.invalid:9092: no such host, correct kafka.brokers')
})

kafka('a port that says nothing', async (t, broker) => {
  const brokers = [await silentPort(t)]
  t.is(
    await refusal(t, broker, { brokers }),
    `kafka: ${brokers[0]}: Request timed out, if this port of the brokers wants kafka.ssl (TLS) or kafka.sasl (user and password), add it; else correct kafka.brokers`,
  )
})

kafka('an unknown topic, and one that is nearly right', async (t, broker) => {
  t.is(await refusal(t, broker, { topics: ['hep', 'hepp'] }), 'kafka: there is no topic hepp, did you mean hep in kafka.topics?')
  t.is(
    await refusal(t, broker, { topics: ['registrations'] }),
    'kafka: there is no topic registrations, create it or correct kafka.topics: there are calls, hep',
  )
})

kafka('a wrong password is not shown', async (t, broker) => {
  const brokers = [broker.saslAddress]
  t.is(
    await refusal(t, broker, { brokers, sasl: account('WRONG') }),
    `kafka: ${broker.saslAddress}: the brokers refuse user ${USER} or its password, correct kafka.sasl`,
  )
})

kafka('a mechanism that the brokers do not have', async (t, broker) => {
  t.is(
    await refusal(t, broker, { brokers: [broker.saslAddress], sasl: account('RIGHT', 'scram-sha-512') }),
    `kafka: ${broker.saslAddress}: the brokers do not offer scram-sha-512, write another mechanism in kafka.sasl.mechanism`,
  )
})

kafka('a password for a port that wants none, and none for a port that wants one', async (t, broker) => {
  t.is(
    await refusal(t, broker, { sasl: account('RIGHT') }),
    `kafka: ${broker.address}: this port takes no user and password, take kafka.sasl out or use another port of the brokers`,
  )
  t.is(
    await refusal(t, broker, { brokers: [broker.saslAddress] }),
    `kafka: ${broker.saslAddress}: Connection closed, if this port of the brokers wants kafka.ssl (TLS) or kafka.sasl (user and password), add it; else correct kafka.brokers`,
  )
})

kafka('TLS to a plain port', async (t, broker) => {
  t.regex(
    await refusal(t, broker, { ssl: {} }),
    /^kafka: 127\.0\.0\.1:\d+: .+, if this port of the brokers is plain text, take kafka\.ssl out$/,
  )
})

kafka('the right password is let in', async (t, broker) => {
  await (topics ??= createTopic(broker.address, 'hep').then(() => createTopic(broker.address, 'calls')))
  const log = createLog('info', 'logfmt', { write: () => undefined })
  const config = kafkaConfig({ brokers: [broker.saslAddress], topics: ['hep'], sasl: account('RIGHT') })
  const source = await openKafka(config, log)
  t.is(source.waitsFor(), 'it waits for its partitions in Kafka')
  await source.close()
})

kafka('it is one line and exit code 2, and nothing is left listening', async (t, { address }) => {
  const file = join(temporaryFolder(t), 'c.yaml')
  writeFileSync(
    file,
    `listen: {udp: [], tcp: ['127.0.0.1:0']}\nweb: {listen: ['127.0.0.1:0']}\nkafka: {brokers: ['${address}'], topics: [registrations-of-all]}\n`,
  )
  const run = regwatch(t, `--config.file=${file}`)
  t.is(await run.ended, 2)
  t.regex(run.stderr, /^\S+c\.yaml:3:\d+ kafka: there is no topic registrations-of-all, create it or correct kafka\.topics: .*\n$/)
})
