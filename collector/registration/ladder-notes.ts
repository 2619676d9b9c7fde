import { header } from '../sip/header.ts'
import { auth, parameter } from '../sip/auth.ts'
import type { Arena } from './arena.ts'
import type { Message } from './message-list.ts'
import { contactFlag, field, recordFlag } from './record.ts'
import { firstValue, nextValue, textOf, value } from './record-values.ts'

/** What the headers of a message say that bears on the registration, in few words and without secrets. */
export function notesOf(arena: Arena, message: Message): readonly string[] {
  const notes: string[] = []
  value.next = firstValue(arena, message.record)
  while (nextValue(arena, message.record)) {
    const { next } = value
    const note = noteOf(arena, value.id, value.start, value.end)
    if (note !== undefined) notes.push(note)
    value.next = next
  }
  const asks = (arena.words[message.record + field.shape] ?? 0) >>> 16
  if (message.status === 0 && (asks & (contactFlag.wildcard | contactFlag.removes)) !== 0) notes.push('de-registers')
  if ((message.flags & recordFlag.integrityProtected) !== 0) notes.push('integrity-protected')
  if ((message.flags & recordFlag.keys) !== 0) notes.push('carries CK and IK')
  return notes
}

function noteOf(arena: Arena, id: number, start: number, end: number): string | undefined {
  switch (id) {
    case header.authorization:
      return answerNote(arena, start, end, 'Authorization')
    case header.proxyAuthorization:
      return answerNote(arena, start, end, 'Proxy-Authorization')
    case header.wwwAuthenticate:
    case header.proxyAuthenticate:
      return challengeNote(arena, start, end)
    case header.securityClient:
      return 'Security-Client'
    case header.securityServer:
      return 'Security-Server'
    case header.securityVerify:
      return 'Security-Verify'
    case header.reason:
      return `Reason: ${textOf(arena, start, end)}`
    case header.warning:
      return `Warning: ${textOf(arena, start, end)}`
    case header.registrarError:
      return `P-Registrar-Error: ${textOf(arena, start, end)}`
    case header.retryAfter:
      return `Retry-After: ${textOf(arena, start, end)}`
    default:
      return undefined
  }
}

function answerNote(arena: Arena, start: number, end: number, name: string): string {
  auth.read(arena.words, arena.bytes, start, end)
  const username = text(arena, parameter.username)
  if (has(parameter.auts)) return `${name} asks to resynchronise (auts) as ${username}`
  if (!has(parameter.response) || text(arena, parameter.response) === '') {
    return text(arena, parameter.nonce) === ''
      ? `${name} names ${username}, no answer yet`
      : `${name} as ${username} with an empty response`
  }
  return `${name} answers as ${username}`
}

function challengeNote(arena: Arena, start: number, end: number): string {
  auth.read(arena.words, arena.bytes, start, end)
  const algorithm = text(arena, parameter.algorithm)
  const stale = text(arena, parameter.stale).toLowerCase() === 'true' ? ', stale=true' : ''
  return `challenge, realm ${text(arena, parameter.realm)}${algorithm === '' ? '' : `, ${algorithm}`}${stale}`
}

function has(index: number): boolean {
  return (auth.starts[index] ?? -1) >= 0
}

function text(arena: Arena, index: number): string {
  return has(index) ? textOf(arena, auth.starts[index] ?? 0, auth.ends[index] ?? 0) : ''
}
