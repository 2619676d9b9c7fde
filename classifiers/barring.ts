import { said, seenOf } from './evidence.ts'
import { isRoaming } from './identity.ts'
import { isRefresh, unaskedRefusal } from './credentials-ims.ts'
import { finding, type Rule } from './rule.ts'

/** R64. Refused before any challenge, and the REGISTER came through another operator's network (29.228 §6.1.1.1, 5004). */
export const roamingRefused: Rule = (attempt) => {
  const response = unaskedRefusal(attempt)
  if (response === undefined || isRoaming(attempt) !== true) return undefined
  const evidence = [said(attempt, response), `visited network ${attempt.visitedNetwork.slice(0, 80)} is not the home network`]
  if (attempt.population.visitedCluster === 'yes')
    return finding('barring', 'roaming_not_allowed', 'likely', ...evidence, seenOf(attempt, 'visitedCluster'))
  return attempt.history.succeeded === 'yes'
    ? finding('barring', 'roaming_not_allowed', 'likely', ...evidence, 'the user registered before')
    : finding('barring', 'roaming_not_allowed', 'ambiguous', ...evidence, 'others refused from the same visited network would confirm it')
}

/** R65. Refused before any challenge, though the user registered before: what was provisioned was taken away, or this contact is one too many. */
export const refusedOfLate: Rule = (attempt) => {
  const response = unaskedRefusal(attempt)
  const isKnown = attempt.history.succeeded === 'yes'
  if (response === undefined || !(isKnown || isRefresh(attempt))) return undefined
  const before = isKnown ? 'the user registered before' : 'it came in a security association, so the user was registered'
  return attempt.regId
    ? finding(
        'acl',
        'contact_limit',
        'ambiguous',
        said(attempt, response),
        `${before}, and the Contact carries reg-id: one flow too many, or barred`,
      )
    : finding('barring', 'identity_barred', isKnown ? 'likely' : 'ambiguous', said(attempt, response), before)
}
