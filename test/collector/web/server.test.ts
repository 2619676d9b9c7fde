import test, { type ExecutionContext } from 'ava'
import { landingPage } from '../../../collector/web/landing-page.ts'
import { serveWeb } from '../../../collector/web/server.ts'

const EXPOSITION = 'text/plain; version=0.0.4; charset=utf-8'

async function serve(t: ExecutionContext, ready = true, telemetryPath = '/metrics'): Promise<string> {
  const server = await serveWeb(
    { host: '127.0.0.1', port: 0 },
    {
      metrics: (_, response) => void response.writeHead(200, { 'Content-Type': EXPOSITION }).end('seen_total 3\n'),
      telemetryPath,
      version: '1.2.3',
      waitsFor: () => (ready ? undefined : 'no partition is assigned'),
    },
  )
  t.teardown(() => server.close())
  return `http://127.0.0.1:${server.address.port}`
}

const answers = test.macro({
  async exec(t, method: string, path: string, status: number, type: string, body: RegExp) {
    const response = await fetch((await serve(t)) + path, { method })
    t.is(response.status, status)
    t.is(response.headers.get('content-type'), type)
    t.is(response.headers.get('x-content-type-options'), 'nosniff')
    t.regex(await response.text(), body)
  },
  title: (_, method: string, path: string, status: number) => `${method} ${path}: ${status}`,
})

const PLAIN = 'text/plain; charset=utf-8'
const HTML = 'text/html; charset=utf-8'

test(answers, 'GET', '/metrics', 200, EXPOSITION, /^seen_total 3$/m)
test(answers, 'GET', '/metrics?x=1', 200, EXPOSITION, /^seen_total 3$/m)
test(answers, 'HEAD', '/metrics', 200, EXPOSITION, /^$/)
test(answers, 'POST', '/metrics', 405, PLAIN, /GET and HEAD/)
test(answers, 'GET', '/-/healthy', 200, PLAIN, /healthy/)
test(answers, 'GET', '/-/ready', 200, PLAIN, /ready/)
test(answers, 'GET', '/', 200, HTML, /<a href="\/metrics">/)
test(answers, 'DELETE', '/', 405, PLAIN, /GET and HEAD/)
test(answers, 'GET', '/nothing', 404, PLAIN, /^(?!.*nothing)/)
test(answers, 'POST', '/nothing', 404, PLAIN, /links/)

test('what is allowed is said with a 405', async (t) => {
  const response = await fetch(`${await serve(t)}/metrics`, { method: 'PUT' })
  t.is(response.headers.get('allow'), 'GET, HEAD')
})

test('not ready: 503, and what it waits for', async (t) => {
  const response = await fetch(`${await serve(t, false)}/-/ready`)
  t.is(response.status, 503)
  t.is(await response.text(), 'regwatch is not ready: no partition is assigned.\n')
})

test('metrics under another path, and only there', async (t) => {
  const base = await serve(t, true, '/m')
  t.is((await fetch(`${base}/m`)).status, 200)
  t.is((await fetch(`${base}/metrics`)).status, 404)
})

test('outside text is escaped on the page', (t) => {
  const page = landingPage({ version: '<b>&"\'', telemetryPath: '/"><script>' })
  t.true(page.includes('&lt;b&gt;&amp;&quot;&#39;'))
  t.false(page.includes('<script>'))
})
