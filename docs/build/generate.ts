import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatted, generatedFiles } from './generated-files.ts'

// npm run generate

const root = fileURLToPath(new URL('../../', import.meta.url))
for (const file of generatedFiles) {
  const path = join(root, file.path)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, await formatted(file))
  process.stdout.write(`${file.path}\n`)
}
