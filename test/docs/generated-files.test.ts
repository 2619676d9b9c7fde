import test from 'ava'
import { readFileSync } from 'node:fs'
import { formatted, generatedFiles } from '../../docs/build/generated-files.ts'

for (const file of generatedFiles) {
  test(`${file.path} is what "npm run generate" makes`, async (t) => {
    t.is(readFileSync(new URL(`../../${file.path}`, import.meta.url), 'utf8'), await formatted(file))
  })
}
