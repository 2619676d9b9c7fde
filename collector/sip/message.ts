/** Most header values kept of one message; a message with more is refused, no phone needs them. */
export const MAX_HEADERS = 64

/**
 * What the scanner found in one message: offsets into `bytes`, written over by the next message. `bytes` is the whole buffer that
 * the message lies in, not the packet alone: many packets share one, and views of it are costly to make.
 * Values are trimmed; a folded value keeps its line breaks, which count as white space.
 */
export interface SipMessage {
  /** The slice that was scanned last, and where it begins in `bytes`: to ask a slice for its buffer is a call into the runtime. */
  source: Uint8Array
  offset: number
  bytes: Uint8Array
  /** The same memory, for reading four bytes at once: aligned, and at any offset. */
  words: Int32Array
  view: DataView
  /** Index into the methods that are followed: the request's own, or that of the response's CSeq. */
  method: number
  /** 0 for a request. */
  status: number
  cseq: number
  /** Number of Via values. */
  vias: number
  /** Request-URI of a request, reason phrase of a response. */
  lineStart: number
  lineEnd: number
  callIdStart: number
  callIdEnd: number
  topViaStart: number
  topViaEnd: number
  /** Which headers are there: bit n for the header with number n. */
  present: number
  /** Header values in the order of the message: number of the header, and where its value stands. */
  headers: number
  readonly ids: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** Makes the one message that a scanner fills again and again. */
export function createSipMessage(): SipMessage {
  const bytes = new Uint8Array(8)
  return {
    source: bytes,
    offset: 0,
    bytes,
    words: new Int32Array(bytes.buffer),
    view: new DataView(bytes.buffer),
    method: 0,
    status: 0,
    cseq: 0,
    vias: 0,
    lineStart: 0,
    lineEnd: 0,
    callIdStart: 0,
    callIdEnd: 0,
    topViaStart: 0,
    topViaEnd: 0,
    present: 0,
    headers: 0,
    ids: new Uint8Array(MAX_HEADERS),
    starts: new Int32Array(MAX_HEADERS),
    ends: new Int32Array(MAX_HEADERS),
  }
}
