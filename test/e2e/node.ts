import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { type Child, startChild } from '../child.ts'
import { temporaryFolder } from '../regwatch.ts'
import { findProgram, kamailioModules } from '../setup/find-program.ts'

const ANSWER_MILLIS = 20_000

/** A running Kamailio. */
export interface Node {
  readonly address: string
  readonly port: number
  readonly process: Child
}

/** What a configuration is filled with. */
export interface Filling {
  readonly address: string
  readonly port: number
  /** What @WORDS@ in the configuration mean, besides ADDRESS, PORT, MODULES and FOLDER. */
  readonly words: Readonly<Record<string, string | number>>
  /** Templates of other files that the configuration names, put into its folder. */
  readonly files?: Readonly<Record<string, string>>
}

/** Starts a Kamailio with a configuration that has @WORDS@ in it, and waits until it answers. */
export async function startNode(t: ExecutionContext, template: URL, { address, port, words, files = {} }: Filling): Promise<Node> {
  const folder = temporaryFolder(t)
  const all: Readonly<Record<string, string | number>> = {
    ...words,
    ADDRESS: address,
    PORT: port,
    MODULES: kamailioModules(),
    FOLDER: folder,
  }
  const fill = (text: string) => text.replace(/@([A-Z_]+)@/g, (_, word: string) => String(all[word] ?? ''))
  const file = join(folder, 'kamailio.cfg')
  writeFileSync(file, fill(readFileSync(template, 'utf8')))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), fill(text))
  const args = ['-f', file, '-DD', '-E', '-m', '32', '-M', '4', '-Y', folder, '-w', folder, '-P', join(folder, 'pid')]
  const process = startChild(t, findProgram('kamailio') ?? 'kamailio', args)
  await process.saying(/Listening on/)
  if (!(await answers(address, port))) throw new Error(`Kamailio with ${file} does not answer\n${process.stderr}`)
  return { address, port, process }
}

/** A UDP port that nobody has on this address. */
export async function freeUdpPort(address: string): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, address)
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

/** Whether it answers an OPTIONS in time; its workers start after it said that it listens. */
async function answers(address: string, port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const via = `SIP/2.0/UDP 127.0.0.1:${socket.address().port};branch=z9hG4bKready`
  const options = `OPTIONS sip:${address}:${port} SIP/2.0\r\nVia: ${via}\r\nFrom: <sip:t@127.0.0.1>;tag=t\r\nTo: <sip:t@127.0.0.1>\r\nCall-ID: ready\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n`
  const asking = setInterval(() => socket.send(options, port, address), 200)
  try {
    await once(socket, 'message', { signal: AbortSignal.timeout(ANSWER_MILLIS) })
    return true
  } catch {
    return false
  } finally {
    clearInterval(asking)
    socket.close()
  }
}
