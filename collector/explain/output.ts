import { once } from 'node:events'

/** Text is collected to pieces of this size before it is written. */
const PIECE = 65_536

/** Lines on their way to a stream that may be slow. */
export interface Output {
  lines(lines: readonly string[]): void
  /** Writes what was collected, and waits while the reader is slow. */
  settle(): Promise<void>
}

/** Makes an output of a stream. */
export function createOutput(stream: NodeJS.WriteStream): Output {
  let collected = ''
  const write = (): void => {
    if (collected !== '') stream.write(collected)
    collected = ''
  }
  return {
    lines(lines) {
      for (const line of lines) collected += `${line}\n`
      if (collected.length >= PIECE) write()
    },
    async settle() {
      write()
      if (stream.writableNeedDrain) await once(stream, 'drain')
    },
  }
}
