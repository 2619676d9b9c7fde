import type { Arena } from './arena.ts'
import { CALL_ID, field, FIXED_WORDS } from './record.ts'

/** Where the value that `findValue` or `nextValue` found stands in the arena, in bytes; `next` is where to look on. */
export const value = { id: 0, start: 0, end: 0, next: 0 }

/** Finds the first value of a header in a record, and leaves its place in `value`. */
export function findValue(arena: Arena, record: number, id: number): boolean {
  value.next = firstValue(arena, record)
  while (nextValue(arena, record)) if (value.id === id) return true
  return false
}

/** Goes on to the next value of the record; begin with `value.next = firstValue(…)`. */
export function nextValue(arena: Arena, record: number): boolean {
  const { words } = arena
  const end = record + ((words[record] ?? 0) & 0xffff)
  const at = value.next
  const head = at < end ? (words[at] ?? 0) : 0
  if (head === 0) return false
  const length = head & 0xffffff
  value.id = head >>> 24
  value.start = (at + 1) * 4
  value.end = value.start + length
  value.next = at + 1 + ((length + 3) >> 2)
  return true
}

/** Word of the first value of a record. */
export function firstValue({ words }: Arena, record: number): number {
  return record + FIXED_WORDS + (((words[record + field.shape] ?? 0) & 0xff) >> 1)
}

/** The value as a string, empty when the record has none. */
export function valueText(arena: Arena, record: number, id: number): string {
  return findValue(arena, record, id) ? textOf(arena, value.start, value.end) : ''
}

/** All values of a header, joined by a comma as if on one line (RFC 3261 §7.3.1). */
export function joinedText(arena: Arena, record: number, id: number): string {
  let text = ''
  value.next = firstValue(arena, record)
  while (nextValue(arena, record)) {
    if (value.id !== id) continue
    const next = textOf(arena, value.start, value.end)
    text = text === '' ? next : `${text}, ${next}`
  }
  return text
}

/** Call-ID as it stands in the record. */
export function callIdOf(arena: Arena, record: number): string {
  return valueText(arena, record, CALL_ID)
}

export function textOf({ buffer }: Arena, start: number, end: number): string {
  return buffer.toString('utf8', start, end)
}

/** Source and destination of the message, `address:port`; IPv6 in brackets, empty when the packet carried none. */
export function sourceOf(arena: Arena, record: number): string {
  return endpoint(addressAt(arena, record, false), (arena.words[record + field.ports] ?? 0) >>> 16)
}

export function destinationOf(arena: Arena, record: number): string {
  return endpoint(addressAt(arena, record, true), (arena.words[record + field.ports] ?? 0) & 0xffff)
}

/** An address without its port, empty when the packet carried none. */
export function addressAt({ words, bytes }: Arena, record: number, destination: boolean): string {
  const length = (words[record + field.shape] ?? 0) & 0xff
  const at = (record + FIXED_WORDS) * 4 + (destination ? length : 0)
  if (length === 4) return `${bytes[at] ?? 0}.${bytes[at + 1] ?? 0}.${bytes[at + 2] ?? 0}.${bytes[at + 3] ?? 0}`
  return length === 16 ? ipv6(bytes, at) : ''
}

/** Via values of the message as it was captured. */
export function viasOf({ words }: Arena, record: number): number {
  return ((words[record + field.meta] ?? 0) >>> 16) & 0xff
}

export function endpoint(address: string, port: number): string {
  if (address === '') return ''
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups as `::`. */
function ipv6(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[at + index * 2] ?? 0) << 8) | (bytes[at + index * 2 + 1] ?? 0))
  let best = -1
  let bestLength = 1
  for (let start = 0; start < 8; start++) {
    let end = start
    while (end < 8 && groups[end] === 0) end++
    if (end - start > bestLength) {
      best = start
      bestLength = end - start
    }
    if (end > start) start = end
  }
  return best < 0 ? hex(groups) : `${hex(groups.slice(0, best))}::${hex(groups.slice(best + bestLength))}`
}

function hex(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':')
}
