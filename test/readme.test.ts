import test from 'ava'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alerts } from '../alerts/rule-files.ts'
import { taxonomy } from '../classifiers/taxonomy.ts'
import { helpText } from '../collector/help.ts'
import { everyMetric } from '../collector/metrics/catalogue.ts'
import { startChild } from './child.ts'
import { main } from './regwatch.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))

test('the README has the two commands, and CI calls the second', (t) => {
  t.regex(readme, /^npm ci && npm start$/m)
  t.regex(readme, /^npm ci && npm test$/m)
  t.regex(read('.ci/run'), /^npm ci && npm test$/m)
})

test('every npm script that a page names exists', (t) => {
  for (const page of pages()) {
    for (const [, script = ''] of read(page).matchAll(/npm run ([\w:-]+)/g)) t.truthy(scripts[script], `${page}: npm run ${script}`)
  }
})

test('every relative link leads to a file', (t) => {
  for (const page of pages()) {
    for (const [, link = ''] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|#)/.test(link)) continue
      t.true(existsSync(join(root, dirname(page), link.replace(/#.*/, ''))), `${page}: ${link}`)
    }
  }
})

test('the metrics that the README names are in the catalogue, with the labels that it says', (t) => {
  const known = new Map<string, string>(Object.values(everyMetric).map(({ name, labels }) => [name, Object.keys(labels).join(', ')]))
  const listed = [...readme.matchAll(/^\| `(\w+_\w+)` \| ([\w, ]*?) ?\|/gm)]
  t.true(listed.length > 5)
  for (const [, name = '', labels] of listed) t.is(labels, known.get(name), name)
  for (const [name] of readme.matchAll(/\b(?:sip|hep|kafka|regwatch)_\w+_(?:total|info|seconds|ratio|active|users|sources)\b/g))
    t.true(known.has(name), name)
})

test('the README names every alert, and what it quotes is what a test expects', (t) => {
  for (const { name } of alerts) t.true(readme.includes(`alerts/runbooks/${name}.md`), name)
  const [, quoted = ''] = /^> (.*)$/m.exec(readme) ?? []
  t.true(quoted.length > 100)
  t.true(read('alerts/tests/spike-403.test.yaml').includes(quoted))
})

test('every flag that the README names is in the help', (t) => {
  const flags = [...readme.matchAll(/--[a-z][\w.-]*/g)].map(([flag]) => flag)
  t.true(flags.length > 5)
  for (const flag of flags) t.true(helpText().includes(flag), flag)
})

test('the README says of exit codes what the help says', (t) => {
  const [said = ''] = /Exit code 0[^]*/.exec(helpText()) ?? []
  t.regex(said, /\n2: [^]*\n1: /)
  t.true(plain(readme).includes(plain(said).trim()))
})

test('the README counts the reasons and names the causes', (t) => {
  t.true(readme.includes(`what it was: ${Object.values(taxonomy).flat().length} of them`))
  for (const cause of Object.keys(taxonomy)) t.true(readme.includes(`\`${cause}\``), cause)
})

test('the sample of the README is what the command prints', async (t) => {
  const [, capture = ''] = /explain (test\/captures\/\S+)$/m.exec(readme) ?? []
  const [, sample = ''] = /<!-- sample -->\n+```\n(.*?)```/s.exec(readme) ?? []
  const explain = startChild(t, process.execPath, [main, 'explain', join(root, capture)], {
    env: { ...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1' },
  })
  t.is(await explain.ended, 0, explain.stderr)
  const printed = new Set(explain.stdout.split('\n'))
  for (const line of sample.split('\n')) t.true(printed.has(line), line)
})

/** Every page that a reader is led to. */
/** As it reads, however its lines are broken. */
function plain(text: string): string {
  return text.replaceAll('`', '').replaceAll(/\s+/g, ' ')
}

function pages(): string[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name))
  return [...readdirSync(root), ...docs].filter((name) => name.endsWith('.md'))
}
