import type { Challenge, Response } from '../../classifiers/attempt.ts'
import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import { readChallenges } from './auth-facts.ts'
import type { Message } from './message-list.ts'
import { firstValue, nextValue, textOf, value } from './record-values.ts'
import { LINE } from './record.ts'
import type { KnownRole } from './roles.ts'
import type { Texts } from './texts.ts'

const NO_CHALLENGES: readonly Challenge[] = []
const NO_TEXTS: readonly string[] = []

/** A final response as the rules see it. */
export function responseFacts(arena: Arena, texts: Texts, message: Message, { role, by }: KnownRole): Response {
  let phrase = ''
  let server = ''
  let registrarError = ''
  let securityServer = ''
  let retryAfter: number | undefined
  let require = ''
  let unsupported = ''
  let date = false
  let challenges: Challenge[] | undefined
  let hints: string[] | undefined

  value.next = firstValue(arena, message.record)
  while (nextValue(arena, message.record)) {
    const { id, start, end, next } = value
    switch (id) {
      case LINE:
        phrase = texts.at(start, end)
        break
      case header.wwwAuthenticate:
      case header.proxyAuthenticate:
        readChallenges(arena, texts, start, end, id === header.proxyAuthenticate, (challenges ??= []))
        break
      case header.server:
        server = texts.at(start, end)
        break
      case header.userAgent:
        if (server === '') server = texts.at(start, end)
        break
      case header.reason:
      case header.warning:
      case header.diagnostics:
        ;(hints ??= []).push(texts.at(start, end))
        break
      case header.registrarError:
        registrarError = texts.at(start, end)
        break
      case header.securityServer:
        securityServer = securityServer === '' ? textOf(arena, start, end) : `${securityServer}, ${textOf(arena, start, end)}`
        break
      case header.retryAfter:
        retryAfter = secondsIn(texts.at(start, end))
        break
      case header.require:
        require = join(require, texts.at(start, end))
        break
      case header.unsupported:
        unsupported = join(unsupported, texts.at(start, end))
        break
      case header.date:
        date = true
        break
    }
    value.next = next
  }

  return {
    status: message.status,
    phrase,
    challenges: challenges ?? NO_CHALLENGES,
    server,
    texts: hints ?? NO_TEXTS,
    registrarError,
    securityServer,
    retryAfter,
    require,
    unsupported,
    date,
    address: texts.address(message.record, false),
    role,
    roleBy: by,
    depth: message.vias,
  }
}

/** Retry-After = delta-seconds [comment] *(SEMI param) (RFC 3261 §20.33). */
function secondsIn(text: string): number | undefined {
  const seconds = Number.parseInt(text, 10)
  return Number.isNaN(seconds) ? undefined : seconds
}

function join(tags: string, more: string): string {
  return tags === '' ? more.toLowerCase() : `${tags}, ${more.toLowerCase()}`
}
