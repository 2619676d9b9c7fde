import { quoted, times } from './evidence.ts'
import { answeredAka, answeredCurrent, challengeBefore, decidingAnswer, endStatus, isAka, isCurrent, lastWord } from './reading.ts'
import type { Credentials, Round } from './attempt.ts'
import { finding, type Rule } from './rule.ts'
import { agreementDifferences } from './security-agreement.ts'

/**
 * R52. The UE found the sequence number out of range and sent AUTS (RFC 3310 §3.4). Once and then success is normal; again, or followed
 * by a refusal or by nothing, the network did not take it.
 */
export const syncFailure: Rule = (attempt) => {
  if (answeredCurrent(attempt)) return undefined
  const tokens = attempt.rounds.filter(carriesAuts).length
  if (tokens >= 2)
    return finding('credentials', 'aka_sync_failure', 'definite', `AUTS sent ${times(tokens)}: the sequence number never came into range`)
  const last = attempt.rounds.at(-1)
  if (last?.response === undefined || !carriesAuts(last)) return undefined
  const { response } = last
  if (response.status === 403) return finding('credentials', 'aka_sync_failure', 'definite', `${quoted(response)} in answer to AUTS`)
  return response.status === 401
    ? finding('credentials', 'aka_sync_failure', 'likely', 'AUTS was answered with a new challenge, and the UE gave up')
    : undefined
}

function carriesAuts({ credentials }: Round): boolean {
  return credentials.some(({ autsLength }) => autsLength > 0)
}

/**
 * R51. An empty response without AUTS: the UE could not verify AUTN, so to it the network is not its own (3GPP TS 24.229 §5.1.1.5.3).
 * A UE that starts over on the same Call-ID looks alike, but it does not repeat the nonce, and it waits; or a request between them hid in IPsec.
 */
export const macFailure: Rule = (attempt) => {
  const { rounds } = attempt
  if (!attempt.ims || rounds.length < 2) return undefined
  for (let at = rounds.length - 1; at > 0; at--) {
    const round = rounds[at]
    if (round === undefined || round.credentials.length === 0) continue
    const empty = round.credentials.find(({ proxy }) => !proxy)
    if (empty === undefined || empty.response !== 0 || empty.autsLength > 0) return undefined
    const challenged = rounds[challengeBefore(rounds, at, false)]
    if (challenged?.response?.challenges.some(({ algorithm }) => isAka(algorithm)) !== true) return undefined
    return macFailureIn(round, challenged, empty, round.cseq > rounds[at - 1]!.cseq + 1)
  }
  return undefined
}

/**
 * R53. The S-CSCF refuses the answer to its challenge with 403 (3GPP TS 33.203 §6.1.2.1, 24.229 §5.4.1.2.3). Likely only: a bare 403 at
 * this place is also a P-CSCF that dislikes the security agreement, or an HSS that refuses the assignment. Behind an I-CSCF whose way on is
 * not captured the S-CSCF may have spoken, or the HSS have changed its mind.
 */
export const resMismatch: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (!attempt.ims || response?.status !== 403) return undefined
  const answer = decidingAnswer(attempt)
  if (answer === undefined || !answeredCurrent(attempt)) return undefined
  const isAkaAnswer = answeredAka(attempt)
  const reason = isAkaAnswer ? 'aka_res_mismatch' : 'wrong_password'
  const evidence = `${quoted(response)} after the ${isAkaAnswer ? 'AKA ' : ''}challenge was answered`
  if (response.role === 'icscf')
    return finding('credentials', reason, 'ambiguous', evidence, 'the leg from the I-CSCF to the S-CSCF would tell who refused')
  if (!isAkaAnswer) return finding('credentials', reason, 'likely', evidence, 'an unknown user or a barred one looks the same')
  const isVouchedFor = attempt.rounds.at(-1)?.integrityProtected === true
  return finding(
    'credentials',
    reason,
    'likely',
    evidence,
    isVouchedFor ? 'the P-CSCF vouches for the security association: keys agree there' : 'the phrase of the S-CSCF, or its log, would tell',
  )
}

/**
 * R54. An AKA answer that is challenged again: a wrong RES gets 403, so the S-CSCF no longer had the vector it was computed from
 * (reg-await-auth ran out, another S-CSCF took over). A re-REGISTER inside a security association repeats its old nonce by design.
 */
export const vectorGone: Rule = (attempt) => {
  if (!attempt.ims || endStatus(attempt) !== 401) return undefined
  const at = attempt.rounds.length - 1
  const answer = decidingAnswer(attempt)
  if (answer === undefined || challengeBefore(attempt.rounds, at, false) < 0 || !answeredAka(attempt)) return undefined
  const pause = Math.round(attempt.rounds[at]?.pause ?? 0)
  return isCurrent(attempt.rounds, at, answer)
    ? finding(
        'credentials',
        'stale_nonce',
        // An S-CSCF that answers a wrong RES with another challenge looks the same, as long as the vector cannot have run out.
        pause > PATIENCE ? 'likely' : 'ambiguous',
        `the AKA answer came ${pause} s after its challenge and was challenged again: the vector was gone`,
      )
    : finding('credentials', 'stale_nonce', 'likely', 'the AKA answer used a nonce that was not the last one given')
}

/** Seconds for which every S-CSCF keeps a vector: reg-await-auth is four minutes (3GPP TS 24.229 table 7.7), configured ones one. */
const PATIENCE = 30

/** Seconds within which a UE answers a challenge that it rejects; one that starts over waits longer (3GPP TS 24.229 §5.1.1.2, RFC 5626 §4.5). */
const AT_ONCE = 4

/** `hides`: a CSeq between the two was not seen, which a UA counts up by one (RFC 3261 §10.2). */
function macFailureIn(round: Round, challenged: Round, empty: Credentials, hides: boolean) {
  const evidence = 'the UE answered the AKA challenge with an empty response and no AUTS'
  if (empty.nonce !== 0 && challenged.response?.challenges.some(({ nonce }) => nonce === empty.nonce) === true) {
    return finding('credentials', 'aka_mac_failure', 'definite', evidence, 'it repeated the nonce, so it had read it')
  }
  if (round.pause > AT_ONCE || hides) return undefined
  return agreementDifferences(challenged.securityClient, round.securityClient).length > 0
    ? finding('credentials', 'aka_mac_failure', 'likely', evidence, 'at once, and with a new Security-Client')
    : finding('credentials', 'aka_mac_failure', 'likely', evidence, 'at once; a UE that missed the 401 would look the same')
}
