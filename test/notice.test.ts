import test from 'ava'
import { readFileSync } from 'node:fs'

interface Package {
  readonly license?: string
  readonly dev?: boolean
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const { packages }: { packages: Record<string, Package> } = JSON.parse(read('package-lock.json'))

test('NOTICE names every library that is asked for, with its licence', (t) => {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(read('package.json'))
  const notice = read('NOTICE').split('\n')
  for (const name of Object.keys(dependencies)) {
    const { license = 'none' } = packages[`node_modules/${name}`] ?? {}
    t.true(
      notice.some((line) => line.includes(name) && line.includes(license)),
      `${name} ${license}`,
    )
  }
})

test('NOTICE names the second licence that marked carries', (t) => {
  t.regex(read('node_modules/marked/LICENSE'), /^## Markdown\s+Copyright © 2004, John Gruber/m)
  t.regex(read('NOTICE'), /^ {2}marked .*Markdown.*BSD-3-Clause \(© 2004 John Gruber\)$/m)
})

test('nothing that is installed with it is under a licence that asks for more than a notice', (t) => {
  const installed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true)
  t.true(installed.length > 20)
  for (const [path, { license = 'none' }] of installed) t.regex(license, /^(Apache-2\.0|MIT|ISC|BSD-[23]-Clause)$/, path)
})
