import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { startChild } from '../child.ts'
import { temporaryFolder } from '../regwatch.ts'
import { findProgram } from '../setup/find-program.ts'

/** The registrar asks this of everyone. */
export const PASSWORD = 'right'
/** What its HEP carries as authentication key. */
export const HEP_KEY = 'myhep'
/** The registrar sends this address away before it asks. */
export const REFUSED = '127.0.0.99'

const LIBRARIES = '/usr/lib'

/** Starts a registrar that mirrors what it sees to a HEP port of this machine; gives its SIP port. */
export async function startKamailio(t: ExecutionContext, hepPort: number): Promise<number> {
  const folder = temporaryFolder(t)
  const sipPort = await freeUdpPort()
  const words: Record<string, string> = {
    SIP_PORT: String(sipPort),
    HEP_PORT: String(hepPort),
    MODULES: modules(),
    PASSWORD,
    REFUSED,
    HEP_KEY,
  }
  const template = readFileSync(new URL('kamailio.cfg', import.meta.url), 'utf8')
  const file = join(folder, 'kamailio.cfg')
  writeFileSync(
    file,
    template.replace(/@([A-Z_]+)@/g, (_, word: string) => words[word] ?? ''),
  )
  const args = ['-f', file, '-DD', '-E', '-m', '32', '-M', '4', '-Y', folder, '-w', folder, '-P', join(folder, 'pid')]
  const kamailio = startChild(t, findProgram('kamailio') ?? 'kamailio', args)
  await kamailio.saying(/Listening on/)
  await answering(sipPort)
  return sipPort
}

/** Runs one phone to its end. */
export async function register(t: ExecutionContext, sipPort: number, user: string, password: string, from = '127.0.0.1'): Promise<void> {
  const scenario = fileURLToPath(new URL('register.xml', import.meta.url))
  const account = ['-s', user, '-au', user, '-ap', password]
  const bounds = ['-m', '1', '-timeout', '20', '-timeout_error', '-nostdin']
  const sipp = startChild(t, findProgram('sipp') ?? 'sipp', ['-sf', scenario, ...account, '-i', from, ...bounds, `127.0.0.1:${sipPort}`], {
    cwd: temporaryFolder(t),
  })
  t.is(await sipp.ended, 0, sipp.stdout + sipp.stderr)
}

/** Runs one phone after the other, each refused; users may come several times. */
export async function registerRefused(t: ExecutionContext, sipPort: number, users: readonly string[]): Promise<void> {
  const folder = temporaryFolder(t)
  const list = join(folder, 'users.csv')
  writeFileSync(list, ['SEQUENTIAL', ...users.map((user) => `${user};`), ''].join('\n'))
  const scenario = fileURLToPath(new URL('refused.xml', import.meta.url))
  const bounds = ['-m', String(users.length), '-r', '10', '-timeout', '20', '-timeout_error', '-nostdin']
  const args = ['-sf', scenario, '-inf', list, '-i', REFUSED, ...bounds, `127.0.0.1:${sipPort}`]
  const sipp = startChild(t, findProgram('sipp') ?? 'sipp', args, { cwd: folder })
  t.is(await sipp.ended, 0, sipp.stdout + sipp.stderr)
}

/** Debian keeps the modules under the name of the machine's architecture. */
function modules(): string {
  const folder = readdirSync(LIBRARIES).find(
    (name) => name.endsWith('-linux-gnu') && readdirSync(join(LIBRARIES, name)).includes('kamailio'),
  )
  return join(LIBRARIES, folder ?? '', 'kamailio', 'modules')
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

/** Waits until the registrar answers an OPTIONS; its workers start after it said that it listens. */
async function answering(port: number): Promise<void> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const via = `SIP/2.0/UDP 127.0.0.1:${socket.address().port};branch=z9hG4bKready`
  const options = `OPTIONS sip:127.0.0.1:${port} SIP/2.0\r\nVia: ${via}\r\nFrom: <sip:t@127.0.0.1>;tag=t\r\nTo: <sip:t@127.0.0.1>\r\nCall-ID: ready\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n`
  const asking = setInterval(() => socket.send(options, port, '127.0.0.1'), 200)
  try {
    await once(socket, 'message', { signal: AbortSignal.timeout(20_000) })
  } finally {
    clearInterval(asking)
    socket.close()
  }
}
