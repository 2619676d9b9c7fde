import { z } from 'zod'

/** A mapping with a fixed set of keys. Issues carry what to write instead as their message; see `explainIssue`. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape)
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `write ${oneOf(keys)}` : `write a mapping with the keys ${keys.join(', ')}`),
  })
}

/** A list; `forms` says what its items look like. */
export function listOf<Item extends z.ZodType>(item: Item, forms: string) {
  return z.array(item, `write a list; each item is ${forms}`)
}

/** A whole number with its bounds and its default; `unit` where the key does not say it. */
export function amount({ least, most, usual, unit }: { least: number; most: number; usual: number; unit?: string }) {
  const hint = `write a whole number ${unit === undefined ? '' : `of ${unit} `}from ${least} to ${most}`
  return z.int(hint).min(least, hint).max(most, hint).default(usual)
}

/** A text that `parse` makes a value of; `forms` says what it looks like. */
export function parsed<Value>(parse: (text: string) => Value | undefined, forms: string) {
  return z.string(`write ${forms}`).transform((text, context): Value => {
    const value = parse(text)
    if (value !== undefined) return value
    context.addIssue(`write ${forms}`)
    return z.NEVER
  })
}

/** Names a closed set of words; `explainIssue` looks for the nearest of them. */
export function oneOf(words: readonly string[]): string {
  return `one of ${words.join(', ')}`
}
