import { deepStrictEqual, doesNotMatch, match, notStrictEqual, strictEqual } from 'node:assert'
import * as fc from 'fast-check'

// The part of AVA's interface that the tests of the rules use. What is missing here fails at once, by its name.

type Body = (t: Assertions, ...args: readonly unknown[]) => void
interface Macro {
  readonly exec: Body
  readonly title?: (given: string | undefined, ...args: readonly unknown[]) => string
}

interface Declared {
  readonly title: string
  readonly run: () => void
}

const declared: Declared[] = []

/** Declares a test; nothing runs before all of them are known. */
export default function test(...given: readonly unknown[]): void {
  const title = typeof given[0] === 'string' ? given[0] : undefined
  const [body, ...args] = title === undefined ? given : given.slice(1)
  const { exec, title: titleOf } = asMacro(body)
  declared.push({ title: titleOf?.(title, ...args) ?? title ?? '', run: () => exec(assertions, ...args) })
}

test.macro = (body: unknown): Macro => asMacro(body)

/** Runs them in the order of their declaration; returns what the first that failed says. */
export function runTests(): string | undefined {
  // Chance must not decide which mutant is found.
  fc.configureGlobal({ seed: 1 })
  for (const { title, run } of declared) {
    try {
      run()
    } catch (error) {
      return `${title}\n${error instanceof Error ? error.message : String(error)}`
    }
  }
  return undefined
}

function asMacro(body: unknown): Macro {
  if (typeof body === 'function') return { exec: (t, ...args) => void body(t, ...args) }
  if (isMacro(body)) return body
  throw new TypeError('neither a test nor a macro')
}

function isMacro(body: unknown): body is Macro {
  return typeof body === 'object' && body !== null && 'exec' in body
}

type Assertions = typeof assertions

const assertions = {
  is: (actual: unknown, expected: unknown) => strictEqual(actual, expected),
  not: (actual: unknown, expected: unknown) => notStrictEqual(actual, expected),
  deepEqual: (actual: unknown, expected: unknown) => deepStrictEqual(actual, expected),
  true: (actual: unknown) => strictEqual(actual, true),
  false: (actual: unknown) => strictEqual(actual, false),
  regex: (text: string, pattern: RegExp) => match(text, pattern),
  notRegex: (text: string, pattern: RegExp) => doesNotMatch(text, pattern),
  pass: () => undefined,
}
