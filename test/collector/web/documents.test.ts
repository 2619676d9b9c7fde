import test from 'ava'
import { documentPage } from '../../../collector/web/document-page.ts'
import { readDocuments } from '../../../collector/web/documents.ts'
import { serving } from './serving.ts'

/** What Firefox and Chrome send. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8'
const paths = [...readDocuments().keys()]

const isGiven = test.macro({
  async exec(t, accept: string | undefined, type: string, body: RegExp) {
    const { base } = await serving(t)
    const response = await fetch(`${base}/docs/causes/acl.md`, accept === undefined ? {} : { headers: { accept } })
    t.is(response.status, 200)
    t.is(response.headers.get('content-type'), `${type}; charset=utf-8`)
    t.is(response.headers.get('vary'), 'Accept')
    t.regex(await response.text(), body)
  },
  title: (_, accept: string | undefined, type: string) => `a page of a cause, asked for with ${accept ?? 'no wish'}: ${type}`,
})

test(isGiven, BROWSER, 'text/html', /^<!doctype html>[^]*<title>acl · regwatch<\/title>/)
test(isGiven, 'TEXT/HTML', 'text/html', /^<!doctype html>/)
test(isGiven, undefined, 'text/plain', /^# acl\n/)
test(isGiven, '*/*', 'text/plain', /^# acl\n/)
test(isGiven, 'text/*', 'text/plain', /^# acl\n/)
test(isGiven, 'text/plain', 'text/plain', /^# acl\n/)
test(isGiven, 'text/plain, text/html;q=0.5', 'text/plain', /^# acl\n/)
test(isGiven, 'text/html;q=0, */*', 'text/plain', /^# acl\n/)
test(isGiven, 'text/html;q=0.1, */*', 'text/plain', /^# acl\n/)
test(isGiven, 'text/html;q=0.1, text/*;q=0.5', 'text/plain', /^# acl\n/)
test(isGiven, 'text/html;q=0.5, text/plain;q=0.1, */*', 'text/html', /^<!doctype html>/)
test(isGiven, 'text/html, */*', 'text/html', /^<!doctype html>/)
test(isGiven, 'text/html, text/html;q=0', 'text/html', /^<!doctype html>/)
test(isGiven, 'text/markdown;q=0.5, */*', 'text/plain', /^# acl\n/)
test(isGiven, 'text/html;q=none', 'text/plain', /^# acl\n/)
test(isGiven, 'text/markdown, text/html;q=0.9', 'text/markdown', /^# acl\n/)
test(isGiven, 'application/json', 'text/plain', /^# acl\n/)

test('every link of every page leads to a page, also behind a proxy and below a prefix', async (t) => {
  t.true(paths.length > 10)
  for (const [prefix, base] of [
    ['', ''],
    ['/inside', '/outside/regwatch'],
  ] as const) {
    const { base: server } = await serving(t, { prefix, base })
    const read = async (path: string) => {
      const response = await fetch(`${server}${prefix}${path}`, { headers: { accept: BROWSER } })
      t.is(response.status, 200, path)
      return response.text()
    }
    const links = new Set<string>()
    for (const path of ['', ...paths])
      for (const [, href = ''] of (await read(`/${path}`)).matchAll(/ href="([^"]*)"/g)) if (!href.startsWith('#')) links.add(href)
    for (const path of paths) t.true(links.has(`${base}/${path}`), `the first page leads to ${path}`)
    for (const link of links) {
      t.true(link.startsWith(`${base}/`), link)
      await read(link.slice(base.length))
    }
  }
})

test('no page brings a script, and none would run', async (t) => {
  const { base } = await serving(t)
  for (const path of paths) {
    const response = await fetch(`${base}/${path}`, { headers: { accept: BROWSER } })
    t.is(
      response.headers.get('content-security-policy'),
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    t.notRegex(await response.text(), /<script|<img|<iframe| on\w+=|javascript:/i, path)
  }
})

for (const path of [
  '/docs/causes/nothing.md',
  '/docs/causes/',
  '/docs/causes/acl.md/',
  '/docs/architecture.md',
  '/docs/causes/..%2f..%2fpackage.json',
])
  test(`${path} is not there, and where to go on is said`, async (t) => {
    const { base } = await serving(t)
    const response = await fetch(base + path, { headers: { accept: BROWSER } })
    t.is(response.status, 404)
    t.regex(await response.text(), /the first page has links/)
  })

const isServed = (path: string) => path === 'docs/causes/sa.md'

const becomes = test.macro((t, markdown: string, html: RegExp) => {
  t.regex(documentPage({ path: 'docs/causes/acl.md', markdown, base: '/base', isServed }), html)
})

test('a heading can be linked to', becomes, '## What *it* is', /<h2 id="what-it-is">What <em>it<\/em> is<a href="#what-it-is"/)
test('two headings of one name are two places', becomes, '## A\n\n## A', /<h2 id="a">[^]*<h2 id="a-1">/)
test('a link to a page beside it', becomes, '[sa](sa.md#what)', /<a href="\/base\/docs\/causes\/sa.md#what">sa<\/a>/)
test('a link up and down again', becomes, '[sa](../../docs/causes/sa.md)', /<a href="\/base\/docs\/causes\/sa.md">sa<\/a>/)
test('a link to what is not served is its text', becomes, '[a figure](../thresholds.ts)', /<p>a figure<\/p>/)
test(
  'a link out',
  becomes,
  '[RFC](https://www.rfc-editor.org/rfc/rfc3261)',
  /<a href="https:\/\/www.rfc-editor.org\/rfc\/rfc3261">RFC<\/a>/,
)
test('a link that is a script is its text', becomes, '[x](javascript:alert%281%29)', /<p>x<\/p>/)
test('markup is shown, and does nothing', becomes, 'a <b>bold</b> word', /<p>a &lt;b&gt;bold&lt;\/b&gt; word<\/p>/)
test('so is a block of it', becomes, '<script>\nalert(1)\n</script>', /&lt;script&gt;/)
test('quotes do not end an attribute', becomes, '| a | b | "c" |\n|-|-|-|\n| 1 | 2 | 3 |', /<td data-label="&quot;c&quot;">3<\/td>/)
test(
  'a row says what its cells are where there is no room for the head',
  becomes,
  '| a | b | c |\n|-|-|-|\n| 1 | 2 | 3 |',
  /<td>1<\/td><td data-label="b">2<\/td>/,
)
test('of two columns the first says what the second is', becomes, '| a | b |\n|-|-|\n| 1 | 2 |', /<td>1<\/td><td>2<\/td>/)
