import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from './find-program.ts'

const VERSION = '4.3.1'
const CLUSTER = 'cmVnd2F0Y2gtdGVzdC0wMQ'
const FETCH_SECONDS = 420
const PROGRESS_SECONDS = 15
const SHOWN_CHARACTERS = 2_000

/** Outside of the working tree, so that every clone uses the same 44 MB. */
const cache = process.env['KAFKA_CACHE'] ?? join(homedir(), '.cache', 'regwatch', `kafka-${VERSION}`)

/** A data directory that is formatted once and copied for each broker: formatting takes longer than starting. */
export const template = join(cache, 'template')

/** How a broker's JVM is started: small, and quick to start rather than fast. */
export const jvm = ['-Xmx320m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', join(cache, 'libs', '*')] as const

/** Without slf4j-simple the broker says nothing, not even that it is up. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>test</groupId><artifactId>kafka-broker</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies></project>
`

const properties = (data: string) => `process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093
controller.quorum.voters=1@127.0.0.1:9093
controller.listener.names=CONTROLLER
log.dirs=${data}
`

/** Whether a broker can be started here. */
export function hasKafka(): boolean {
  return findProgram('java') !== undefined && existsSync(template)
}

/** Fetches Apache Kafka from Maven Central, once for all; `say` is told how it goes. */
export async function fetchKafka(say: (line: string) => void): Promise<void> {
  if (existsSync(template)) return
  const start = performance.now()
  const passed = () => `${Math.round((performance.now() - start) / 1_000)} s`
  mkdirSync(cache, { recursive: true })
  const pom = join(cache, 'pom.xml')
  writeFileSync(pom, POM)
  say(`Kafka ${VERSION}: 44 MB from Maven Central to ${cache} (at most ${FETCH_SECONDS} s)`)
  const progress = setInterval(() => say(`Kafka ${VERSION}: ${passed()}`), PROGRESS_SECONDS * 1_000)
  try {
    const libs = `-DoutputDirectory=${join(cache, 'libs')}`
    await run('mvn', ['-q', '-B', '-ntp', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', libs])
  } finally {
    clearInterval(progress)
  }
  format()
  say(`Kafka ${VERSION}: there after ${passed()}`)
}

function format(): void {
  const file = join(cache, 'template.properties')
  const unfinished = `${template}.new`
  rmSync(unfinished, { recursive: true, force: true })
  formatStorage(unfinished, file)
  renameSync(unfinished, template)
}

/** Makes a data directory; `accounts`: arguments that put accounts of SCRAM into it. `file` is where its properties are written. */
export function formatStorage(data: string, file: string, accounts: readonly string[] = []): void {
  writeFileSync(file, properties(data))
  const args = [...jvm, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER, '-c', file, ...accounts]
  const { status, stderr } = spawnSync(findProgram('java') ?? 'java', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`Kafka's storage could not be formatted: ${stderr.slice(-SHOWN_CHARACTERS)}`)
}

async function run(name: 'mvn', args: readonly string[]): Promise<void> {
  const child = spawn(findProgram(name) ?? name, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: FETCH_SECONDS * 1_000 })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()))
  const ending = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? signal))
  })
  if (ending !== 0) throw new Error(`${name} ended with ${ending}\n${output.slice(-SHOWN_CHARACTERS)}`)
}
