import { AuthParameters } from './auth-parameters.ts'

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

/** One challenge or one set of credentials, as it was read last. */
export const auth = new AuthParameters(...Object.keys(parameter))
