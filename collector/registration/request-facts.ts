import type { Credentials } from '../../classifiers/attempt.ts'
import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import { readCredentials } from './auth-facts.ts'
import { firstValue, nextValue, textOf, value } from './record-values.ts'
import type { Surroundings } from './surroundings.ts'
import type { Texts } from './texts.ts'

/** What the rules see of a request of the UE. */
export interface RequestFacts {
  readonly credentials: readonly Credentials[]
  readonly securityClient: string
  readonly securityVerify: string
}

const NO_CREDENTIALS: readonly Credentials[] = []

/** Of a round whose request was not captured. */
export const NO_REQUEST: RequestFacts = { credentials: NO_CREDENTIALS, securityClient: '', securityVerify: '' }

/** Reads a request's record once. `user` and `tick`: whose it is and when it came, to tell how old its nonces are. */
export function requestFacts(
  arena: Arena,
  texts: Texts,
  surroundings: Surroundings,
  record: number,
  user: number,
  tick: number,
): RequestFacts {
  let credentials: Credentials[] | undefined
  let securityClient = ''
  let securityVerify = ''
  value.next = firstValue(arena, record)
  while (nextValue(arena, record)) {
    const { id, start, end } = value
    if (id === header.authorization || id === header.proxyAuthorization) {
      const read = readCredentials(arena, texts, start, end, id === header.proxyAuthorization, surroundings, user, tick)
      credentials = credentials === undefined ? [read] : [...credentials, read]
    } else if (id === header.securityClient) securityClient = joined(securityClient, textOf(arena, start, end))
    else if (id === header.securityVerify) securityVerify = joined(securityVerify, textOf(arena, start, end))
  }
  return { credentials: credentials ?? NO_CREDENTIALS, securityClient, securityVerify }
}

/** Several header lines are one list (RFC 3261 §7.3.1). */
function joined(list: string, more: string): string {
  return list === '' ? more : `${list}, ${more}`
}
