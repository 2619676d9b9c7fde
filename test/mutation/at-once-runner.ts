import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Declared } from './ava-at-once.ts'

// Some thousand mutants want some thousand runs: the tests of the rules in a process that goes on, each mutant with those tests alone that reach it,
// stopped by the first that fails. AVA takes three seconds to start its workers for what takes milliseconds so.

const NAMESPACE = '__stryker__'

/** What Stryker's mutants read and count there (INSTRUMENTER_CONSTANTS of @stryker-mutator/api). */
interface Instrumented {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  mutantCoverage?: object
  hitCount?: number | undefined
  hitLimit?: number | undefined
}

interface MutantRun {
  readonly activeMutant: { readonly id: string }
  readonly testFilter?: readonly string[]
  readonly hitLimit?: number
  readonly mutantActivation: 'static' | 'runtime'
  readonly reloadEnvironment: boolean
  readonly sandboxFileName: string
}

/** What remembers what it found for a phrase would not be asked again. */
const remembers = /phrases\.ts$|word-rows\.ts$/

/** Left out: they try what chance makes. A mutant is to be found by an example. */
const byChance = new Set(['names.test.ts', 'whatever.test.ts'])

class AtOnceRunner {
  readonly #instrumented: Instrumented = {}
  readonly #folder = join(process.cwd(), 'test/classifiers')
  #tests: readonly Declared[] = []
  #generation = 0

  constructor() {
    Object.assign(globalThis, { [NAMESPACE]: this.#instrumented })
    const sandbox = pathToFileURL(`${process.cwd()}/`).href
    const own = new URL('./test/mutation/ava-at-once.ts', sandbox).href
    registerHooks({
      resolve: (specifier, context, next) => {
        const { url, ...rest } = specifier === 'ava' ? { url: own, shortCircuit: true } : next(specifier, context)
        // What a mutant changes while it is loaded is loaded anew, with all that rests on it.
        const isOwn = url.startsWith(sandbox) && !url.includes('/node_modules/') && !url.includes('?')
        return { ...rest, url: isOwn ? `${url}?${this.#generation}` : url }
      },
    })
  }

  capabilities(): { readonly reloadEnvironment: boolean } {
    return { reloadEnvironment: true }
  }

  async dryRun() {
    await this.#load()
    const tests = this.#tests.map(({ title, run }, id) => {
      this.#instrumented.currentTestId = String(id)
      const began = performance.now()
      const failure = failureOf(run)
      const test = { id: String(id), name: title, timeSpentMs: performance.now() - began }
      return failure === undefined ? { ...test, status: SUCCESS } : { ...test, status: FAILED, failureMessage: failure }
    })
    this.#instrumented.currentTestId = undefined
    return { status: 'complete', tests, mutantCoverage: this.#instrumented.mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, reloadEnvironment, sandboxFileName }: MutantRun) {
    const instrumented = this.#instrumented
    instrumented.hitLimit = hitLimit
    instrumented.hitCount = hitLimit === undefined ? undefined : 0
    instrumented.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined
    try {
      if (reloadEnvironment || this.#tests.length === 0 || remembers.test(sandboxFileName)) await this.#load()
    } catch (error) {
      // What cannot even be loaded is found.
      return { status: 'killed', killedBy: ['0'], failureMessage: String(error), nrOfTests: 1 }
    }
    instrumented.activeMutant = activeMutant.id
    const chosen = testFilter === undefined ? undefined : new Set(testFilter)
    let ran = 0
    for (const [id, { run }] of this.#tests.entries()) {
      if (chosen?.has(String(id)) === false) continue
      ran++
      const failure = failureOf(run)
      if (hitLimit !== undefined && (instrumented.hitCount ?? 0) > hitLimit) return { status: 'timeout', reason: 'it goes round and round' }
      if (failure !== undefined) return { status: 'killed', killedBy: [String(id)], failureMessage: failure, nrOfTests: ran }
    }
    return { status: 'survived', nrOfTests: ran }
  }

  async #load(): Promise<void> {
    this.#generation++
    const { declared }: typeof import('./ava-at-once.ts') = await import(urlOf(this.#folder, '../mutation/ava-at-once.ts'))
    for (const file of globSync('**/*.test.ts', { cwd: this.#folder }).sort())
      if (!byChance.has(file)) await import(urlOf(this.#folder, file))
    this.#tests = declared
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'at-once', injectableClass: AtOnceRunner }]

/** TestStatus of @stryker-mutator/api. */
const SUCCESS = 0
const FAILED = 1

function urlOf(folder: string, file: string): string {
  return pathToFileURL(join(folder, file)).href
}

function failureOf(run: () => void): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
