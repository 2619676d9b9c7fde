/** Why a capture file could not be read to its end. The message is one line: what was found, where, what was expected or what to do. */
export class CaptureFileError extends Error {
  override name = 'CaptureFileError'
  /** Byte of the file at which it was noticed; of the compressed file where the compression is damaged, else of what it holds. */
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** What the first bytes look like in a message: `d4 c3 b2 a1`. */
export function inHex(bytes: Buffer, start: number, length: number): string {
  return bytes
    .subarray(start, start + length)
    .toString('hex')
    .replaceAll(/..(?=.)/g, '$& ')
}
