import type { Challenge, Credentials, NonceForm } from '../../classifiers/rule.ts'
import { auth, parameter, readAuth } from '../sip/auth-parameters.ts'
import type { Arena } from './arena.ts'
import type { Texts } from './texts.ts'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const TIME_HASH = /^\d{9,11}\/[0-9a-f]{32}$/i
const HEX = /^[0-9a-f]+$/i
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** Reads the challenges of one WWW-Authenticate or Proxy-Authenticate value into `challenges`. */
export function readChallenges(arena: Arena, texts: Texts, start: number, end: number, proxy: boolean, challenges: Challenge[]): void {
  for (let at = start; at < end; ) {
    at = readAuth(arena.bytes, at, end)
    if (auth.schemeEnd === auth.schemeStart) return
    const nonceStart = auth.starts[parameter.nonce] ?? -1
    const nonceEnd = auth.ends[parameter.nonce] ?? -1
    challenges.push({
      proxy,
      scheme: texts.at(auth.schemeStart, auth.schemeEnd),
      realm: text(texts, parameter.realm),
      nonce: nonceStart < 0 ? 0 : texts.fingerprint(nonceStart, nonceEnd),
      nonceForm: nonceStart < 0 ? 'other' : formOf(arena, nonceStart, nonceEnd),
      nonceLength: nonceEnd - nonceStart,
      algorithm: text(texts, parameter.algorithm),
      qop: text(texts, parameter.qop),
      stale: text(texts, parameter.stale).toLowerCase() === 'true',
      opaque: has(parameter.opaque),
    })
  }
}

/** Reads one Authorization or Proxy-Authorization value; `ageOf` tells how long ago a nonce was given. */
export function readCredentials(
  arena: Arena,
  texts: Texts,
  start: number,
  end: number,
  proxy: boolean,
  ageOf: (nonce: number) => number | undefined,
): Credentials {
  readAuth(arena.bytes, start, end)
  const nonce = fingerprint(texts, parameter.nonce)
  return {
    proxy,
    scheme: texts.at(auth.schemeStart, auth.schemeEnd),
    username: has(parameter.username) ? arena.buffer.toString('utf8', auth.starts[parameter.username], auth.ends[parameter.username]) : '',
    realm: text(texts, parameter.realm),
    nonce,
    nonceAge: nonce === 0 ? undefined : ageOf(nonce),
    response: fingerprint(texts, parameter.response),
    autsLength: has(parameter.auts) ? (auth.ends[parameter.auts] ?? 0) - (auth.starts[parameter.auts] ?? 0) : 0,
    algorithm: text(texts, parameter.algorithm),
    nonceCount: Number.parseInt(text(texts, parameter.nc), 16) || 0,
    uri: text(texts, parameter.uri),
  }
}

function has(index: number): boolean {
  return (auth.starts[index] ?? -1) >= 0
}

function text(texts: Texts, index: number): string {
  const start = auth.starts[index] ?? -1
  return start < 0 ? '' : texts.at(start, auth.ends[index] ?? start)
}

function fingerprint(texts: Texts, index: number): number {
  const start = auth.starts[index] ?? -1
  return start < 0 ? 0 : texts.fingerprint(start, auth.ends[index] ?? start)
}

/** The look of a nonce tells some servers: FreeSWITCH gives a UUID, pjsip time and hash, chan_sip eight hex digits. */
function formOf({ buffer }: Arena, start: number, end: number): NonceForm {
  const nonce = buffer.toString('latin1', start, end)
  if (nonce.length === 36 && UUID.test(nonce)) return 'uuid'
  if (TIME_HASH.test(nonce)) return 'time_hash'
  if (HEX.test(nonce)) return nonce.length === 8 ? 'hex8' : 'hex'
  return BASE64.test(nonce) ? 'base64' : 'other'
}
