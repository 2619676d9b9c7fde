import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { stdin } from 'node:process'
import { CaptureFileError } from './capture-file-error.ts'

const CHUNK_BYTES = 1024 * 1024

/** How far a file has been read; the fraction is not known of a pipe. */
export type Progress = (fraction: number | undefined, bytesRead: number) => void

/** The bytes of a file, or of standard input (`-`), as they are, in large pieces. */
export async function* fileBytes(path: string, progress?: Progress): AsyncGenerator<Buffer> {
  let bytesRead = 0
  try {
    const size = path === '-' ? 0 : await sizeOf(path)
    const chunks: AsyncIterable<Buffer> = path === '-' ? stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES })
    for await (const chunk of chunks) {
      bytesRead += chunk.length
      progress?.(size > 0 ? Math.min(1, bytesRead / size) : undefined, bytesRead)
      yield chunk
    }
  } catch (error) {
    throw new CaptureFileError(`${path}: cannot be read: ${reason(error)}`, bytesRead)
  }
}

/** Zero when it is no plain file, and so has no size. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path)
  return found.isFile() ? found.size : 0
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory; name the files in it',
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? String(error instanceof Error ? error.message : error)
}
