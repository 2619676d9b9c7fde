import type { NonceForm } from '../../classifiers/attempt.ts'
import { auth, parameter } from '../sip/auth.ts'
import type { Arena } from './arena.ts'
import { formOf } from './auth-facts.ts'
import { isIn3gpp } from './ims.ts'
import type { LikenessHash } from './likeness-hash.ts'
import type { Surroundings } from './surroundings.ts'
import type { Texts } from './texts.ts'
import { isAtOnce } from './timers.ts'
import type { UserLikeness } from './user-likeness.ts'

/** What a likeness covers of challenges and of what answers them: realms, nonces and answers count by which of them are equal. */
export class AuthLikeness {
  readonly #arena: Arena
  readonly #texts: Texts
  readonly #surroundings: Surroundings
  readonly #hash: LikenessHash
  readonly #user: UserLikeness

  constructor(arena: Arena, texts: Texts, surroundings: Surroundings, hash: LikenessHash, user: UserLikeness) {
    this.#arena = arena
    this.#texts = texts
    this.#surroundings = surroundings
    this.#hash = hash
    this.#user = user
  }

  /** Adds credentials of a request that came at `tick`; `user` is the hash of whose they are, `ims`: its attempt is one of IMS. False: like no others. */
  addCredentials(start: number, end: number, user: number, tick: number, ims: boolean): boolean {
    auth.read(this.#arena.words, this.#arena.bytes, start, end)
    if (!this.#user.addUsername(auth.starts[parameter.username]!, auth.ends[parameter.username]!)) return false
    if (!ims && this.#isOfIms()) return false
    const nonce = this.#fingerprint(parameter.nonce)
    const age = nonce === 0 ? undefined : this.#surroundings.nonceAge(nonce, user, tick)
    if (age !== undefined && !isAtOnce(age)) return false
    this.#hash.addBytes(auth.schemeStart, auth.schemeEnd)
    this.#hash.add(auth.starts[parameter.username]! < auth.ends[parameter.username]! ? 1 : 0)
    this.#hash.addNumber(this.#fingerprint(parameter.realm))
    this.#addParameter(parameter.algorithm)
    this.#addParameter(parameter.nc)
    this.#addNonce(nonce)
    this.#hash.add(age === undefined ? 0 : 1)
    this.#hash.addNumber(this.#fingerprint(parameter.response))
    this.#hash.add(auth.starts[parameter.auts]! < 0 ? -1 : auth.ends[parameter.auts]! - auth.starts[parameter.auts]!)
    return true
  }

  /** Adds the challenges of one header. */
  addChallenges(start: number, end: number): void {
    const { words, bytes } = this.#arena
    for (let at = start; at < end;) {
      at = auth.read(words, bytes, at, end)
      this.#hash.addBytes(auth.schemeStart, auth.schemeEnd)
      this.#hash.addNumber(this.#fingerprint(parameter.realm))
      this.#addParameter(parameter.algorithm)
      this.#addParameter(parameter.qop)
      this.#addParameter(parameter.stale)
      this.#hash.add(auth.starts[parameter.opaque]! < 0 ? 0 : 1)
      this.#addNonce(this.#fingerprint(parameter.nonce))
    }
  }

  /** Credentials make an attempt one of IMS by a realm in a 3GPP domain, or by an AKA algorithm: no other begins so. */
  #isOfIms(): boolean {
    const { bytes } = this.#arena
    const { starts, ends } = auth
    const algorithm = starts[parameter.algorithm]!
    if (algorithm >= 0 && (bytes[algorithm]! | 0x20) === 0x61) return true
    const realm = starts[parameter.realm]!
    return realm >= 0 && isIn3gpp(bytes, realm, ends[parameter.realm]!)
  }

  #fingerprint(index: number): number {
    const start = auth.starts[index]!
    return start < 0 ? 0 : this.#texts.fingerprint(start, auth.ends[index]!)
  }

  /** How a nonce looks, and which of those of the attempt it is. */
  #addNonce(nonce: number): void {
    const start = auth.starts[parameter.nonce]!
    const end = auth.ends[parameter.nonce]!
    this.#hash.add(start < 0 ? -1 : ((end - start) << 4) | formNumbers[formOf(this.#arena, start, end)])
    this.#hash.addNumber(nonce)
  }

  /** Absent and empty are one fact. */
  #addParameter(index: number): void {
    const start = auth.starts[index]!
    this.#hash.addBytes(start, start < 0 ? start : auth.ends[index]!)
  }
}

const formNumbers: Readonly<Record<NonceForm, number>> = { uuid: 0, time_hash: 1, hex8: 2, hex: 3, base64: 4, other: 5 }
