import { spawn } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { findProgram, isProgram, mayInstall, type Program, programs } from './find-program.ts'
import { fetchKafka } from './kafka-jars.ts'

const UPDATE_SECONDS = 180
const INSTALL_SECONDS = 480
const PROGRESS_SECONDS = 15
const SHOWN_CHARACTERS = 4_000

/** Denies packages to start their services (invoke-rc.d(8)): a registrar on port 5060 is nothing that a test asked for. */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d'

const isMissing = (name: string): name is Program => isProgram(name) && findProgram(name) === undefined
const missing = Object.keys(programs).filter(isMissing)
if (missing.length === 0) say('all programs that tests use are installed')
else if (mayInstall()) process.exitCode = await installAll()
else {
  for (const name of missing)
    say(`${name} is not installed (Debian: apt-get install ${programs[name].debian}): ${programs[name].without}; those tests are skipped`)
}
if (findProgram('java') !== undefined && findProgram('mvn') !== undefined) process.exitCode ||= await installKafka()

/** Gives the exit code. Without a way to Maven Central the tests with a broker are skipped, but not on a CI machine. */
async function installKafka(): Promise<number> {
  try {
    await fetchKafka(say)
    return 0
  } catch (error) {
    say(`Kafka could not be fetched, tests with a broker are skipped: ${error instanceof Error ? error.message : String(error)}`)
    return mayInstall() ? 1 : 0
  }
}

/** Gives the exit code. */
async function installAll(): Promise<number> {
  const packages = [...new Set(missing.map((name) => programs[name].debian))]
  const ownPolicy = !existsSync(SERVICE_POLICY)
  if (ownPolicy) writeFileSync(SERVICE_POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    await aptGet(['update'], UPDATE_SECONDS)
    await aptGet(['install', '--yes', '--no-install-recommends', ...packages], INSTALL_SECONDS)
  } catch (error) {
    say(`could not install ${packages.join(', ')}: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  } finally {
    if (ownPolicy) rmSync(SERVICE_POLICY)
  }
  const absent = missing.filter((name) => findProgram(name) === undefined)
  if (absent.length > 0) say(`installed, yet not found: ${absent.join(', ')}`)
  return absent.length > 0 ? 1 : 0
}

async function aptGet(args: readonly string[], seconds: number): Promise<void> {
  const command = `apt-get ${args.join(' ')}`
  const start = performance.now()
  const passed = () => `${Math.round((performance.now() - start) / 1_000)} s`
  say(`${command} (at most ${seconds} s)`)
  const progress = setInterval(() => say(`${command}: ${passed()}`), PROGRESS_SECONDS * 1_000)
  let output = ''
  const child = spawn('apt-get', ['-q', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=60', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: seconds * 1_000,
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()))
  try {
    const ending = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) => resolve(code ?? signal))
    })
    if (ending !== 0) throw new Error(`${command} ended with ${ending} after ${passed()}\n${output.slice(-SHOWN_CHARACTERS)}`)
    say(`${command}: done in ${passed()}`)
  } finally {
    clearInterval(progress)
  }
}

function say(line: string): void {
  process.stdout.write(`test setup: ${line}\n`)
}
