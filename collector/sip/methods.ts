/** The methods that are followed, as bytes; a method is known by its place in the list. */
export interface Methods {
  readonly names: readonly string[]
  readonly tokens: readonly Uint8Array[]
}

/** What regwatch lives for; other methods are followed only when asked for. */
export const registerOnly = followMethods(['REGISTER'])

/** Prepares the methods to follow. Methods are tokens, and case counts (RFC 3261 §7.1). */
export function followMethods(names: readonly string[]): Methods {
  return { names, tokens: names.map((name) => Buffer.from(name, 'latin1')) }
}

/** Place of the method that stands at `bytes[start, end)`, -1 when it is not followed. */
export function followedMethodAt(bytes: Uint8Array, start: number, end: number, { tokens }: Methods): number {
  for (let index = 0; index < tokens.length; index++) if (equals(bytes, start, end, tokens[index])) return index
  return -1
}

function equals(bytes: Uint8Array, start: number, end: number, token: Uint8Array | undefined): boolean {
  if (token === undefined || end - start !== token.length) return false
  for (let index = 0; index < token.length; index++) if (bytes[start + index] !== token[index]) return false
  return true
}
