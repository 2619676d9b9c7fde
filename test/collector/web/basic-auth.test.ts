import test, { type ExecutionContext } from 'ava'
import { hashSync } from 'bcryptjs'
import { renameSync, writeFileSync } from 'node:fs'
import type { Handler } from '../../../collector/web/reply.ts'
import { serving, type Serving } from './serving.ts'

const users = (name: string, password: string, cost = 4) => `basic_auth_users: {${name}: '${hashSync(password, cost)}'}\n`

function basic(user: string, password: string): { headers: { Authorization: string } } {
  return { headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } }
}

async function status({ base }: Serving, options?: RequestInit, path = '/metrics'): Promise<number> {
  return (await fetch(base + path, options)).status
}

/** As editors and Kubernetes do it: the file is another one from one moment to the next. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

test('whoever has user and password comes in, to every path, and nobody else', async (t) => {
  const web = await serving(t, {}, users('alice', 'hunter2: ü'))
  for (const path of ['/', '/metrics', '/config', '/-/healthy', '/-/ready', '/nothing']) t.is(await status(web, {}, path), 401, path)
  t.is(await status(web, basic('alice', 'hunter2: ü')), 200)
  t.is(await status(web, basic('alice', 'hunter2')), 401)
  t.is(await status(web, basic('bob', 'hunter2: ü')), 401)
  t.is(await status(web, basic('', '')), 401)
  t.is(await status(web, { headers: { Authorization: 'Bearer hunter2' } }), 401)
  t.is(await status(web, { headers: { Authorization: 'Basic ????' } }), 401)
  t.regex((await fetch(web.base)).headers.get('www-authenticate') ?? '', /^Basic realm="regwatch"/)
})

test('users change with the file, at once', async (t) => {
  const web = await serving(t, {}, users('alice', 'one'))
  t.is(await status(web, basic('alice', 'one')), 200)
  replace(web.file, users('alice', 'two'))
  t.is(await status(web, basic('alice', 'one')), 401)
  t.is(await status(web, basic('alice', 'two')), 200)
  t.deepEqual(web.failures, [])
})

test('a file that is broken later lets nobody else in, and is told once', async (t) => {
  const web = await serving(t, {}, users('alice', 'one'))
  replace(web.file, 'basic_auth_users: {alice: one}')
  t.is(await status(web, basic('alice', 'one')), 200)
  t.is(await status(web), 401)
  t.is(web.failures.length, 1)
  t.regex(web.failures[0] ?? '', /web\.yaml:1:27 basic_auth_users\.alice: found no bcrypt hash/)
  replace(web.file, users('bob', 'two'))
  t.is(await status(web, basic('bob', 'two')), 200)
})

/** The longest time for which the event loop was not free while `work` ran, and how long that was in all. */
async function stalls(t: ExecutionContext, work: () => Promise<unknown>): Promise<{ longest: number; whole: number }> {
  let last = performance.now()
  let longest = 0
  const pulse = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }, 1)
  t.teardown(() => clearInterval(pulse))
  const start = performance.now()
  await work()
  return { longest, whole: performance.now() - start }
}

test('passwords are compared beside the event loop, and each only once', async (t) => {
  const web = await serving(t, {}, users('alice', 'hunter2', 12))
  const { longest, whole } = await stalls(t, () => status(web, basic('alice', 'hunter2')))
  t.true(longest < whole / 2, `the loop stood still for ${longest.toFixed(0)} of ${whole.toFixed(0)} ms`)
  const again = await stalls(t, () => status(web, basic('alice', 'hunter2')))
  t.true(again.whole < whole / 2, `${again.whole.toFixed(0)} ms instead of ${whole.toFixed(0)}`)
})

test('who guesses does not keep out who is known, and does not queue up without bound', async (t) => {
  const web = await serving(t, {}, users('alice', 'hunter2', 10))
  t.is(await status(web, basic('alice', 'hunter2')), 200)
  const guesses = Array.from({ length: 60 }, (_, index) => status(web, basic('alice', `guess ${index}`)))
  t.is(await status(web, basic('alice', 'hunter2')), 200)
  const results = await Promise.all(guesses)
  t.true(results.includes(503))
  t.true(results.every((result) => result === 401 || result === 503))
})

test('headers of the file are on every answer, before the usual ones', async (t) => {
  const text = `${users('a', 'b')}http_server_config: {headers: {X-Frame-Options: sameorigin, Strict-Transport-Security: max-age=60}}\n`
  const web = await serving(t, {}, text)
  const { headers } = await fetch(web.base)
  t.is(headers.get('x-frame-options'), 'sameorigin')
  t.is(headers.get('strict-transport-security'), 'max-age=60')
  t.is(headers.get('x-content-type-options'), 'nosniff')
})

test('a rate limit lets the burst through and then no more', async (t) => {
  const web = await serving(t, {}, 'rate_limit: {interval: 1h, burst: 3}')
  const results = [await status(web), await status(web), await status(web), await status(web)]
  t.deepEqual(results, [200, 200, 200, 429])
})

const metrics: Handler = (_, response, { isKnown }) => void response.end(`known: ${isKnown}`)
const asks = async ({ base }: Serving, options?: RequestInit) => (await fetch(`${base}/metrics`, options)).text()

test('a route is told whether its reader has shown who it is', async (t) => {
  t.is(await asks(await serving(t, { metrics })), 'known: false')
  t.is(await asks(await serving(t, { metrics }), basic('alice', 'hunter2')), 'known: false')
  t.is(await asks(await serving(t, { metrics }, users('alice', 'hunter2')), basic('alice', 'hunter2')), 'known: true')
})
