import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { startChild } from '../../child.ts'
import { temporaryFolder } from '../../regwatch.ts'
import { findProgram } from '../../setup/find-program.ts'
import type { Node } from '../node.ts'
import type { Phone } from './phones.ts'

const ONLINE_SECONDS = 4
const MODULES = '/usr/lib/baresip/modules'

/**
 * A softphone that tries again at once what is refused. It stays for some seconds; then it takes its registration back, or somebody pulls
 * the plug.
 */
export async function runBaresip(
  t: ExecutionContext,
  { user, password, address }: Phone,
  node: Node,
  end: 'quit' | 'unplugged',
): Promise<void> {
  const folder = temporaryFolder(t)
  const account = `<sip:${user}@${node.address}:${node.port}>;auth_pass=${password};regint=60\n`
  writeFileSync(join(folder, 'config'), `sip_listen ${address}:0\nmodule_path ${MODULES}\nmodule_app account.so\nmodule_app menu.so\n`)
  writeFileSync(join(folder, 'accounts'), account)
  writeFileSync(join(folder, 'contacts'), '')
  const phone = startChild(t, findProgram('baresip') ?? 'baresip', ['-f', folder, ...(end === 'quit' ? ['-t', `${ONLINE_SECONDS}`] : [])])
  const plug = end === 'quit' ? undefined : setTimeout(() => phone.kill('SIGKILL'), ONLINE_SECONDS * 1_000)
  t.is(await phone.ended, end === 'quit' ? 0 : 'SIGKILL', phone.stdout + phone.stderr)
  clearTimeout(plug)
}

/** A client that tries once; gives whether it is registered. */
export async function runSipsak(t: ExecutionContext, { user, password, address }: Phone, node: Node): Promise<boolean> {
  const contact = ['-C', `sip:${user}@${address}:5060`]
  const target = ['-s', `sip:${user}@${node.address}:${node.port}`]
  const client = startChild(t, findProgram('sipsak') ?? 'sipsak', ['-U', '-i', '-a', password, ...contact, ...target])
  return (await client.ended) === 0
}
