import { said, seenOf } from './evidence.ts'
import { unaskedRefusal } from './credentials-ims.ts'
import { flavourOf } from './flavour.ts'
import { saysMore } from './phrases.ts'
import { answerIn, lastWord, wasChallenged } from './reading.ts'
import type { Attempt } from './attempt.ts'
import { finding, type Finding, type Rule } from './rule.ts'

/** R60. The P-CSCF refused by itself: it does not take this UE, or not on this path. */
export const refusedByEdge: Rule = (attempt) => {
  const response = unaskedRefusal(attempt)
  if (response === undefined || attempt.originRole !== 'pcscf' || attempt.decidedAlone !== 'yes') return undefined
  return attempt.population.sourceWide === 'yes'
    ? finding('acl', 'source_ip', 'likely', said(attempt, response), seenOf(attempt, 'sourceWide'))
    : finding(
        'acl',
        'topology',
        'ambiguous',
        `${said(attempt, response)}, which did not pass it on`,
        'other users of the same source would tell',
      )
}

/**
 * R63. The core refuses whatever comes through one P-CSCF (24.229 §5.3.1.2: it is not in the trust domain). Where that is all of a visited
 * network, the network is what is refused (R64): a P-CSCF abroad that is not trusted is a roaming agreement that is not there.
 */
export const edgeNotTrusted: Rule = (attempt) => {
  const { pcscfWide, visitedCluster } = attempt.population
  const response = unaskedRefusal(attempt)
  return response === undefined || pcscfWide !== 'yes' || visitedCluster === 'yes'
    ? undefined
    : finding('acl', 'topology', 'likely', said(attempt, response), seenOf(attempt, 'pcscfWide'))
}

/**
 * R70. Refused before anyone asked who it is: the source was judged, not the user (pjsip res_pjsip_acl, mod_sofia register-acl). mod_sofia does so for
 * nothing else; chan_sip says the same of a user without a dynamic address, and what has not asked cannot be told from pjsip. ejabberd says 403 for a
 * domain it does not serve, and for nothing else.
 */
export const refusedUnasked: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (attempt.ims || response?.status !== 403 || credentialsSent(attempt)) return undefined
  const evidence = said(attempt, response)
  const flavour = flavourOf(attempt)
  const { sourceWide } = attempt.population
  const isSeen = attempt.rounds.at(-1)?.requestSeen === true
  if (!isSeen && wasChallenged(attempt))
    return finding(
      'credentials',
      'wrong_password',
      'ambiguous',
      evidence,
      'the request was not captured: it follows a challenge, and may well answer it',
    )
  if (saysEmpty(attempt))
    return finding(
      'credentials',
      'unspecified',
      'ambiguous',
      evidence,
      'the challenge was answered with an empty response: no password is set, or it was lost',
    )
  if (flavour === 'ejabberd') return finding('acl', 'domain', 'likely', evidence, 'ejabberd refuses so a domain that it does not serve')
  if (sourceWide === 'yes') {
    return finding('acl', 'source_ip', flavour === 'freeswitch' ? 'definite' : 'likely', evidence, seenOf(attempt, 'sourceWide'))
  }
  const ofUser = userRefused(attempt, evidence)
  if (ofUser !== undefined) return ofUser
  if (!isSeen)
    return finding('acl', 'source_ip', 'ambiguous', evidence, 'the request was not captured: if it carried credentials, those were refused')
  const hint = 'other users of the same source getting through would point to the user'
  return saysMore(response.phrase)
    ? finding(
        'acl',
        'source_ip',
        'ambiguous',
        evidence,
        'the phrase gives a reason, but none that is known of a REGISTER without credentials',
        hint,
      )
    : finding('acl', 'source_ip', 'likely', evidence, hint)
}

/** Credentials on a nonce, without a response. */
function saysEmpty({ rounds }: Attempt): boolean {
  return rounds.at(-1)?.credentials.some(({ response, nonce }) => response === 0 && nonce !== 0) === true
}

/** What points to the user, where others of its source get through, or the user is refused from several sources. */
function userRefused(attempt: Attempt, evidence: string): Finding | undefined {
  const { neighboursSucceed, neighboursSince, userMultiSource } = attempt.population
  // What was served minutes ago from elsewhere is neither barred nor gone, unless it was both in between: then nothing is sure.
  const { succeeded, elsewhere } = attempt.history
  if (userMultiSource === 'yes') {
    const evidences = [evidence, seenOf(attempt, 'userMultiSource')]
    if (succeeded !== 'yes') return finding('credentials', 'unknown_user', 'likely', ...evidences)
    return elsewhere === 'yes'
      ? finding('barring', 'identity_barred', 'ambiguous', ...evidences, SERVED_ELSEWHERE)
      : finding('barring', 'identity_barred', 'likely', ...evidences, REGISTERED_BEFORE)
  }
  const near = neighboursSucceed === 'yes' ? [seenOf(attempt, 'neighboursSucceed')] : []
  if (elsewhere === 'yes') return finding('acl', 'source_ip', near.length > 0 ? 'ambiguous' : 'likely', evidence, SERVED_ELSEWHERE, ...near)
  if (near.length > 0) {
    if (succeeded !== 'yes') return finding('credentials', 'unknown_user', 'ambiguous', evidence, ...near)
    // A ban would have hit the neighbours too, unless it began after they came.
    return finding('barring', 'identity_barred', neighboursSince === 'yes' ? 'likely' : 'ambiguous', evidence, ...near, REGISTERED_BEFORE)
  }
  return undefined
}

const REGISTERED_BEFORE = 'the user registered before'
const SERVED_ELSEWHERE = 'the same user got through from another source within five minutes'

function credentialsSent({ rounds }: Attempt): boolean {
  return rounds.some((round) => answerIn(round, false) !== undefined)
}
