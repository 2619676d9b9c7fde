import { deepStrictEqual, doesNotMatch, match, notStrictEqual, strictEqual } from 'node:assert'

// The part of AVA's interface that the tests of the rules use. What is missing here fails at once, by its name.

type Body = (t: Assertions, ...args: readonly unknown[]) => void
interface Macro {
  readonly exec: Body
  readonly title?: (given: string | undefined, ...args: readonly unknown[]) => string
}

/** A test that is known, and not yet run. */
export interface Declared {
  readonly title: string
  readonly run: () => void
}

/** Those that were declared so far, in their order. */
export const declared: Declared[] = []

/** Declares a test. */
export default function test(...given: readonly unknown[]): void {
  const title = typeof given[0] === 'string' ? given[0] : undefined
  const [body, ...args] = title === undefined ? given : given.slice(1)
  const { exec, title: titleOf } = asMacro(body)
  declared.push({ title: titleOf?.(title, ...args) ?? title ?? '', run: () => exec(assertions, ...args) })
}

test.macro = (body: unknown): Macro => asMacro(body)

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
