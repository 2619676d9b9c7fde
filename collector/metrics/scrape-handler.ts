import type { IncomingMessage, ServerResponse } from 'node:http'
import { createAllowList } from '../source/allow-list.ts'
import type { Telemetry } from './telemetry.ts'

/** Prometheus says how long it will wait; nobody else sends this. */
const SCRAPE_HEADER = 'x-prometheus-scrape-timeout-seconds'

/** Answers `/metrics`. What counts as a scrape is a GET by Prometheus, and from one of the networks `scrapers` where any are given. */
export function createScrapeHandler(
  telemetry: Telemetry,
  scrapers: readonly string[],
): (request: IncomingMessage, response: ServerResponse, reader: { readonly isKnown: boolean }) => Promise<void> {
  const isScraper = createAllowList(scrapers) ?? (() => true)
  return async ({ headers, method, socket }, response, { isKnown }) => {
    const { type, encoding, body, sent } = await telemetry.page({
      accept: headers.accept,
      acceptEncoding: headers['accept-encoding']?.toString(),
      isScrape: method === 'GET' && headers[SCRAPE_HEADER] !== undefined && isScraper(socket.remoteAddress ?? ''),
      isKnown,
    })
    response.setHeader('Content-Type', type)
    response.setHeader('Vary', 'Accept, Accept-Encoding')
    if (encoding !== undefined) response.setHeader('Content-Encoding', encoding)
    // All of it has been handed to the system; a scraper that went away before that has seen nothing.
    response.once('finish', sent)
    response.writeHead(200, { 'Content-Length': body.length }).end(body)
  }
}
