import { once } from 'node:events'

/** Text is collected to pieces of this size before it is written. */
const PIECE = 65_536

/** Lines on their way to a stream that may be slow, or that may close before everything is said (`| head`). */
export interface Output {
  lines(lines: readonly string[]): void
  /** Writes what was collected, and waits while the reader is slow. */
  settle(): Promise<void>
  /** Aborted when nobody reads any more. */
  readonly closed: AbortSignal
  /** Stops watching the stream. */
  release(): void
}

/** Makes an output of a stream. */
export function createOutput(stream: NodeJS.WritableStream): Output {
  const closing = new AbortController()
  let collected = ''
  const write = (): void => {
    if (collected !== '' && !closing.signal.aborted) stream.write(collected)
    collected = ''
  }
  const onError = (error: NodeJS.ErrnoException): void => {
    closing.abort()
    if (error.code !== 'EPIPE') throw error
  }
  stream.on('error', onError)
  return {
    closed: closing.signal,
    lines(lines) {
      for (const line of lines) collected += `${line}\n`
      if (collected.length >= PIECE) write()
    },
    async settle() {
      write()
      if (closing.signal.aborted || !('writableNeedDrain' in stream) || stream.writableNeedDrain !== true) return
      await once(stream, 'drain', { signal: closing.signal }).catch((error: unknown) => {
        if (!closing.signal.aborted) throw error
      })
    },
    release() {
      stream.off('error', onError)
    },
  }
}
