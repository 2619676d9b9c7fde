import type { Pseudonyms } from '../privacy/pseudonyms.ts'
import type { CountableVerdict } from '../registration/verdict.ts'
import { exemplarText } from './exposition-text.ts'

/** What stands behind a value in OpenMetrics to name one call among those that were counted; empty where it would be too long. */
export interface Exemplar {
  /** For a reader who has shown who it is. */
  readonly known: string
  readonly anybody: string
}

/** How users are named: by hash, or as they are. */
export type Privacy = 'hashed' | 'clear'

/** Names the call of a verdict, and its user; `seconds`: the time on the wall. */
export type NameCall = (verdict: Pick<CountableVerdict, 'callId' | 'aor'>, seconds: number) => Exemplar

/** Hashes have labels of their own: what makes a link of a Call-ID would lead nowhere with one. */
export function callNamer(pseudonyms: Pseudonyms, privacy: Privacy): NameCall {
  return ({ callId, aor }, seconds) => {
    const user = aor === '' ? undefined : privacy === 'clear' ? { user: aor } : { user_hash: pseudonyms.of('user', aor) }
    return {
      known: exemplarText({ ...(callId === '' ? undefined : { call_id: callId }), ...user }, seconds),
      anybody: exemplarText({ ...(callId === '' ? undefined : { call_id_hash: pseudonyms.of('call', callId) }), ...user }, seconds),
    }
  }
}
