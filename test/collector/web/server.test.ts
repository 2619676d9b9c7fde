import test from 'ava'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { landingPage } from '../../../collector/web/landing-page.ts'
import { EXPOSITION, serving } from './serving.ts'

const answers = test.macro({
  async exec(t, method: string, path: string, status: number, type: string, body: RegExp) {
    const { base } = await serving(t)
    const response = await fetch(base + path, { method })
    t.is(response.status, status)
    t.is(response.headers.get('content-type'), type)
    t.is(response.headers.get('x-content-type-options'), 'nosniff')
    t.regex(response.headers.get('content-security-policy') ?? '', /default-src 'none'/)
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
test(answers, 'GET', '/config', 200, PLAIN, /^limits: /)
test(answers, 'GET', '/docs/causes/acl.md', 200, PLAIN, /^# /)
test(answers, 'GET', '/alerts/runbooks/SipRegister403Spike.md', 200, PLAIN, /^# /)
test(answers, 'GET', '/docs/causes/%2e%2e/%2e%2e/package.json', 404, PLAIN, /links/)
test(answers, 'GET', '/', 200, HTML, /<a href="\/metrics">/)
test(answers, 'GET', '/?x', 200, HTML, /acl<\/a><\/td><td class="count">7<\/td><td>source_ip 5, domain 2<\/td>/)
test(answers, 'GET', '/?since', 200, HTML, /since 2026-11-20 22:04 UTC/)
test(answers, 'GET', '/?none', 200, HTML, /barring<\/a><\/td><td class="count">0<\/td><td><\/td>/)
test(answers, 'HEAD', '/', 200, HTML, /^$/)
test(answers, 'DELETE', '/', 405, PLAIN, /GET and HEAD/)
test(answers, 'GET', '/nothing', 404, PLAIN, /^(?!.*nothing)/)
test(answers, 'POST', '/nothing', 404, PLAIN, /links/)
test(answers, 'GET', '/%2e%2e/etc/passwd', 404, PLAIN, /links/)

test('what is allowed is said with a 405', async (t) => {
  const { base } = await serving(t)
  t.is((await fetch(`${base}/metrics`, { method: 'PUT' })).headers.get('allow'), 'GET, HEAD')
  t.is((await fetch(`${base}/-/reload`)).headers.get('allow'), 'POST, PUT')
})

test('not ready: 503, and what it waits for', async (t) => {
  const { base } = await serving(t, { waitsFor: () => 'no partition is assigned' })
  const response = await fetch(`${base}/-/ready`)
  t.is(response.status, 503)
  t.is(await response.text(), 'regwatch is not ready: no partition is assigned.\n')
})

test('metrics under another path, and only there', async (t) => {
  const { base } = await serving(t, { telemetryPath: '/m' })
  t.is((await fetch(`${base}/m`)).status, 200)
  t.is((await fetch(`${base}/metrics`)).status, 404)
})

test('with a prefix everything is below it, and the way there is shown', async (t) => {
  const { base } = await serving(t, { prefix: '/sip/regwatch', base: '/sip/regwatch' })
  t.is((await fetch(`${base}/sip/regwatch/metrics`)).status, 200)
  t.is((await fetch(`${base}/metrics`)).status, 404)
  t.regex(await (await fetch(`${base}/`)).text(), /href="\/sip\/regwatch\/metrics"/)
  t.is((await fetch(`${base}/sip/regwatch`, { redirect: 'manual' })).headers.get('location'), '/sip/regwatch/')
})

test('links go where the proxy in front is, routes stay', async (t) => {
  const { base } = await serving(t, { base: '/outside' })
  t.is((await fetch(`${base}/metrics`)).status, 200)
  t.regex(await (await fetch(`${base}/`)).text(), /href="\/outside\/metrics"/)
})

test('a fault of the metrics is a 500, and the server goes on', async (t) => {
  const { base } = await serving(t, { metrics: () => Promise.reject(new Error('<b>secret</b>')) })
  const response = await fetch(`${base}/metrics`)
  t.is(response.status, 500)
  t.is(await response.text(), 'The answer could not be made.\n')
  t.is((await fetch(`${base}/-/healthy`)).status, 200)
})

test('outside text is escaped on the page', (t) => {
  const page = landingPage({
    version: '<b>&"\'',
    base: '/"><b>',
    telemetryPath: '/"><script>',
    started: new Date(0),
    failures: new Map(),
    runbooks: ['a/"><script>.md'],
  })
  t.true(page.includes('&lt;b&gt;&amp;&quot;&#39;'))
  t.notRegex(page, /<script>|<b>/)
})

/** A bare connection; what it was sent, and when it was closed. */
async function bare(port: number): Promise<{ socket: Socket; closed: Promise<string> }> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString()))
  socket.on('error', () => undefined)
  const closed = once(socket, 'close').then(() => text)
  await once(socket, 'connect')
  return { socket, closed }
}

test('headers without end are refused, and so is a request that never ends', async (t) => {
  const { port, base } = await serving(t)
  const large = await bare(port)
  large.socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}`)
  t.regex(await large.closed, /^HTTP\/1\.1 431 /)
  const slow = await bare(port)
  slow.socket.write('GET / HTTP/1.1\r\nHost:')
  t.regex(await slow.closed, /^HTTP\/1\.1 408 /)
  t.is((await fetch(`${base}/-/healthy`)).status, 200)
})

test('a body is not waited for', async (t) => {
  const { port } = await serving(t)
  const { socket, closed } = await bare(port)
  socket.write('POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nx')
  const text = await closed
  t.regex(text, /^HTTP\/1\.1 405 /)
  t.regex(text, /^Connection: close/im)
})

test('one address has 64 connections, and room again when one is gone', async (t) => {
  const { port } = await serving(t)
  const idle = await Promise.all(Array.from({ length: 64 }, () => bare(port)))
  t.is(await (await bare(port)).closed, '')
  idle[0]?.socket.destroy()
  await idle[0]?.closed
  let text = ''
  for (let tries = 0; tries < 50 && text === ''; tries++) {
    const one = await bare(port)
    one.socket.write('GET /-/healthy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    text = await one.closed
  }
  t.regex(text, /^HTTP\/1\.1 200 /)
  for (const { socket } of idle) socket.destroy()
})
