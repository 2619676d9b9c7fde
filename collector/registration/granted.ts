import { isParameterNamed, nameEnd } from './contact.ts'

const EQUALS = 0x3d
const QUOTE = 0x22
const BACKSLASH = 0x5c
const LESS = 0x3c
const GREATER = 0x3e
const COMMA = 0x2c
const SPACE = 0x20
const ZERO = 0x30
const EQUALS_WORD = 0x3d3d3d3d
const COMMA_WORD = 0x2c2c2c2c
const EXPIRES = Buffer.from('expires')

/** What a contact is bound for that says nothing, and no Expires header does (RFC 3261 §10.2.1.1). */
const USUAL_SECONDS = 3_600
const MOST_CONTACTS = 0xff
const MOST_SECONDS = 0xffffff
const CONTACTS_SHIFT = 24

/** Who keeps count of the contacts that registrars have bound. */
export interface Bindings {
  /** A registrar has said which contacts a user has now: so many, the last of them for so many seconds from `tick` on. */
  granted(registrar: string, user: number, check: number, contacts: number, seconds: number, tick: number): void
}

/** Adds up what the Contact and Expires headers of one 200 grant; it lists every binding of the user, not only the one asked for (RFC 3261 §10.3). */
export class Granted {
  #contacts = 0
  #longest = 0
  /** Contacts without seconds of their own, and what the Expires header gives them. */
  #following = 0
  #header = USUAL_SECONDS

  clear(): void {
    this.#contacts = this.#longest = this.#following = 0
    this.#header = USUAL_SECONDS
  }

  /** An Expires header. */
  expires(bytes: Uint8Array, start: number, end: number): void {
    const seconds = secondsAt(bytes, start, end)
    if (seconds >= 0) this.#header = seconds
  }

  /** A Contact header. Looks only where an equals sign or a comma stands, four bytes at a step. */
  contact(words: Int32Array, bytes: Uint8Array, start: number, end: number): void {
    let seconds = -1
    for (let word = start >> 2, last = (end - 1) >> 2; word <= last; word++) {
      const signs = words[word]! ^ EQUALS_WORD
      const commas = words[word]! ^ COMMA_WORD
      const found = ((signs - 0x01010101) & ~signs) | ((commas - 0x01010101) & ~commas)
      for (let marks = found & 0x80808080; marks !== 0; marks &= marks - 1) {
        const at = (word << 2) + ((31 - Math.clz32(marks & -marks)) >> 3)
        if (at < start || at >= end) continue
        if (bytes[at] === COMMA) return this.#several(bytes, start, end)
        if (bytes[at] === EQUALS && isExpires(bytes, start, at)) seconds = secondsAt(bytes, at + 1, end)
      }
    }
    return this.#add(seconds)
  }

  /** How many contacts, and for how many seconds the longest, in one word; 0 when there is none. */
  get packed(): number {
    if (this.#following > 0 && this.#header > 0) {
      this.#contacts += this.#following
      this.#longest = Math.max(this.#longest, this.#header)
      this.#following = 0
    }
    return (Math.min(this.#contacts, MOST_CONTACTS) << CONTACTS_SHIFT) | Math.min(this.#longest, MOST_SECONDS)
  }

  /** The same byte by byte, for a value with a comma: it stands between two contacts, or in a quoted string or a URI. */
  #several(bytes: Uint8Array, start: number, end: number): void {
    let seconds = -1
    let isQuoted = false
    let isUri = false
    for (let at = start; at < end; at++) {
      const byte = bytes[at]
      if (isQuoted) {
        if (byte === BACKSLASH) at++
        else if (byte === QUOTE) isQuoted = false
      } else if (byte === EQUALS) {
        if (isExpires(bytes, start, at)) seconds = secondsAt(bytes, at + 1, end)
      } else if (byte === QUOTE) isQuoted = true
      else if (byte === LESS) isUri = true
      else if (byte === GREATER) isUri = false
      else if (byte === COMMA && !isUri) {
        this.#add(seconds)
        seconds = -1
      }
    }
    this.#add(seconds)
  }

  #add(seconds: number): void {
    if (seconds < 0) this.#following++
    else if (seconds > 0) {
      this.#contacts++
      if (seconds > this.#longest) this.#longest = seconds
    }
  }
}

/** Contacts in a word of `Granted`. */
export function contactsIn(packed: number): number {
  return packed >>> CONTACTS_SHIFT
}

/** Seconds in a word of `Granted`. */
export function secondsIn(packed: number): number {
  return packed & MOST_SECONDS
}

function isExpires(bytes: Uint8Array, start: number, equals: number): boolean {
  return isParameterNamed(bytes, start, nameEnd(bytes, start, equals), EXPIRES)
}

/** A number of seconds, white space before it; -1 when there is none. */
function secondsAt(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at]! <= SPACE) at++
  let seconds = -1
  for (; at < end; at++) {
    const digit = bytes[at]! - ZERO
    if (digit < 0 || digit > 9) break
    seconds = Math.min(Math.max(seconds, 0) * 10 + digit, MOST_SECONDS)
  }
  return seconds
}
