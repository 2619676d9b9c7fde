import test from 'ava'
import { readFileSync } from 'node:fs'
import { taxonomy } from '../../classifiers/taxonomy.ts'
import { Call } from '../scenario.ts'
import { watch } from '../watch.ts'

const pages = new Map(
  Object.entries(taxonomy).map(
    ([cause, reasons]) =>
      [cause, { reasons, text: readFileSync(new URL(`../../docs/causes/${cause}.md`, import.meta.url), 'utf8') }] as const,
  ),
)
/** Every status that ends a transaction and is no challenge. */
const statuses = Array.from({ length: 400 }, (_, index) => 300 + index).filter((status) => status !== 401 && status !== 407)

/** The cause that is said of a refusal without words, before any challenge, by a registrar; each of another user at another registrar. */
const causes = new Map(
  watch(statuses.flatMap((status) => refused(status).packets)).map(({ code, finding }) => [code, finding.split('/')[0] ?? ''] as const),
)

function refused(status: number): Call {
  const place = `${Math.trunc(status / 100)}.${status % 100}:5060`
  const call = new Call({ callId: `${status}`, user: `user${status}`, path: [`192.0.${place}`, `198.51.${place}`] })
  return call.register(0).answer(0.1, status, { phrase: 'Xyzzy' })
}

function causeOf(status: number): string {
  return causes.get(status) ?? ''
}

/** Whether a page speaks of a status: itself, in a range, or as one of its class. */
function speaksOf(text: string, status: number): boolean {
  if (new RegExp(`\\b(${status}|${Math.trunc(status / 100)}xx)\\b`).test(text)) return true
  return [...text.matchAll(/\b(\d{3}) to (\d{3})\b/g)].some(([, from, to]) => Number(from) <= status && status <= Number(to))
}

test('the page of a cause has all of its reasons', (t) => {
  for (const [cause, { reasons, text }] of pages) for (const reason of reasons) t.true(text.includes(`\`${reason}\``), `${cause}/${reason}`)
})

test('the page of a cause speaks of each status that leads to it', (t) => {
  t.is(causes.size, statuses.length)
  for (const status of statuses) {
    const cause = causeOf(status)
    if (cause !== 'unknown') t.true(speaksOf(pages.get(cause)?.text ?? '', status), `${cause}: ${status}`)
  }
})

test('what the page of unknown names is unknown', (t) => {
  const [, row = ''] = /^\| R99 \|(.*)$/m.exec(pages.get('unknown')?.text ?? '') ?? []
  const named = [...row.matchAll(/\b\d{3}\b/g)].map(([status]) => Number(status))
  t.true(named.length > 1)
  for (const status of named) t.is(causeOf(status), 'unknown', String(status))
})

test('what the page of request says of a status by itself is what is said', (t) => {
  const rows = [...(pages.get('request')?.text ?? '').matchAll(/^\| R43 \|(.*)$/gm)].map(([, row = '']) => row)
  const named = rows.flatMap((row) => [...row.matchAll(/\b(\d{3})(?: to (\d{3}))?\b/g)])
  t.true(named.length > 20)
  for (const [, from, to = from] of named)
    for (let status = Number(from); status <= Number(to); status++) t.is(causeOf(status), 'request', String(status))
})
