import type { TokenSource } from '../config/kafka-sasl-schema.ts'

const ANSWER_MILLIS = 5_000
const MOST_BYTES = 64 * 1024

/** A token could not be had: nothing has been asked of a broker yet. */
export class TokenError extends Error {
  override name = 'TokenError'
}

/** The brokers do not take the token. */
export class TokenRefusedError extends Error {
  override name = 'TokenRefusedError'
}

/** A broker that takes a token says nothing; one that does not says why as if all were well, and closes the connection later (RFC 7628 §3.2.2). */
export function refusalOfToken(said: Buffer, callback: (error: Error | null, said: Buffer) => void): void {
  callback(said.length === 0 ? null : new TokenRefusedError('the token is refused'), said)
}

/** Gives a bearer token for one connection to Kafka. What a server answers is never part of an error: it may hold the token. */
export async function bearerToken(source: TokenSource): Promise<string> {
  if ('file' in source) return fromFile(source.file)
  const { url, clientId, clientSecret, scope } = source
  const where = `the server of tokens ${url.host}`
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) })
  // RFC 6749 §2.3.1: name and secret are form-encoded before they are joined.
  const [name, secret] = [clientId, clientSecret.reveal()].map((text) => new URLSearchParams({ '': text }).toString().slice(1))
  const response = await fetch(url, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`, Accept: 'application/json' },
    body: form,
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MILLIS),
  }).catch((error: unknown) => {
    throw new TokenError(`${where} cannot be reached (${reasonOf(error)})`)
  })
  if (!response.ok) throw new TokenError(`${where} answers ${response.status}`)
  const text = await response.text().catch(() => '')
  const token = text.length > MOST_BYTES ? undefined : tokenIn(text)
  if (token === undefined) throw new TokenError(`${where} answers without a token`)
  return token
}

function fromFile(read: () => { reveal(): string }): string {
  try {
    return read().reveal()
  } catch (error) {
    throw new TokenError(error instanceof Error ? error.message : String(error))
  }
}

/** RFC 6749 §5.1; a token that the wire could not carry is none (RFC 6750 §2.1). */
function tokenIn(text: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(text)
    const token: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'access_token') : undefined
    return typeof token === 'string' && /^[\w.~+/-]+=*$/.test(token) ? token : undefined
  } catch {
    return undefined
  }
}

/** `fetch` says no more than "fetch failed"; why is in what it was caused by. */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error
  if (!(cause instanceof Error)) return String(cause)
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}
