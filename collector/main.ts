#!/usr/bin/env node
import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import type { ProcessRequests } from './process-requests.ts'

const OLDEST_NODE = [24, 12] as const
const STOP_MILLIS = 10_000

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  process.stderr.write(
    `regwatch needs Node ${OLDEST_NODE.join('.')} or newer, this is ${process.versions.node}: install it, or run "npm install node" beside regwatch\n`,
  )
  process.exitCode = 2
} else {
  await start()
}

async function start(): Promise<void> {
  // Most of what is made here lives until a verdict is told, so a large young generation is only copied for longer at a time: it stays as it begins.
  // So little is copied sooner by one thread than by five that wait for each other.
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--no-parallel-scavenge')

  // A reader that has seen enough (`regwatch explain … | head`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

  try {
    const { runCli } = await import('./cli.ts')
    const { stdout, stderr } = process
    process.exitCode = await runCli(process.argv.slice(2), { stdout, stderr, nodeVersion: process.version, requests })
  } catch (error) {
    process.stderr.write(`regwatch: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exitCode = 1
  }
}

/** The first signal asks to stop, the second ends the process at once; so does a stop that takes too long. */
function requests(): ProcessRequests {
  const stopping = new AbortController()
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(1)
    stopping.abort()
    setTimeout(() => process.exit(1), STOP_MILLIS).unref()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // Also before anybody listens: a reload that comes too early must not end the process.
  process.on('SIGHUP', () => undefined)
  return { stopped: stopping.signal, stop, onReload: (reload) => void process.on('SIGHUP', reload) }
}
