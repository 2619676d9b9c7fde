import { open, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { HashKey } from '../registration/names.ts'
import { FILE_WORDS, type History } from './history.ts'

const NAME = 'history'
const MAGIC = Buffer.from('regwatch history 1\n\0')
/** Magic, key, and how many users follow; a checksum of all that stands before it ends the file. */
const HEAD_BYTES = MAGIC.length + 12
/** Users written between two breaths of the event loop. */
const CHUNK = 16_384
const MOST_USERS = 2 ** 21

/** What a file held. */
export interface StoredHistory {
  readonly key: HashKey
  readonly words: Int32Array
}

/** Path of the file in a data directory. */
export function historyPath(directory: string): string {
  return join(directory, NAME)
}

/** Throws where the file could not be written later. */
export async function tryToWrite(directory: string): Promise<void> {
  const path = `${historyPath(directory)}.new`
  const file = await open(path, 'w', 0o600)
  await file.close()
  await unlink(path)
}

/** Reads the file; `undefined` when there is none, a text that says what is wrong with it when it is damaged. */
export async function readHistory(directory: string): Promise<StoredHistory | string | undefined> {
  let bytes: Buffer
  try {
    bytes = await readFile(historyPath(directory))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  return parse(bytes)
}

/** Sets a file aside that cannot be used, so that somebody can look at it; gives its new path. */
export async function setAside(directory: string, why: 'damaged' | 'other-key', seconds: number): Promise<string> {
  const aside = `${historyPath(directory)}.${why}-${seconds}`
  await rename(historyPath(directory), aside)
  return aside
}

/** Writes the file anew, piece by piece, and puts it in the place of the old one when it is whole. */
export async function writeHistory(directory: string, history: History): Promise<void> {
  const { key } = history
  const path = historyPath(directory)
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    const count = history.users
    const head = Buffer.alloc(HEAD_BYTES)
    MAGIC.copy(head)
    head.writeInt32LE(key.one, MAGIC.length)
    head.writeInt32LE(key.other, MAGIC.length + 4)
    head.writeUInt32LE(count, MAGIC.length + 8)
    await file.writeFile(head)
    let sum = crc32(head)
    for (let first = 0; first < count; first += CHUNK) {
      const words = new Int32Array(Math.min(CHUNK, count - first) * FILE_WORDS)
      history.copyTo(words, first, Math.min(CHUNK, count - first))
      const bytes = littleEndian(words)
      sum = crc32(bytes, sum)
      await file.writeFile(bytes)
    }
    const end = Buffer.alloc(4)
    end.writeUInt32LE(sum)
    await file.writeFile(end)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}

function parse(bytes: Buffer): StoredHistory | string {
  if (bytes.length < HEAD_BYTES + 4 || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return 'it does not begin as a history does'
  const count = bytes.readUInt32LE(MAGIC.length + 8)
  const end = HEAD_BYTES + count * FILE_WORDS * 4
  if (count > MOST_USERS || bytes.length !== end + 4) return `it has ${bytes.length} bytes, which is not what ${count} users take`
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) return 'its checksum is wrong'
  const words = new Int32Array(count * FILE_WORDS)
  for (let index = 0; index < words.length; index++) words[index] = bytes.readInt32LE(HEAD_BYTES + index * 4)
  return { key: { one: bytes.readInt32LE(MAGIC.length), other: bytes.readInt32LE(MAGIC.length + 4) }, words }
}

function littleEndian(words: Int32Array): Buffer {
  const bytes = Buffer.allocUnsafe(words.length * 4)
  for (const [index, word] of words.entries()) bytes.writeInt32LE(word, index * 4)
  return bytes
}
