import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from './find-program.ts'
import { formatStorage, jvm, template } from './kafka-jars.ts'
import { listenerProperties, scramAccounts, type Secured } from './kafka-listeners.ts'

const START_SECONDS = 60
const SHOWN_CHARACTERS = 2_000

/** A real Apache Kafka of one node, on ports of this machine that were free. */
export interface Broker {
  readonly address: string
  /** Asks for user and password (SASL PLAIN); only with `sasl`. */
  readonly saslAddress: string
  /** TLS alone, TLS that asks for a client certificate, and TLS with an account or a token; only with `secured`. */
  readonly tlsAddress: string
  readonly mtlsAddress: string
  readonly saslTlsAddress: string
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
  /** Ends it in good order: its log is not looked through when it starts again. */
  stop(): Promise<void>
  /** The file that holds a partition. */
  logFile(topic: string, partition: number): string
  /** Starts it again with the same data on the same ports. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  remove(): Promise<void>
}

export interface BrokerOptions {
  readonly sasl?: boolean
  readonly secured?: Secured
  readonly port?: number
}

/** Starts a broker; topics have to be created. It is gone when this process is. */
export async function startKafka({ sasl = false, secured, port }: BrokerOptions = {}): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'regwatch-kafka-'))
  const data = join(folder, 'data')
  // Accounts of SCRAM are in the data, of which the template has none.
  if (secured === undefined) cpSync(template, data, { recursive: true })
  else formatStorage(data, join(folder, 'format.properties'), scramAccounts)
  const [plain = 0, controller = 0, saslPort = 0, tls = 0, mtls = 0, saslTls = 0] = await freePorts(6)
  const listeners = [
    ...(sasl ? [{ name: 'SASL', port: saslPort } as const] : []),
    ...(secured === undefined
      ? []
      : ([
          { name: 'TLS', port: tls },
          { name: 'MTLS', port: mtls },
          { name: 'SASLTLS', port: saslTls },
        ] as const)),
  ]
  const file = join(folder, 'server.properties')
  writeFileSync(file, properties(data, controller) + listenerProperties(folder, port ?? plain, controller, listeners, secured))
  let child = await launch(file)
  const end = (signal: NodeJS.Signals) => async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  const onExit = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', onExit)
  return {
    address: `127.0.0.1:${port ?? plain}`,
    saslAddress: `127.0.0.1:${saslPort}`,
    tlsAddress: `localhost:${tls}`,
    mtlsAddress: `localhost:${mtls}`,
    saslTlsAddress: `localhost:${saslTls}`,
    kill: end('SIGKILL'),
    stop: end('SIGTERM'),
    logFile: (topic, partition) => join(data, `${topic}-${partition}`, '00000000000000000000.log'),
    async restart() {
      child = await launch(file)
    },
    async remove() {
      await end('SIGKILL')()
      process.removeListener('exit', onExit)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A short session of the broker with its controller: after a kill it is back in 4 seconds, not in 12. */
function properties(data: string, controller: number): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
controller.listener.names=CONTROLLER
log.dirs=${data}
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
num.partitions=4
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
group.consumer.min.heartbeat.interval.ms=500
group.consumer.heartbeat.interval.ms=500
auto.create.topics.enable=false
log.cleaner.enable=false
`
}

async function launch(file: string): Promise<ChildProcess> {
  const child = spawn(findProgram('java') ?? 'java', [...jvm, 'kafka.Kafka', file], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`Kafka ${why}: ${said.slice(-SHOWN_CHARACTERS)}`))
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      fail(`did not start in ${START_SECONDS} s`)
    }, START_SECONDS * 1_000)
    child.on('error', reject)
    child.once('exit', (code, signal) => fail(`ended with ${code ?? signal}`))
    child.stderr.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-2 * SHOWN_CHARACTERS)
      if (!said.includes('Kafka Server started')) return
      clearTimeout(late)
      resolve()
    })
  })
  child.removeAllListeners('exit')
  // Goes on saying things that nobody reads; the pipe must not fill up.
  child.stderr.removeAllListeners('data').resume()
  return child
}

/** The controller's port has to be known beforehand, so that 0 cannot be used. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}
