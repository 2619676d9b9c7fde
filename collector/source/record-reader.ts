import { CaptureFileError } from './capture-file-error.ts'
import type { CaptureReader } from './capture-reader.ts'
import { Carry } from './carry.ts'
import type { Intake } from './source.ts'

/** Answer of a format about a record that ends beyond the bytes there are. */
export const NOT_WHOLE = 0

/** A file format that is one record after the other. */
export interface RecordFormat {
  /** What a record is called in a message. */
  readonly record: string
  /** Reads the record at `bytes[at, end)`, which is byte `offset` of the file. Its length, NOT_WHOLE, or what is wrong with it. */
  read(bytes: Buffer, at: number, end: number, offset: number, intake: Intake): number | string
  /** Hands on what waited for later records. */
  end(intake: Intake): void
}

/** Reads a file of records that may be cut anywhere between the pieces. */
export class RecordReader implements CaptureReader {
  readonly #name: string
  readonly #format: RecordFormat
  readonly #carry = new Carry()
  #offset = 0
  #damage: CaptureFileError | undefined

  constructor(name: string, format: RecordFormat) {
    this.#name = name
    this.#format = format
  }

  get damage(): CaptureFileError | undefined {
    return this.#damage
  }

  read(chunk: Buffer, intake: Intake): void {
    if (this.#damage !== undefined) return
    if (this.#carry.length === 0) {
      const stopped = this.#walk(chunk, chunk.length, intake)
      if (stopped < chunk.length) this.#carry.join(chunk, stopped, chunk.length)
    } else {
      this.#carry.join(chunk, 0, chunk.length)
      this.#carry.keep(this.#walk(this.#carry.bytes, this.#carry.length, intake))
    }
  }

  end(intake: Intake, whole: boolean): void {
    this.#format.end(intake)
    if (!whole || this.#damage !== undefined || this.#carry.length === 0) return
    this.#fail(`the file ends inside a ${this.#format.record}, ${this.#carry.length} bytes after its beginning; all before it was read`)
  }

  /** Where the first record begins that is not whole. */
  #walk(bytes: Buffer, length: number, intake: Intake): number {
    let at = 0
    while (at < length) {
      const found = this.#format.read(bytes, at, length, this.#offset, intake)
      if (found === NOT_WHOLE) return at
      if (typeof found === 'string') {
        this.#fail(found)
        return at
      }
      at += found
      this.#offset += found
    }
    return at
  }

  #fail(problem: string): void {
    this.#damage = new CaptureFileError(`${this.#name}: byte ${this.#offset}: ${problem}`, this.#offset)
  }
}
