import { CaptureFileError } from './capture-file-error.ts'
import type { CaptureReader } from './capture-reader.ts'
import { HepFramer } from './hep-framing.ts'
import { ARRIVAL_BY_PACKET, type Intake } from './source.ts'

/** Packets of a `.hep` file: HEPv3, one behind the other, or the bytes of TCP connections, one behind the other. */
export class HepFile implements CaptureReader {
  readonly #name: string
  readonly #framer = new HepFramer('joined')
  #damage: CaptureFileError | undefined

  constructor(name: string) {
    this.#name = name
  }

  get damage(): CaptureFileError | undefined {
    return this.#damage
  }

  read(chunk: Buffer, intake: Intake): void {
    this.#framer.push(chunk, ARRIVAL_BY_PACKET, intake)
  }

  end(intake: Intake, whole: boolean): void {
    const rest = this.#framer.end(ARRIVAL_BY_PACKET, intake)
    if (rest === undefined || !whole) return
    const { found, offset, length } = rest
    const what =
      found === 'garbage'
        ? `${length} bytes that are no HEP, and no packet behind them`
        : `the file ends inside a HEP packet, after ${length} bytes of it`
    this.#damage = new CaptureFileError(`${this.#name}: byte ${offset}: ${what}; all before it was read`, offset)
  }
}
