import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { listenAddressText, type ListenAddress } from './config/listen-address.ts'
import { UsageError } from './errors.ts'

export interface ListenAttempt {
  readonly protocol: 'udp' | 'tcp'
  readonly address: ListenAddress
  /** The flag or option to change, as the operator writes it. */
  readonly option: string
}

/** Opens something that listens; if it cannot, the error says what the operator has to change. */
export async function opened<Opened>(attempt: ListenAttempt, open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open()
  } catch (error) {
    throw listenFailure(error, attempt)
  }
}

/** Turns the error of a socket that could not listen into what the operator has to change. Other errors stay as they are. */
export function listenFailure(error: unknown, { protocol, address, option }: ListenAttempt): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const where = `${protocol} ${listenAddressText(address)}`
  if (code === 'EADDRINUSE') {
    const holder = portHolder(protocol, address.port)
    return new UsageError(
      `${where}: port ${address.port} is in use${holder === undefined ? '' : ` by ${holder}`}, stop that or change ${option}`,
    )
  }
  if (code === 'EACCES') return new UsageError(`${where}: this user may not listen there, take a port above 1023 in ${option}`)
  if (code === 'EADDRNOTAVAIL') return new UsageError(`${where}: no interface of this machine has that address, change ${option}`)
  return error
}

/** Name and process id of who listens on a port, as far as /proc shows it to this user. */
function portHolder(protocol: 'udp' | 'tcp', port: number): string | undefined {
  try {
    const inodes = new Set([protocol, `${protocol}6`].flatMap((table) => inodesOnPort(`/proc/net/${table}`, port, protocol)))
    const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holdsSocket(name, inodes))
    return pid === undefined ? undefined : `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (pid ${pid})`
  } catch {
    return undefined
  }
}

/** TCP_LISTEN in /proc/net/tcp; a UDP socket that is not connected shows 07 (proc(5)). */
const LISTENING = { tcp: '0A', udp: '07' }

/** Lines: `sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode …`, port in hex after the colon. */
function inodesOnPort(table: string, port: number, protocol: 'udp' | 'tcp'): string[] {
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((field) => Number.parseInt(field[1]?.split(':')[1] ?? '', 16) === port && field[3] === LISTENING[protocol])
    .flatMap((field) => field[9] ?? [])
}

function holdsSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  const folder = `/proc/${pid}/fd`
  return listed(folder).some((fd) => inodes.has(/^socket:\[(\d+)\]$/.exec(linkAt(`${folder}/${fd}`))?.[1] ?? ''))
}

/** Descriptors of other users are hidden. */
function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A descriptor may be closed while it is looked at. */
function linkAt(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
