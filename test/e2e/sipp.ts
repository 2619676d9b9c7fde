import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { startChild } from '../child.ts'
import { temporaryFolder } from '../regwatch.ts'
import { findProgram } from '../setup/find-program.ts'
import type { Node } from './node.ts'

/** What one run of SIPp does. */
export interface Run {
  readonly scenario: URL
  /** One phone a line: user, address and credentials, with a semicolon between them. */
  readonly phones: readonly string[]
  /** Where all come from: a NAT gives each a port, a scanner has one for all. Without it each has its own address, the second value of its line. */
  readonly from?: { readonly nat: string } | { readonly scanner: string }
  /** What [key] in the scenario means. */
  readonly keys?: Readonly<Record<string, string>>
  /** No phone gets a reply. */
  readonly isSilent?: boolean
  /** Phones that start in a second. */
  readonly rate?: number
}

/** Lets each phone run once; ends when all are through. */
export async function runSipp(t: ExecutionContext, node: Node, run: Run): Promise<void> {
  const { scenario, phones, keys = {}, isSilent = false, rate = 20 } = run
  const folder = temporaryFolder(t)
  const [list, errors] = [join(folder, 'phones.csv'), join(folder, 'errors')]
  writeFileSync(list, ['SEQUENTIAL', ...phones, ''].join('\n'))
  const own = socketsOf(run)
  const words = Object.entries(keys).flatMap(([key, value]) => ['-key', key, value])
  const bounds = ['-m', `${phones.length}`, '-r', `${rate}`, '-max_socket', '500', '-timeout', '60', '-timeout_error', '-nostdin']
  const log = ['-trace_err', '-error_file', errors]
  const args = ['-sf', fileURLToPath(scenario), '-inf', list, ...own, ...words, ...bounds, ...log]
  const sipp = startChild(t, findProgram('sipp') ?? 'sipp', [...args, `${node.address}:${node.port}`], { cwd: folder })
  t.is(await sipp.ended, isSilent ? 1 : 0, existsSync(errors) ? readFileSync(errors, 'utf8') : sipp.stderr)
}

function socketsOf({ from, phones }: Run): readonly string[] {
  if (from === undefined) return ['-t', 'ui', '-ip_field', '1', '-i', phones[0]?.split(';')[1] ?? '']
  return 'nat' in from ? ['-t', 'un', '-i', from.nat] : ['-t', 'u1', '-i', from.scanner]
}
