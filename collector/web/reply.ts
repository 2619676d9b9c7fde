import type { IncomingMessage, ServerResponse } from 'node:http'

/** What the gate knows of who asks. */
export interface Reader {
  /** It has shown who it is, by a password or a client certificate that was verified. */
  readonly isKnown: boolean
}

/** Answers one request whose path and method are known to be right. Security headers are set already. */
export type Handler = (request: IncomingMessage, response: ServerResponse, reader: Reader) => void | Promise<void>

export const PLAIN = 'text/plain; charset=utf-8'
export const HTML = 'text/html; charset=utf-8'
export const MARKDOWN = 'text/markdown; charset=utf-8'

/** An answer that is made at once. */
export interface Reply {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** A line of text, which is all that most answers are. */
export function line(status: number, text: string): Reply {
  return { status, type: PLAIN, body: `${text}\n` }
}

/** Sends it. Node leaves the body out where the request was HEAD. */
export function send(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body)
}
