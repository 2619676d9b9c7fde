import { said } from './evidence.ts'
import { impiFault, imsiDiffers } from './identity.ts'
import { answerIn, lastWord, wasChallenged } from './reading.ts'
import type { Attempt, Response } from './attempt.ts'
import { finding, type Rule } from './rule.ts'

/**
 * A bare 403 of an IMS before any challenge: the answer of the HSS to UAR or MAR, rewritten (29.228 §6.1.1.1, 6.3.1). R60 to R66 part it
 * by what the REGISTER shows.
 */
export function unaskedRefusal(attempt: Attempt): Response | undefined {
  const response = lastWord(attempt)
  return attempt.ims && response?.status === 403 && !wasChallenged(attempt) ? response : undefined
}

/**
 * A refresh in a security association repeats its old answer (3GPP TS 24.229 §5.1.1.4), and the P-CSCF vouches for it: the user is registered, and the
 * S-CSCF needs no vector.
 */
export function isRefresh({ rounds }: Attempt): boolean {
  const round = rounds.at(-1)
  return round?.integrityProtected === true && answerIn(round, false) !== undefined
}

/**
 * R67. The S-CSCF refused before any challenge. The I-CSCF had asked the HSS whether the user may register, and passed the request on (29.228
 * §6.1.1.1), so what was refused is the authentication vector (§6.3.1): no key, another scheme, or an HSS that is unwell.
 */
export const vectorRefused: Rule = (attempt) => {
  const response = unaskedRefusal(attempt)
  const { pcscfWide, visitedCluster } = attempt.population
  if (response?.role !== 'scscf' || pcscfWide === 'yes' || visitedCluster === 'yes' || isRefresh(attempt)) return undefined
  return finding(
    'server',
    'hss',
    'ambiguous',
    said(attempt, response),
    'the I-CSCF had found the user and passed it on: the HSS gave no vector, or does not know the scheme; its log would tell',
  )
}

/** R61. The private identity is missing or not of the 3GPP form (23.003 §13.3): the HSS has no such key. */
export const impiFormat: Rule = (attempt) => {
  const response = unaskedRefusal(attempt)
  if (response === undefined) return undefined
  const fault = impiFault(attempt)
  return fault === undefined ? undefined : finding('credentials', 'impi_format', 'likely', fault, said(attempt, response))
}

/** R62. Private identity of one subscription, public identity of another (5002). */
export const imsiMismatch: Rule = (attempt) => {
  const response = unaskedRefusal(attempt)
  if (response === undefined || !imsiDiffers(attempt)) return undefined
  return finding(
    'credentials',
    'identity_mismatch',
    'likely',
    'the IMSI of the private identity is not that of the public identity',
    said(attempt, response),
  )
}

/** R66. Nothing else to go by: most often there is no IMS subscription. Mismatch, barring and roaming are answered alike. */
export const impiUnknown: Rule = (attempt) => {
  const response = unaskedRefusal(attempt)
  if (response === undefined) return undefined
  return finding(
    'credentials',
    'impi_unknown',
    'ambiguous',
    said(attempt, response),
    'the leg of the I-CSCF, or an earlier success of this user, would tell more',
  )
}
