import { AuthParameters } from '../sip/auth-parameters.ts'
import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import type { Message } from './message-list.ts'
import { firstValue, nextValue, value } from './record-values.ts'

/** Whether a request answers a nonce of the challenge. */
export function answersNonceOf(arena: Arena, challenge: Message, request: Message | undefined): boolean {
  if (request === undefined || request.credentials === 0) return false
  const nonces = noncesIn(arena, challenge.record, header.wwwAuthenticate, header.proxyAuthenticate)
  return noncesIn(arena, request.record, header.authorization, header.proxyAuthorization).some((each) => nonces.includes(each))
}

/** Every nonce in the values of two headers. */
export function noncesIn(arena: Arena, record: number, one: number, other: number): readonly string[] {
  const nonces: string[] = []
  value.next = firstValue(arena, record)
  while (nextValue(arena, record)) {
    if (value.id !== one && value.id !== other) continue
    for (let at = value.start; at < value.end;) {
      at = nonce.read(arena.words, arena.bytes, at, value.end)
      if (nonce.gives(0)) nonces.push(arena.buffer.toString('latin1', nonce.starts[0], nonce.ends[0]))
    }
  }
  return nonces
}

const nonce = new AuthParameters('nonce')
