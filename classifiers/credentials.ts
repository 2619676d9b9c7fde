import { said, seenOf, times } from './evidence.ts'
import { flavourOf, nonceLifeSeconds } from './flavour.ts'
import { actsForAnother, mismatchConfidence } from './identity.ts'
import { saysMore } from './phrases.ts'
import {
  answeredCurrent,
  answerMissed,
  answerIn,
  challengeBefore,
  decidingAnswer,
  endStatus,
  isChallenge,
  isCurrent,
  lastWord,
  otherSchemes,
  usesAka,
} from './reading.ts'
import type { Round } from './attempt.ts'
import { finding, type Rule } from './rule.ts'
import { foreignIn, tallyAnswers } from './tally.ts'

/**
 * R72. 403 after the challenge was answered, outside an IMS. pjsip refuses wrong passwords with 401 only, so there it is the configuration
 * of the AOR; FreeSWITCH, chan_sip and Clearwater mean the password first, and say the same for an unknown user or a policy.
 */
export const answerForbidden: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (attempt.ims || response?.status !== 403) return undefined
  const answer = decidingAnswer(attempt)
  if (answer === undefined) return undefined
  const flavour = flavourOf(attempt)
  if (!answeredCurrent(attempt) && (answer.nonceAge ?? Infinity) > nonceLifeSeconds(flavour)) return undefined
  const evidence = said(attempt, response)
  if (flavour === 'ast_pjsip')
    return finding('acl', 'contact_limit', 'likely', evidence, 'pjsip accepted the password and refused the binding')
  // chan_sip adds Date to the 403 for a transport it does not allow, once the password was right.
  if (flavour === 'chan_sip' && response.date)
    return finding('acl', 'client_policy', 'ambiguous', evidence, 'it carries Date: the password was right, the transport is not allowed')
  const other = actsForAnother(attempt, answer.username)
  if (other !== undefined) return finding('credentials', 'identity_mismatch', mismatchConfidence(attempt), evidence, other)
  if (attempt.population.sourceWide === 'yes') return finding('acl', 'source_ip', 'likely', evidence, seenOf(attempt, 'sourceWide'))
  if (attempt.history.elsewhere === 'yes')
    return finding(
      'credentials',
      'wrong_password',
      'ambiguous',
      evidence,
      'the user is registered from another source: one contact too many looks the same',
    )
  if (attempt.history.succeeded === 'yes')
    return finding(
      'credentials',
      'wrong_password',
      saysMore(response.phrase) ? 'ambiguous' : 'likely',
      evidence,
      'the user registered before',
    )
  return finding(
    'credentials',
    'wrong_password',
    'ambiguous',
    evidence,
    'an unknown or barred user looks the same; an earlier success would tell',
  )
}

/** R73. 403 to an answer on a nonce that was not the last one given. No server whose source was read does this; an SBC may. */
export const oldNonceForbidden: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (attempt.ims || response?.status !== 403) return undefined
  const answer = decidingAnswer(attempt)
  if (answer === undefined) return undefined
  const evidence = said(attempt, response)
  if (answer.nonceAge === undefined && challengeMissed(attempt.rounds))
    return finding('credentials', 'wrong_password', 'ambiguous', evidence, 'what came before it was not captured, as it seems')
  const isUnseen = answer.nonceAge === undefined && challengeBefore(attempt.rounds, attempt.rounds.length - 1, false) < 0
  return finding(
    'credentials',
    'stale_nonce',
    'ambiguous',
    `${evidence}, on a nonce that was not ${isUnseen ? 'seen to be' : 'the last one'} given`,
    'a challenge to a new attempt would tell',
  )
}

/** The request before the one that decided has no answer here, and a client has nothing to answer before it is asked. */
function challengeMissed(rounds: readonly Round[]): boolean {
  const before = rounds.at(-2)
  return before !== undefined && before.response === undefined && answerIn(before, false) === undefined
}

/** R80. The registrar knows no such user (RFC 3261 §10.3 step 5; there also an unserved domain). pjsip says so of the AOR once the password was right. */
export const notFound: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response?.status !== 404) return undefined
  if (decidingAnswer(attempt) !== undefined && flavourOf(attempt) === 'ast_pjsip') {
    return finding(
      'credentials',
      'identity_mismatch',
      'likely',
      said(attempt, response),
      'pjsip accepted the password and has no AOR of that name',
    )
  }
  if (!attempt.ims && attempt.population.domainWide === 'yes')
    return finding('acl', 'domain', 'likely', said(attempt, response), seenOf(attempt, 'domainWide'))
  return attempt.ims
    ? finding('credentials', 'impi_unknown', 'likely', said(attempt, response))
    : finding(
        'credentials',
        'unknown_user',
        'likely',
        said(attempt, response),
        'a domain that is not served looks the same if nobody of it gets through',
      )
}

/**
 * R90a. Told again and again that its nonce is stale, or answering with another nonce than the last one given, and so to the last: a new nonce that
 * was answered in between and refused tells of the password. Stands above the other loops: an old nonce says nothing of it (RFC 7616 §3.3).
 */
export const staleNonce: Rule = (attempt) => {
  // A re-REGISTER inside a security association repeats its old nonce by design (R54); SIP digest in an IMS does not (3GPP TS 24.229 §5.1.1.4).
  if ((attempt.ims && usesAka(attempt)) || (endStatus(attempt) !== 401 && attempt.lastAnswered)) return undefined
  const tally = tallyAnswers(attempt)
  if (tally.foreign !== undefined && tally.replayed === 0) return undefined
  if (tally.stale >= 2 && tally.lastStale) {
    // mod_sofia says stale=true also to an Authorization it cannot read, and servers that share no secret say it of each other's nonces.
    const confidence = tally.staleAgain > 0 && flavourOf(attempt) !== 'freeswitch' ? 'definite' : 'likely'
    return finding('credentials', 'stale_nonce', confidence, `told ${times(tally.stale)} that its nonce was stale`)
  }
  // Once and then silence is silence.
  if (tally.lastReplayed && (attempt.lastAnswered || tally.replayed >= 2)) {
    const knownGood = tally.replayed >= 2 && attempt.history.succeeded === 'yes'
    return finding(
      'credentials',
      'stale_nonce',
      knownGood ? 'definite' : 'likely',
      `answered ${times(tally.replayed)} with an old nonce, though a newer one had been given`,
    )
  }
  if (!attempt.lastAnswered) return undefined
  if (tally.lastStale)
    return finding('credentials', 'stale_nonce', 'likely', 'told that its nonce was stale, and did not answer the new one')
  if (tally.current > 0 || tally.oldest <= nonceLifeSeconds(flavourOf(attempt))) return undefined
  return finding('credentials', 'stale_nonce', 'likely', `answered a nonce ${Math.round(tally.oldest)} s old, and not the new one`)
}

/**
 * R90b. The answer names a realm or algorithm that nobody asked for. OpenSIPS calls it stale; chan_sip and mod_sofia refuse it with a bare
 * 403, which may have another reason as well.
 */
export const schemeDiffers: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response?.status === 401) {
    const { foreign, lastStale } = tallyAnswers(attempt)
    return foreign === undefined
      ? undefined
      : finding('credentials', 'auth_scheme', lastStale ? 'likely' : 'definite', `the answer is for another ${foreign} than was asked for`)
  }
  if (response?.status !== 403) return undefined
  const answer = decidingAnswer(attempt)
  if (answer === undefined || !answeredCurrent(attempt)) return undefined
  const { rounds } = attempt
  const foreign = foreignIn(answer, rounds[challengeBefore(rounds, rounds.length - 1, false)]?.response)
  return foreign === undefined
    ? undefined
    : finding('credentials', 'auth_scheme', 'likely', `the answer is for another ${foreign} than was asked for`, said(attempt, response))
}

/**
 * R90c to R90g. Nonces answered as given, and challenged again. Kamailio, OpenSIPS, pjsip and ejabberd say the same for a wrong password,
 * an unknown user and a lost database, so the reason stays open unless the user was known good.
 */
export const challengedAgain: Rule = (attempt) => {
  if (endStatus(attempt) !== 401 && attempt.lastAnswered) return undefined
  const tally = tallyAnswers(attempt)
  const refused = tally.current + tally.cached
  // One refusal and then silence is silence; two settle it whatever follows (fail2ban and its like fall silent then).
  if (refused === 0 || (!attempt.lastAnswered && refused < 2)) return undefined
  const evidence = [`401 again after its nonce was answered, ${times(refused)}`, ...(attempt.lastAnswered ? [] : ['then no reply at all'])]
  const flavour = flavourOf(attempt)
  const other = actsForAnother(attempt, tally.username)
  if ((flavour === 'kamailio' || flavour === 'ejabberd') && other !== undefined) {
    return finding('credentials', 'identity_mismatch', 'likely', ...evidence, other)
  }
  if (attempt.population.nodeWide === 'yes') return finding('server', 'internal', 'likely', ...evidence, seenOf(attempt, 'nodeWide'))
  if (attempt.population.sourceWide === 'yes' && (flavour === 'ast_pjsip' || flavour === 'chan_sip' || flavour === 'asterisk')) {
    return finding('acl', 'source_ip', 'likely', ...evidence, seenOf(attempt, 'sourceWide'), 'Asterisk hides an endpoint ACL so')
  }
  if (tally.elsewhere === refused)
    return finding(
      'credentials',
      'unspecified',
      'ambiguous',
      ...evidence,
      'each time by another node than the one that had given the nonce: nodes that do not share their nonces refuse a right password so',
    )
  const confidence = refused >= 2 ? 'likely' : 'ambiguous'
  return attempt.history.succeeded === 'yes'
    ? finding('credentials', 'wrong_password', confidence, ...evidence, 'the user registered before')
    : finding('credentials', 'unspecified', confidence, ...evidence, 'the server log tells a wrong password from an unknown user')
}

/** R90h. Only algorithms beyond MD5 (RFC 8760) or other schemes than Digest were offered, and no answer came. */
export const onlyNewAlgorithms: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response?.status !== 401) return undefined
  const offered = response.challenges.filter(({ proxy }) => !proxy)
  if (offered.length === 0 || !offered.every(({ scheme, algorithm }) => otherSchemes.test(scheme) || beyondMd5.test(algorithm)))
    return undefined
  // Their answers have no response parameter, so whether they were refused cannot be told from here.
  if (attempt.rounds.some(({ credentials }) => credentials.some(({ scheme }) => otherSchemes.test(scheme)))) return undefined
  // To a proxy, or before: then it is not for want of the algorithm.
  if (attempt.rounds.some(({ credentials }) => credentials.some((each) => each.response !== 0 && beyondMd5.test(each.algorithm))))
    return undefined
  return finding(
    'credentials',
    'auth_scheme',
    'likely',
    `only ${[...new Set(offered.map(({ scheme, algorithm }) => (algorithm || scheme).slice(0, 20)))].join(', ')} was offered, and not answered`,
  )
}

/**
 * R92. A challenge, and no request of the attempt was captured: whether it took bindings back, and whether its answer came under another Call-ID, cannot
 * be told.
 */
export const challengeAlone: Rule = ({ rounds }) => {
  const [only] = rounds
  return rounds.length === 1 && only?.requestSeen === false && isChallenge(only.response?.status ?? 0) ? 'blind' : undefined
}

/** R90h. The last word is a 401. The event is sure, why it happened is not: no credentials, lost reply, switched off. */
export const challengeUnanswered: Rule = (attempt) => {
  if (endStatus(attempt) !== 401) return undefined
  const { rounds } = attempt
  if (answerMissed(rounds, false))
    return finding(
      'credentials',
      'unspecified',
      'ambiguous',
      '401 again, to a request that was not captured: it may well have answered the challenge',
    )
  const sent = rounds.some((round, at) => {
    const answer = round.response?.status === 401 ? answerIn(round, false) : undefined
    return answer !== undefined && !isCurrent(rounds, at, answer)
  })
  const evidence = sent
    ? 'the new challenge was not answered; the answer before it was for a nonce not seen here'
    : 'the challenge was never answered'
  return attempt.history.restarted === 'yes'
    ? finding('credentials', 'challenge_unanswered', 'likely', evidence, 'the user started over soon after')
    : finding(
        'credentials',
        'challenge_unanswered',
        'ambiguous',
        evidence,
        'a new attempt soon after would rule out a client that went away',
      )
}

const beyondMd5 = /^SHA-?(?:256|512)/i
