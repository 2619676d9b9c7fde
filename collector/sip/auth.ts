import { AuthParameters } from './auth-parameters.ts'
import { holdsSecret } from './swallowed.ts'

/** The parameters of digest headers that are read (RFC 7616 §3.3, §3.4, RFC 3310 §3): their places in `auth`. */
export const parameter = {
  realm: 0,
  nonce: 1,
  algorithm: 2,
  qop: 3,
  stale: 4,
  opaque: 5,
  username: 6,
  response: 7,
  auts: 8,
  nc: 9,
  uri: 10,
} as const

/** Texts of these are told, so they are looked at once more: a value in which another one is lost counts as damaged. */
class ToldParameters extends AuthParameters {
  override read(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
    const next = super.read(words, bytes, start, end)
    const { starts, ends } = this
    for (let index = 0; index < starts.length; index++)
      if (starts[index]! >= 0 && holdsSecret(bytes, starts[index]!, ends[index]!)) starts[index] = -2
    return next
  }
}

/** One challenge or one set of credentials, as it was read last. */
export const auth = new ToldParameters(...Object.keys(parameter))
