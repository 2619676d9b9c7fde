import test from 'ava'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CaptureFileError, openCaptureFile } from '../../../collector/source/capture-file.ts'
import { hepChunk, hepPacket } from '../../encode-hep.ts'
import { Recorder, datagram, register } from './recorder.ts'

/** Folder of the captures. */
export const captures = fileURLToPath(new URL('../../captures/', import.meta.url))
/** A folder of its own for each test file, gone when its tests are over. */
export const directory = await mkdtemp(join(tmpdir(), 'regwatch-'))
test.after.always(() => rm(directory, { recursive: true }))

/** Reads a file; `sip` are the SIP messages, out of HEP too, with their ends. */
export async function read(path: string) {
  const recorder = new Recorder()
  const progress: [number | undefined, number][] = []
  let error: unknown
  try {
    for await (const batch of openCaptureFile(path, { progress: (...done) => progress.push(done) })) batch(recorder)
  } catch (thrown) {
    error = thrown
  }
  if (error !== undefined && !(error instanceof CaptureFileError)) throw error
  const { records, drops, bytes } = recorder
  return { records, drops, bytes, progress, error: error?.message.replaceAll(directory + '/', ''), offset: error?.offset }
}

/** Writes a file, and gives its path. */
export async function file(name: string, ...bytes: (Uint8Array | string)[]): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, Buffer.concat(bytes.map((part) => Buffer.from(part))))
  return path
}

/** Two HEP packets, and what they are in a file. */
export const first = hepPacket(hepChunk(0x0f, Buffer.from('first')))
export const second = hepPacket(hepChunk(0x0f, Buffer.from('second')))
export const both = [first, second].map((packet) => packet.toString('latin1'))
/** Two datagrams, and the messages in them. */
export const frames = [datagram(0, register('a')), datagram(1, register('b'))]
export const messages = [register('a'), register('b')]
