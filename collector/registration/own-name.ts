import { findUri, uri } from '../sip/address-of-record.ts'
import { AuthParameters } from '../sip/auth-parameters.ts'
import { header } from '../sip/header.ts'
import type { Arena } from './arena.ts'
import { findValue, value } from './record-values.ts'

const username = new AuthParameters('username')
const AT = 0x40

/** One user of about eight is looked at, told by the last letter of its name: it must be the same ones in every process. */
export function isCompared(lastLetter: number): boolean {
  return (lastLetter & 7) === 0
}

/** Whether a request authenticates as another user than the one that it registers: some registrars allow it, to most it is a fault. */
export function usesOtherName(arena: Arena, record: number): boolean {
  const { words, bytes } = arena
  if (!findValue(arena, record, header.authorization)) return false
  username.find(words, bytes, value.start, value.end)
  if (!username.gives(0)) return false
  const start = username.starts[0]!
  let end = start
  while (end < username.ends[0]! && bytes[end] !== AT) end++
  if (end === start || !findValue(arena, record, header.to) || !findUri(bytes, value.start, value.end) || uri.userEnd === uri.userStart)
    return false
  if (end - start !== uri.userEnd - uri.userStart) return true
  for (let index = 0; index < end - start; index++)
    if ((bytes[start + index]! | 0x20) !== (bytes[uri.userStart + index]! | 0x20)) return true
  return false
}
