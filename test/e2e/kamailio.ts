import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { startChild } from '../child.ts'
import { temporaryFolder } from '../regwatch.ts'
import { findProgram } from '../setup/find-program.ts'
import { freeUdpPort, startNode } from './node.ts'

/** The registrar asks this of everyone. */
export const PASSWORD = 'right'
/** What its HEP carries as authentication key. */
export const HEP_KEY = 'myhep'
/** The registrar sends this address away before it asks. */
export const REFUSED = '127.0.0.99'

/** Starts a registrar that mirrors what it sees to a HEP port of this machine; gives its SIP port. */
export async function startKamailio(t: ExecutionContext, hepPort: number): Promise<number> {
  const address = '127.0.0.1'
  const port = await freeUdpPort(address)
  const words = { HEP_PORT: hepPort, PASSWORD, REFUSED, HEP_KEY }
  await startNode(t, new URL('kamailio.cfg', import.meta.url), { address, port, words })
  return port
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
