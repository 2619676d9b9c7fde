/** What can be left out of the collector that is measured. */
const parts = ['population', 'history'] as const

/** Reads `population,history`. */
export function readWithout(text: string): readonly (typeof parts)[number][] {
  const names = text.split(',').filter((name) => name !== '')
  const unknown = names.find((name) => !parts.some((part) => part === name))
  if (unknown !== undefined) throw new Error(`--without: found "${unknown}", write ${parts.join(', ')} or both with a comma`)
  return parts.filter((part) => names.includes(part))
}

/** The same as configuration. */
export function withoutThese(left: readonly string[]): string {
  return left.map((part) => `${part}: {enabled: false}\n`).join('')
}

/** How the rows call it. */
export function namedWithout(left: readonly string[]): string {
  return left.length === 0 ? '' : `, without ${left.join(' and ')}`
}

/** What the process may take: the first target of memory is for a collector that neither watches others nor remembers users. */
export function memoryTarget(left: readonly string[]): { readonly most: number } {
  return { most: left.length === parts.length ? 300 : 500 }
}
