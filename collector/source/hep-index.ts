import { existsSync } from 'node:fs'
import { CaptureFileError } from './capture-file-error.ts'
import { fileBytes } from './file-bytes.ts'

const MAX_LINE_BYTES = 1024
const MAX_PACKET_BYTES = 16 * 1024 * 1024

// seconds.fraction proto peer offset length
const LINE = /^(\d{1,12})(?:\.(\d{1,6})\d*)? (\S+) (\S+) (\d{1,15}) (\d{1,8})$/

/** What the index says of some bytes of a `.hep` file. */
export interface IndexEntry {
  /** In microseconds since 1970. */
  arrival: number
  /** Sender over TCP, whose bytes are part of a stream; else empty: a datagram, one whole packet. */
  stream: string
  start: number
  end: number
}

/** The index beside a capture: `NAME.idx` for `NAME.hep`, or the whole name and `.idx`; of a file in gzip the name without `.gz` counts. */
export function findIndex(path: string): string | undefined {
  if (path === '-') return undefined
  const plain = path.replace(/\.gz$/i, '')
  return [plain.replace(/\.hep$/i, '') + '.idx', `${plain}.idx`].find((candidate) => existsSync(candidate))
}

/** The entries of an index, some at a time, in the order of the file. Those before a line that cannot be read are given, then it throws. */
export async function* readIndex(index: string): AsyncGenerator<readonly IndexEntry[]> {
  let rest = ''
  let line = 0
  let end = 0
  for await (const chunk of lastly(fileBytes(index), '\n')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    const entries: IndexEntry[] = []
    let wrong: string | undefined
    for (const written of rest.length > MAX_LINE_BYTES ? [...lines, rest] : lines) {
      line++
      const text = written.trim()
      if (text === '') continue
      const entry = readLine(text)
      if (entry === undefined || entry.start < end) {
        wrong = text
        break
      }
      end = entry.end
      entries.push(entry)
    }
    yield entries
    if (wrong !== undefined) throw unreadable(index, line, wrong, end)
  }
}

/** The text of a file, and at its end something more. */
async function* lastly(chunks: AsyncIterable<Buffer>, end: string): AsyncGenerator<string> {
  for await (const chunk of chunks) yield chunk.toString('latin1')
  yield end
}

function readLine(line: string): IndexEntry | undefined {
  const match = LINE.exec(line)
  if (match === null) return undefined
  const [, seconds, fraction = '', protocol, peer = '', offset, length] = match
  const start = Number(offset)
  if (Number(length) > MAX_PACKET_BYTES) return undefined
  return {
    arrival: Number(seconds) * 1e6 + Number(fraction.padEnd(6, '0')),
    stream: protocol === 'tcp' || protocol === 'tls' ? peer : '',
    start,
    end: start + Number(length),
  }
}

function unreadable(index: string, line: number, found: string, offset: number): CaptureFileError {
  const expected = 'expected "seconds.micros proto peer offset length", by offset'
  return new CaptureFileError(
    `${index}: line ${line}: found ${JSON.stringify(found.slice(0, 80))}, ${expected}; packets from byte ${offset} on are not read`,
    offset,
  )
}
