import { quoted, said, seenOf } from './evidence.ts'
import { answerIn, asksForAka, challengeBefore, isChallenge, lastAnsweredIndex, lastWord, mayLackAnswer, usesAka } from './reading.ts'
import type { Attempt, Response, Round } from './attempt.ts'
import { finding, type Rule } from './rule.ts'
import { agreementDifferences, offersNothingKnown, protectedPorts } from './security-agreement.ts'

/**
 * R21. The answer does not repeat the Security-Server it was given (RFC 3329 §2.3.1, 3GPP TS 33.203 §7.2), and was refused. Likely only:
 * the headers prove the difference, not that the refusal was for it; a P-CSCF says 403 or 494 also to an answer outside the association.
 */
export const verifyDiffers: Rule = (attempt) => {
  const answered = answerToOffer(attempt)
  if (answered === undefined) return undefined
  const { round, offer, response } = answered
  if (!sentInside(round, offer)) return undefined
  const refused = said(attempt, response)
  if (round.securityVerify === '')
    return finding('sa', 'verify_mismatch', 'likely', 'the protected REGISTER carries no Security-Verify', refused)
  const differing = agreementDifferences(offer, round.securityVerify)
  return differing.length === 0
    ? undefined
    : finding(
        'sa',
        'verify_mismatch',
        'likely',
        `Security-Verify differs from the Security-Server that was given: ${differing.join(', ')}`,
        refused,
      )
}

/** R22. The Security-Client of the answer is not the one that was challenged (3GPP TS 33.203 Annex H, 24.229 §5.1.1.5.1). */
export const clientChanged: Rule = (attempt) => {
  const answered = answerToOffer(attempt)
  // What a REGISTER offered that was not captured is not known.
  if (answered?.challenged.requestSeen !== true) return undefined
  const differing = agreementDifferences(answered.challenged.securityClient, answered.round.securityClient)
  if (differing.length === 0) return undefined
  return finding(
    'sa',
    'verify_mismatch',
    'likely',
    `Security-Client changed between challenge and answer: ${differing.join(', ')}`,
    said(attempt, answered.response),
  )
}

/** R25. The answer went to a port that is none of the protected ports, so outside the security association. */
export const answeredOutside: Rule = (attempt) => {
  const answered = answerToOffer(attempt)
  if (answered === undefined || sentInside(answered.round, answered.offer)) return undefined
  const ports = protectedPorts(answered.offer).join(', ')
  return finding(
    'sa',
    'agreement_required',
    'likely',
    `the answer went to port ${answered.round.toPort}, the security association is on ${ports}`,
    said(attempt, answered.response),
  )
}

/**
 * R20. 494, or 421 and 420 that name sec-agree (RFC 3329 §2.3.1, RFC 3261 §8.2.2.3). After a challenge the demand may be about the answer
 * and not about the offer, so it is likely there.
 */
export const agreementDemanded: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response === undefined || !demandsAgreement(response)) return undefined
  const at = attempt.rounds.length - 1
  const round = attempt.rounds[at]
  const offered = round?.securityClient === '' ? 'the REGISTER offers no Security-Client' : 'the Security-Client offered was not accepted'
  // A challenge that was not captured shows in what answers it, unless that was not captured either.
  const answers = round?.requestSeen !== true || answerIn(round, false) !== undefined || round.securityVerify !== ''
  const after = answers || challengeBefore(attempt.rounds, at, false) >= 0
  const evidence = response.status === 420 ? 'the network has no security agreement' : offered
  return finding('sa', 'agreement_required', after ? 'likely' : 'definite', said(attempt, response), evidence)
}

/**
 * R23. The P-CSCF did not set up the security association: it strips ck and ik and adds Security-Server (3GPP TS 33.203 §6.1.1), or fails.
 * Likely: a P-CSCF that is told not to use IPsec passes a 401 on without Security-Server too. A 4xx may have another reason, but not that the core does
 * not know the user: it had asked for credentials. 408 and 504 say that its 401 had not come by then (RFC 3261 §21.4.9, §21.5.5).
 */
export const setupFailed: Rule = (attempt) => {
  const at = lastAnsweredIndex(attempt.rounds)
  const round = attempt.rounds[at]
  const response = round?.response
  if (!attempt.ims || round === undefined || response === undefined || round.securityClient === '') return undefined
  if (round.decision?.status === 401 && refusesInPlace(response.status)) {
    const evidence = `${quoted(response)} to the UE in place of the 401 from the core`
    return finding('sa', 'setup_failed', response.status >= 500 ? 'likely' : 'ambiguous', evidence)
  }
  // Behind the P-CSCF nobody knows of a Security-Server.
  return round.coreKeys && response.depth === 1 && asksForAka(response) && response.securityServer === ''
    ? finding('sa', 'setup_failed', 'likely', 'the 401 reached the UE without Security-Server, though the core sent the keys for it')
    : undefined
}

/**
 * R24. Refused by a P-CSCF alone, and the offer leaves it nothing to choose (3GPP TS 33.203 §7.3.2.1): no known algorithm, or none with which
 * others get through there. The P-CSCF may as well dislike the UE, so it is ambiguous; a whole source or node that is refused has another reason.
 */
export const nothingInCommon: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (!attempt.ims || (response?.status !== 403 && response?.status !== 500)) return undefined
  if (attempt.originRole !== 'pcscf' || attempt.decidedAlone === 'no') return undefined
  const at = attempt.rounds.length - 1
  const round = attempt.rounds[at]
  if (round === undefined || round.forwarded || round.securityClient === '' || challengeBefore(attempt.rounds, at, false) >= 0)
    return undefined
  if (offersNothingKnown(round.securityClient))
    return finding(
      'sa',
      'agreement_required',
      'ambiguous',
      `${said(attempt, response)}: Security-Client offers no ipsec-3gpp with a known algorithm`,
    )
  const { otherOffers, sourceWide, nodeWide } = attempt.population
  return otherOffers === 'yes' && sourceWide !== 'yes' && nodeWide !== 'yes'
    ? finding('sa', 'agreement_required', 'ambiguous', said(attempt, response), seenOf(attempt, 'otherOffers'))
    : undefined
}

/**
 * R40s. The answer went into the security association, in sight of the capture, and nothing came back: ESP or IK is broken (33.203 §7.3.1.1);
 * or it went to a port that is none of the protected ports. What the P-CSCF sent on it had accepted.
 */
export const protectedUnanswered: Rule = (attempt) => {
  if (!attempt.ims || attempt.lastAnswered) return undefined
  const last = attempt.rounds.length - 1
  const round = attempt.rounds[last]
  const offer = attempt.rounds[challengeBefore(attempt.rounds, last, false)]?.response?.securityServer ?? ''
  if (
    round === undefined ||
    round.forwarded ||
    offer === '' ||
    (round.securityVerify === '' && !protectedPorts(offer).includes(round.toPort))
  )
    return undefined
  const evidence = sentInside(round, offer)
    ? 'the protected REGISTER got no reply'
    : `the answer went to port ${round.toPort}, the security association is on ${protectedPorts(offer).join(', ')}, and got no reply`
  return mayLackAnswer(attempt, round)
    ? finding('sa', 'no_protected_register', 'ambiguous', evidence, 'it was sent once: the answer may be missing from the capture')
    : finding('sa', 'no_protected_register', 'likely', evidence, ...repeats(round))
}

/**
 * R50. A challenge with Security-Server, and no REGISTER after it. Where protected REGISTERs are never in sight (ESP is opaque), the attempt
 * may well have succeeded: blind. A core leg shows them too, and a UE that starts over has not succeeded.
 */
export const noProtectedRegister: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (!attempt.ims || response?.status !== 401 || response.securityServer === '') return undefined
  const { protectedVisible, restarted } = attempt.history
  const visible = protectedVisible === 'yes' || attempt.rounds.at(-1)?.forwarded === true
  if (!visible && restarted !== 'yes') return 'blind'
  const evidence = usesAka(attempt)
    ? 'no REGISTER in the security association after the AKA challenge'
    : 'no REGISTER in the security association after the challenge'
  if (restarted === 'yes') {
    return finding(
      'sa',
      'no_protected_register',
      visible ? 'likely' : 'ambiguous',
      evidence,
      'the UE started over soon after',
      'counters of `ip xfrm`, or ESP packets, would tell IPsec from a wrong key',
    )
  }
  return finding(
    'sa',
    'no_protected_register',
    'ambiguous',
    evidence,
    'a new attempt of the same user soon after would rule out a UE that went away',
  )
}

interface AnswerToOffer {
  readonly challenged: Round
  readonly offer: string
  readonly round: Round
  readonly response: Response
}

/** A refusal, not from beyond the P-CSCF, of a REGISTER that answers a challenge with Security-Server. AUTS and empty responses go outside. */
function answerToOffer(attempt: Attempt): AnswerToOffer | undefined {
  const response = lastWord(attempt)
  if (!attempt.ims || response === undefined || !refusesAgreement.has(response.status) || fromCore(response)) return undefined
  const at = attempt.rounds.length - 1
  const round = attempt.rounds[at]
  const challenged = attempt.rounds[challengeBefore(attempt.rounds, at, false)]
  if (round === undefined || round.forwarded || challenged?.response === undefined) return undefined
  const offer = challenged.response.securityServer
  const answer = answerIn(round, false)
  return offer === '' || answer === undefined || answer.autsLength > 0 ? undefined : { challenged, offer, round, response }
}

/** Codes with which a P-CSCF refuses an agreement: 4xx (33.203 §7.3), or 500 where it has no better one. */
const refusesAgreement: ReadonlySet<number> = new Set([400, 403, 406, 420, 421, 488, 494, 500])

function refusesInPlace(status: number): boolean {
  return status >= 400 && !isChallenge(status) && status !== 408 && status !== 504
}

function fromCore({ role }: Response): boolean {
  return role === 'icscf' || role === 'scscf'
}

function sentInside(round: Round, offer: string): boolean {
  const ports = protectedPorts(offer)
  return ports.length === 0 || ports.includes(round.toPort)
}

function demandsAgreement({ status, require, unsupported, securityServer }: Response): boolean {
  if (status === 494) return true
  if (status !== 421 && status !== 420) return false
  return require.includes('sec-agree') || unsupported.includes('sec-agree') || securityServer !== ''
}

function repeats({ retransmissions }: Round): readonly string[] {
  return retransmissions > 0 ? [`sent ${retransmissions + 1} times`] : []
}
