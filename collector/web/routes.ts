import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Cause } from '../../classifiers/taxonomy.ts'
import { formFor } from './accept.ts'
import { documentPage } from './document-page.ts'
import { readDocuments } from './documents.ts'
import { landingPage } from './landing-page.ts'
import { comesFromElsewhere, type Lifecycle, quitReply, reloadReply } from './lifecycle.ts'
import { type Handler, HTML, line, MARKDOWN, PLAIN, type Reader, type Reply, send } from './reply.ts'

export interface RouteOptions {
  readonly version: string
  /** Path of everything: `` or `/prefix`. */
  readonly prefix: string
  /** Path that a browser puts before: the prefix, or what a proxy in front has instead of it. */
  readonly base: string
  readonly telemetryPath: string
  /** Answers `/metrics` with its whole response: form, compression, and what a scrape means. */
  readonly metrics: Handler
  /** Asked at each `/-/ready`: what it waits for, or undefined when packets can come. */
  readonly waitsFor: () => string | undefined
  readonly started: Date
  /** Failed registrations since then, by cause and reason. */
  readonly failures: () => ReadonlyMap<Cause, ReadonlyMap<string, number>>
  /** The configuration that holds, without secrets. */
  readonly config: () => string
  /** Undefined without `--web.enable-lifecycle`. */
  readonly lifecycle: Lifecycle | undefined
}

interface Route {
  readonly methods: readonly string[]
  readonly handle: Handler
}

export type Routes = ReadonlyMap<string, Route>

const READ = ['GET', 'HEAD'] as const
const ACT = ['POST', 'PUT'] as const

/** Paths that `--web.telemetry-path` cannot have. */
export const ownPaths: readonly string[] = ['/', '/config', '/-/healthy', '/-/ready', '/-/reload', '/-/quit']

/** Everything that is served, by path. */
export function createRoutes(options: RouteOptions): Routes {
  const { prefix, telemetryPath, waitsFor, failures, config, lifecycle } = options
  const documents = readDocuments()
  const runbooks = [...documents.keys()].filter((path) => path.startsWith('alerts/'))
  const page = reading(() => ({ status: 200, type: HTML, body: landingPage({ ...options, failures: failures(), runbooks }) }))
  const routes = new Map<string, Route>([
    ...documentRoutes(documents, options),
    [`${prefix}/`, page],
    [`${prefix}/config`, reading(() => ({ status: 200, type: PLAIN, body: config() }))],
    [`${prefix}/-/healthy`, reading(() => line(200, 'regwatch is healthy.'))],
    [`${prefix}/-/ready`, reading(() => readiness(waitsFor()))],
    [prefix + telemetryPath, { methods: READ, handle: options.metrics }],
    [`${prefix}/-/reload`, acting(lifecycle, reloadReply)],
    [`${prefix}/-/quit`, acting(lifecycle, quitReply)],
  ])
  if (prefix !== '') for (const path of ['/', prefix]) routes.set(path, leadingTo(`${options.base}/`))
  return routes
}

/** Answers one request by its route. */
export async function answer(routes: Routes, request: IncomingMessage, response: ServerResponse, reader: Reader): Promise<void> {
  const { method = '', url = '' } = request
  const route = routes.get(url.split('?', 1)[0] ?? '')
  if (route === undefined) return send(response, line(404, 'Nothing is here; the first page has links to what there is.'))
  if (!route.methods.includes(method)) {
    response.setHeader('Allow', route.methods.join(', '))
    return send(response, line(405, `Only ${route.methods.join(' and ')} are understood here.`))
  }
  try {
    await route.handle(request, response, reader)
  } catch {
    if (response.headersSent) response.destroy()
    else send(response, line(500, 'The answer could not be made.'))
  }
}

/** The pages of causes and the runbooks: HTML for a browser, the text as it is written for everything else. */
function documentRoutes(documents: ReadonlyMap<string, string>, { prefix, base }: RouteOptions): [string, Route][] {
  const isServed = (path: string) => documents.has(path)
  return [...documents].map(([path, markdown]) => {
    // Made when it is first asked for, and then kept: making all of them would hold up the start.
    let html: string | undefined
    const replies = {
      html: () => ({ status: 200, type: HTML, body: (html ??= documentPage({ path, markdown, base, isServed })) }),
      markdown: () => ({ status: 200, type: MARKDOWN, body: markdown }),
      plain: () => ({ status: 200, type: PLAIN, body: markdown }),
    }
    const handle: Handler = ({ headers }, response) => {
      response.setHeader('Vary', 'Accept')
      send(response, replies[formFor(headers.accept)]())
    }
    return [`${prefix}/${path}`, { methods: READ, handle }]
  })
}

function reading(reply: () => Reply): Route {
  return { methods: READ, handle: (_, response) => send(response, reply()) }
}

function acting(lifecycle: Lifecycle | undefined, reply: (lifecycle: Lifecycle) => Reply): Route {
  const handle: Handler = (request, response) => {
    if (lifecycle === undefined) send(response, line(403, 'This is off, --web.enable-lifecycle turns it on.'))
    else if (comesFromElsewhere(request)) send(response, line(403, 'A page elsewhere may not ask for this.'))
    else send(response, reply(lifecycle))
  }
  return { methods: ACT, handle }
}

function leadingTo(location: string): Route {
  return { methods: READ, handle: (_, response) => void response.writeHead(302, { Location: location, 'Content-Length': 0 }).end() }
}

function readiness(waitsFor: string | undefined): Reply {
  return waitsFor === undefined ? line(200, 'regwatch is ready.') : line(503, `regwatch is not ready: ${waitsFor}.`)
}
