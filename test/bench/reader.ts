/** What a measurement drives: something that takes HEP packets one by one. */
export interface HepReader {
  hep(bytes: Buffer, start: number, end: number): void
  /** Ends what is open and says what was made of it all, so that no work can be left out unseen. */
  finish(): number
}
