import { createGunzip } from 'node:zlib'
import { CaptureFileError } from './capture-file-error.ts'

/** So little at a time that what it inflates to, at most a thousand times as much, is still bounded. */
const SLICE_BYTES = 16 * 1024
const INFLATED_BYTES = 256 * 1024

/**
 * Inflates gzip, one member or several. At damage everything before it is handed on, then it throws. For that zlib has to be led to the
 * damaged byte again, with single bytes: it gives nothing of the piece in which it fails. `again` reads the file once more; a pipe has none.
 */
export async function* gunzip(
  name: string,
  compressed: AsyncIterable<Buffer>,
  again?: () => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let given = 0
  try {
    for await (const bytes of inflate(name, compressed, Infinity)) {
      given += bytes.length
      yield bytes
    }
  } catch (error) {
    if (again === undefined || !(error instanceof DamagedGzip)) throw error
    for await (const bytes of inflate(name, again(), error.offset - SLICE_BYTES)) {
      const known = Math.min(given, bytes.length)
      given -= known
      if (known < bytes.length) yield bytes.subarray(known)
    }
  }
}

/** Damage in the middle, where some of the last piece can still be had. */
class DamagedGzip extends CaptureFileError {}

/** From `fineFrom` on it goes byte by byte. */
async function* inflate(name: string, compressed: AsyncIterable<Buffer>, fineFrom: number): AsyncGenerator<Buffer> {
  const inflater = new Inflater()
  const advice = 'everything before was read, copy the file again for the rest'
  let offset = 0
  for await (const chunk of compressed) {
    for (let at = 0; at < chunk.length;) {
      const slice = chunk.subarray(at, at + (offset < fineFrom ? SLICE_BYTES : 1))
      at += slice.length
      offset += slice.length
      yield* await inflater.add(slice)
      if (inflater.failure === undefined) continue
      throw new DamagedGzip(
        `${name}: the gzip data is damaged at byte ${offset} of the compressed file or before (${inflater.failure}); ${advice}`,
        offset,
      )
    }
  }
  yield* await inflater.end()
  if (inflater.failure === undefined) return
  throw new CaptureFileError(`${name}: the gzip data breaks off at byte ${offset}, the end of the compressed file; ${advice}`, offset)
}

/** zlib with one answer for each piece that is put in. */
class Inflater {
  readonly #gunzip = createGunzip({ chunkSize: INFLATED_BYTES })
  #inflated: Buffer[] = []
  #failure: string | undefined
  /** The last member ended; what follows is padding. */
  #over = false
  #answer: () => void = () => undefined

  constructor() {
    this.#gunzip.on('data', (bytes: Buffer) => this.#inflated.push(bytes))
    this.#gunzip.on('end', () => {
      this.#over = true
      this.#answer()
    })
    this.#gunzip.on('error', (error) => {
      this.#failure = error.message
      this.#answer()
    })
  }

  /** Why it cannot go on. */
  get failure(): string | undefined {
    return this.#failure
  }

  add(slice: Buffer): Promise<Buffer[]> {
    return this.#ask(() => this.#gunzip.write(slice, () => this.#answer()))
  }

  end(): Promise<Buffer[]> {
    return this.#ask(() => this.#gunzip.end())
  }

  #ask(start: () => void): Promise<Buffer[]> {
    return new Promise((resolve) => {
      this.#answer = () => resolve(this.#inflated.splice(0))
      if (this.#over) this.#answer()
      else start()
    })
  }
}
