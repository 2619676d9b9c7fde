import type { AddressInfo } from 'node:net'
import { readFile, readdir, readlink } from 'node:fs/promises'
import { readAddress } from '../hep/address-text.ts'

const LOOK_MILLIS = 1_000
/** A host with many thousand sockets takes long to list them: so many times longer is waited until the next look. */
const REST = 50
/** A look also seems long when the event loop stood still: just then drops have to be told soon. */
const REST_MILLIS = 5_000

/** Follows the count of datagrams that the kernel dropped at one socket. */
export interface KernelDrops {
  /** Looks a last time. */
  close(): Promise<void>
}

/** Tells how many more were dropped, and 0 at the start. Undefined where this system does not say it: no Linux, no /proc, another namespace. */
export async function watchKernelDrops(socket: AddressInfo, tell: (count: number) => void): Promise<KernelDrops | undefined> {
  const find = lineOf(socket)
  const own = await find()
  if (own === undefined || !(await isOwn(own.inode))) return undefined
  let before = own.drops
  tell(before)

  const look = async (): Promise<void> => {
    const line = await find()
    if (line?.inode !== own.inode || line.drops === before) return
    tell(dropsSince(before, line.drops))
    before = line.drops
  }
  let looking: Promise<void> = Promise.resolve()
  const lookAgain = (): void => {
    const start = performance.now()
    looking = look().then(() => void (timer = setTimeout(lookAgain, restAfter(performance.now() - start))))
  }
  let timer = setTimeout(lookAgain, LOOK_MILLIS)
  return {
    async close() {
      await looking
      clearTimeout(timer)
      await look()
    },
  }
}

/** How long to wait after a look that took so long, in milliseconds. */
export function restAfter(took: number): number {
  return Math.min(Math.max(LOOK_MILLIS, REST * took), REST_MILLIS)
}

/** The kernel counts in 32 bits, and begins again at 0. */
export function dropsSince(before: number, now: number): number {
  return (now - before) >>> 0
}

interface SocketLine {
  readonly inode: string
  readonly drops: number
}

/** Reads the line of one socket. /proc/self, because each network namespace has its own table. */
function lineOf({ address, family, port }: AddressInfo): () => Promise<SocketLine | undefined> {
  const table = `/proc/self/net/${family === 'IPv6' ? 'udp6' : 'udp'}`
  const local = `: ${localAddress(address, port)} `
  return async () => parseSocketLine(await readFile(table, 'latin1').catch(() => ''), local)
}

/** `local` is what stands between the line's number and the remote address. */
export function parseSocketLine(table: string, local: string): SocketLine | undefined {
  const at = table.indexOf(local)
  if (at < 0) return undefined
  // `sl: local remote st tx:rx tr:when retrnsmt uid timeout inode ref pointer drops`, proc_net(5)
  const fields = table
    .slice(at + 2, table.indexOf('\n', at))
    .trim()
    .split(/\s+/)
  const [inode = '', drops = ''] = [fields[8], fields[11]]
  return /^\d+$/.test(inode) && /^\d+$/.test(drops) ? { inode, drops: Number(drops) } : undefined
}

/** Address and port as the kernel writes them: words of 32 bits in the order of this machine, and the port, in hexadecimal. */
export function localAddress(address: string, port: number): string {
  const bytes = new Uint8Array(16)
  const words = new Uint32Array(bytes.buffer, 0, readAddress(address, bytes) / 4)
  return `${[...words].map((word) => hex(word, 8)).join('')}:${hex(port, 4)}`
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}

/** Whether one of our descriptors is that socket; the same address may stand in the table of a namespace that is not ours. */
async function isOwn(inode: string): Promise<boolean> {
  const folder = '/proc/self/fd'
  const names = await readdir(folder).catch(() => [])
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')))
  return links.includes(`socket:[${inode}]`)
}
