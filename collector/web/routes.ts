import type { IncomingMessage, ServerResponse } from 'node:http'
import { landingPage } from './landing-page.ts'
import { type Handler, HTML, line, type Reply, send } from './reply.ts'

export interface RouteOptions {
  readonly telemetryPath: string
  readonly version: string
  /** Answers `/metrics` with its whole response: form, compression, and what a scrape means. */
  readonly metrics: Handler
  /** Asked at each `/-/ready`: what it waits for, or undefined when packets can come. */
  readonly waitsFor: () => string | undefined
}

/** What is served under a path, and by which methods. */
export interface Route {
  readonly methods: readonly string[]
  readonly handle: Handler
}

const READ = ['GET', 'HEAD'] as const

/** Everything that is served, by path. */
export function createRoutes({ telemetryPath, version, metrics, waitsFor }: RouteOptions): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ['/', reading(() => ({ status: 200, type: HTML, body: landingPage({ version, telemetryPath }) }))],
    ['/-/healthy', reading(() => line(200, 'regwatch is healthy.'))],
    ['/-/ready', reading(() => readiness(waitsFor()))],
    [telemetryPath, { methods: READ, handle: metrics }],
  ])
}

/** Answers one request by its route. */
export async function answer(routes: ReadonlyMap<string, Route>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request
  const route = routes.get(url.split('?', 1)[0] ?? '')
  if (route === undefined) return send(response, line(404, 'Nothing is here; / has links to what there is.'))
  if (!route.methods.includes(method)) {
    response.setHeader('Allow', route.methods.join(', '))
    return send(response, line(405, `Only ${route.methods.join(' and ')} are understood here.`))
  }
  try {
    await route.handle(request, response)
  } catch {
    if (response.headersSent) response.destroy()
    else send(response, line(500, 'The answer could not be made.'))
  }
}

function reading(reply: () => Reply): Route {
  return { methods: READ, handle: (_, response) => send(response, reply()) }
}

function readiness(waitsFor: string | undefined): Reply {
  return waitsFor === undefined ? line(200, 'regwatch is ready.') : line(503, `regwatch is not ready: ${waitsFor}.`)
}
