import { contact, isStar, MOST_SECONDS, NO_SECONDS, readContact, secondsAt, USUAL_SECONDS } from './contact-walk.ts'

const MOST_CONTACTS = 0xff
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
    if (seconds !== NO_SECONDS) this.#header = seconds
  }

  /** A Contact header; empty, or a star, it lists none. */
  contact(words: Int32Array, bytes: Uint8Array, start: number, end: number): void {
    if (start >= end || isStar(bytes, start, end)) return
    let at = start
    do {
      at = readContact(words, bytes, at, end)
      const { seconds } = contact
      if (seconds === NO_SECONDS) this.#following++
      else if (seconds > 0) {
        this.#contacts++
        if (seconds > this.#longest) this.#longest = seconds
      }
    } while (at < end)
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
}

/** Contacts in a word of `Granted`. */
export function contactsIn(packed: number): number {
  return packed >>> CONTACTS_SHIFT
}

/** Seconds in a word of `Granted`. */
export function secondsIn(packed: number): number {
  return packed & MOST_SECONDS
}
