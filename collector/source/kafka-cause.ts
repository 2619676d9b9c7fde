/**
 * The deepest error: the client nests what it met, once for each retry, and its own words on top ("joinGroup failed 4 times") say nothing.
 * Of several side by side the last is the newest.
 */
export function deepestCause(error: unknown): Error {
  let found = error instanceof Error ? error : new Error(String(error))
  for (;;) {
    const inner: unknown[] = found instanceof AggregateError ? [...found.errors.toReversed(), found.cause] : [found.cause]
    const deeper = inner.find((one) => one instanceof Error)
    if (deeper === undefined) return found
    found = deeper
  }
}

/** What an error and all that is nested in it carry under `name`, the outermost first. */
export function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const inner: unknown[] = [...(error instanceof AggregateError ? error.errors : []), error.cause]
  return [error, ...inner.flatMap(causesOf)]
}

/** The code of an error: of the system (ECONNREFUSED), of Kafka (UNKNOWN_TOPIC_OR_PARTITION) or of the client. */
export function codeOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'apiId') ?? Reflect.get(error, 'code')
  return typeof code === 'string' ? code : ''
}
