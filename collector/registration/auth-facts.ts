import type { Challenge, Credentials, NonceForm } from '../../classifiers/attempt.ts'
import { auth, parameter } from '../sip/auth.ts'
import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import { firstValue, nextValue, value } from './record-values.ts'
import type { Surroundings } from './surroundings.ts'
import type { Texts } from './texts.ts'

/** Reads the challenges of one WWW-Authenticate or Proxy-Authenticate value into `challenges`. */
export function readChallenges(arena: Arena, texts: Texts, start: number, end: number, proxy: boolean, challenges: Challenge[]): void {
  for (let at = start; at < end;) {
    at = auth.read(arena.words, arena.bytes, at, end)
    if (auth.schemeEnd === auth.schemeStart) return
    const nonceStart = auth.starts[parameter.nonce] ?? -1
    const nonceEnd = auth.ends[parameter.nonce] ?? -1
    challenges.push({
      proxy,
      scheme: texts.at(auth.schemeStart, auth.schemeEnd),
      realm: text(texts, parameter.realm),
      nonce: nonceStart < 0 ? 0 : texts.fingerprint(nonceStart, nonceEnd),
      nonceForm: nonceStart < 0 ? 'other' : formOf(arena, nonceStart, nonceEnd),
      nonceLength: nonceStart < 0 ? 0 : nonceEnd - nonceStart,
      algorithm: text(texts, parameter.algorithm),
      qop: text(texts, parameter.qop),
      stale: text(texts, parameter.stale).toLowerCase() === 'true',
      opaque: has(parameter.opaque),
    })
  }
}

/** Reads one Authorization or Proxy-Authorization value of a user's request that came at `tick`. */
export function readCredentials(
  arena: Arena,
  texts: Texts,
  start: number,
  end: number,
  proxy: boolean,
  surroundings: Surroundings,
  user: number,
  tick: number,
): Credentials {
  auth.read(arena.words, arena.bytes, start, end)
  const nonce = fingerprint(texts, parameter.nonce)
  const nonceStart = auth.starts[parameter.nonce] ?? -1
  return {
    proxy,
    scheme: texts.at(auth.schemeStart, auth.schemeEnd),
    username: text(texts, parameter.username),
    realm: text(texts, parameter.realm),
    nonce,
    nonceForm: nonceStart < 0 ? 'other' : formOf(arena, nonceStart, auth.ends[parameter.nonce] ?? nonceStart),
    nonceAge: nonce === 0 ? undefined : surroundings.nonceAge(nonce, user, tick),
    response: fingerprint(texts, parameter.response),
    autsLength: has(parameter.auts) ? (auth.ends[parameter.auts] ?? 0) - (auth.starts[parameter.auts] ?? 0) : 0,
    algorithm: text(texts, parameter.algorithm),
    nonceCount: Number.parseInt(text(texts, parameter.nc), 16) || 0,
    uri: text(texts, parameter.uri),
  }
}

/** Fingerprint of the first answer to a challenge in a request's record, 0 when there is none. */
export function answerIn(arena: Arena, texts: Texts, record: number): number {
  let answer = 0
  value.next = firstValue(arena, record)
  while (answer === 0 && nextValue(arena, record)) {
    if (value.id !== header.authorization && value.id !== header.proxyAuthorization) continue
    auth.read(arena.words, arena.bytes, value.start, value.end)
    answer = fingerprint(texts, parameter.response)
  }
  return answer
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
export function formOf({ bytes }: Arena, start: number, end: number): NonceForm {
  let hex = 0
  let base64 = 0
  let dashes = 0
  let slash = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    const letter = byte | 0x20
    if ((byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66)) hex++
    else if (byte === 0x2d) dashes++
    else if ((letter > 0x66 && letter <= 0x7a) || byte === 0x2b || byte === 0x3d) base64++
    else if (byte === 0x2f) slash = slash === 0 ? at : -1
  }
  const length = end - start
  if (hex === length) return length === 8 ? 'hex8' : 'hex'
  if (length === 36 && dashes === 4 && hex === 32) return 'uuid'
  if (slash > 0 && hex === length - 1 && end - slash === 33 && slash - start >= 9 && slash - start <= 11) return 'time_hash'
  return dashes === 0 && hex + base64 + (slash === 0 ? 0 : length - hex - base64) === length ? 'base64' : 'other'
}
