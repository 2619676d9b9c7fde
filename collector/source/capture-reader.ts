import type { CaptureFileError } from './capture-file-error.ts'
import type { Intake } from './source.ts'

/** Walks through a file of one format, piece by piece. Nothing is thrown on the way: what is wrong with the file stands in `damage`. */
export interface CaptureReader {
  /** Where the file cannot be read any further. */
  readonly damage: CaptureFileError | undefined
  /** Hands on every packet that is whole now. */
  read(chunk: Buffer, intake: Intake): void
  /** No more is to come: hands on what waited. `whole` is false when the file could not be read to its end. */
  end(intake: Intake, whole: boolean): void
}
