import { globSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { runTests } from './ava-at-once.ts'

// Thousands of mutants want thousands of runs: the tests of the rules, in one process, without the workers of AVA, end at the first that fails.

const own = new URL('./ava-at-once.ts', import.meta.url).href

enableCompileCache()
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'ava' ? { url: own, shortCircuit: true } : next(specifier, context)),
})

const folder = fileURLToPath(new URL('../classifiers/', import.meta.url))
for (const file of globSync('*.test.ts', { cwd: folder }).sort()) await import(new URL(`../classifiers/${file}`, import.meta.url).href)

const failed = runTests()
if (failed !== undefined) {
  console.error(failed)
  process.exitCode = 1
}
