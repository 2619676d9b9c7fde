import type { Attempt, Challenge } from './attempt.ts'
import { otherSchemes } from './reading.ts'

/** Server families whose refusals mean different things (docs/causes). `asterisk` is one of the two stacks, it cannot be told which. */
export type Flavour =
  'kamailio' | 'kamailio_ims' | 'opensips' | 'ast_pjsip' | 'chan_sip' | 'asterisk' | 'freeswitch' | 'ejabberd' | 'openimscore' | 'unknown'

/** What tells a server: how it names itself, or how its challenge looks. */
export type FlavourProof = 'name' | 'challenge'

/** Tells the server by its Server header, else by the look of its challenge. */
export function flavourOf(attempt: Attempt): Flavour {
  return recognise(attempt).flavour
}

/** The same, and how it is known; `proof` means nothing where it is not. */
export function recognise(attempt: Attempt): { readonly flavour: Flavour; readonly proof: FlavourProof } {
  const named = byName(serverName(attempt), attempt.ims)
  if (named !== 'asterisk' && named !== 'unknown') return { flavour: named, proof: 'name' }
  const looks = byChallenge(attempt)
  return looks === 'unknown' || (named === 'asterisk' && looks === 'freeswitch')
    ? { flavour: named, proof: 'name' }
    : { flavour: looks, proof: 'challenge' }
}

/** Default life of a nonce in seconds: Kamailio auth, OpenSIPS auth, pjsip, mod_sofia. Configured ones may be shorter or longer. */
export function nonceLifeSeconds(flavour: Flavour): number {
  return lives[flavour] ?? LONGEST_LIFE
}

const LONGEST_LIFE = 300
const lives: Partial<Record<Flavour, number>> = { opensips: 30, ast_pjsip: 32, freeswitch: 60, kamailio_ims: 60 }

function serverName({ decision, final, rounds }: Attempt): string {
  if (decision !== undefined && decision.server !== '') return decision.server
  if (final !== undefined && final.server !== '') return final.server
  for (const { response } of rounds) if (response !== undefined && response.server !== '') return response.server
  return ''
}

function byName(server: string, ims: boolean): Flavour {
  const name = server.toLowerCase()
  if (name.includes('kamailio')) return ims ? 'kamailio_ims' : 'kamailio'
  if (name.includes('opensips')) return 'opensips'
  if (name.includes('freeswitch')) return 'freeswitch'
  if (name.includes('asterisk') || name.includes('fpbx') || name.includes('freepbx')) return 'asterisk'
  if (name.includes('ejabberd')) return 'ejabberd'
  return name.includes('openimscore') ? 'openimscore' : 'unknown'
}

function byChallenge({ rounds }: Attempt): Flavour {
  for (const { response } of rounds) {
    const challenge = response?.challenges.find(({ scheme }) => !otherSchemes.test(scheme))
    if (challenge !== undefined) return byLook(challenge)
  }
  // A nonce of an earlier attempt was given by the same server.
  for (const { credentials } of rounds) {
    for (const { nonceForm } of credentials) {
      if (nonceForm === 'time_hash') return 'ast_pjsip'
      if (nonceForm === 'uuid') return 'freeswitch'
    }
  }
  return 'unknown'
}

/** pjsip: `<unixtime>/<32 hex>` and opaque; chan_sip: eight hex digits, no qop, no opaque; mod_sofia: a UUID. */
function byLook({ nonceForm, opaque, qop, algorithm }: Challenge): Flavour {
  if (nonceForm === 'time_hash' && opaque) return 'ast_pjsip'
  if (nonceForm === 'hex8' && !opaque && qop === '' && algorithm !== '') return 'chan_sip'
  return nonceForm === 'uuid' ? 'freeswitch' : 'unknown'
}
