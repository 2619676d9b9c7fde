import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { startChild } from '../child.ts'
import { temporaryFolder } from '../regwatch.ts'
import { findProgram } from '../setup/find-program.ts'
import type { Node } from './node.ts'

/** How phones share what they send from: each has an address of its own, or one NAT is in front of all and gives each a port. */
export type Sharing = 'addresses' | 'nat'

/** What one run of SIPp does. */
export interface Run {
  readonly scenario: URL
  /** One phone a line: user, address and credentials, with a semicolon between them. */
  readonly phones: readonly string[]
  /** The address of the first, or of the NAT. */
  readonly address: string
  readonly sharing?: Sharing
  /** What [key] in the scenario means. */
  readonly keys?: Readonly<Record<string, string>>
  /** Phones that start in a second. */
  readonly rate?: number
}

/** Lets each phone run once; ends when all are through. */
export async function runSipp(t: ExecutionContext, node: Node, run: Run): Promise<void> {
  const { scenario, phones, address, sharing = 'addresses', keys = {}, rate = 20 } = run
  const folder = temporaryFolder(t)
  const [list, errors] = [join(folder, 'phones.csv'), join(folder, 'errors')]
  writeFileSync(list, ['SEQUENTIAL', ...phones, ''].join('\n'))
  const sockets = sharing === 'nat' ? ['-t', 'un'] : ['-t', 'ui', '-ip_field', '1']
  const words = Object.entries(keys).flatMap(([key, value]) => ['-key', key, value])
  const bounds = ['-m', `${phones.length}`, '-r', `${rate}`, '-max_socket', '500', '-timeout', '60', '-timeout_error', '-nostdin']
  const log = ['-trace_err', '-error_file', errors]
  const args = ['-sf', fileURLToPath(scenario), '-inf', list, '-i', address, ...sockets, ...words, ...bounds, ...log]
  const sipp = startChild(t, findProgram('sipp') ?? 'sipp', [...args, `${node.address}:${node.port}`], { cwd: folder })
  t.is(await sipp.ended, 0, existsSync(errors) ? readFileSync(errors, 'utf8') : sipp.stderr)
}
