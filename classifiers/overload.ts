import { said, seenOf } from './evidence.ts'
import { lastWord, wasChallenged } from './reading.ts'
import type { Response } from './attempt.ts'
import { finding, type Rule } from './rule.ts'

/**
 * R40. 503 that no phrase or header explains (RFC 3261 §21.5.4). Definite when the whole node refuses and says until when: one source that floods
 * is blocked with the same 503 and Retry-After, whatever the phrase says, and it is that source when it alone is refused; and a proxy says a bare
 * 503 to everybody when what stands behind it is gone. A proxy makes 500 of the 503 that it is given (RFC 3261 §16.7 step 6), and headers that told a
 * full registrar from a full user are lost with it.
 */
export const overloaded: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response === undefined) return undefined
  const isPassedOn = response.status === 500 && !attempt.ims && speaksOf503(response)
  if (response.status !== 503 && !isPassedOn) return undefined
  if (isPassedOn && wasChallenged(attempt))
    return finding(
      'overload',
      'unavailable',
      'ambiguous',
      said(attempt, response),
      PASSED_ON,
      'a contact limit is another 503 of registrars',
    )
  const wait = response.retryAfter === undefined ? [] : [`Retry-After: ${response.retryAfter}`]
  const { nodeWide, expiryWave, sourceWide } = attempt.population
  if (nodeWide === 'yes')
    return finding(
      'overload',
      'unavailable',
      wait.length > 0 && !isPassedOn ? 'definite' : 'likely',
      said(attempt, response),
      seenOf(attempt, 'nodeWide'),
      ...wait,
    )
  if (expiryWave === 'yes')
    return finding('overload', 'unavailable', 'likely', said(attempt, response), seenOf(attempt, 'expiryWave'), ...wait)
  return sourceWide === 'yes'
    ? finding('acl', 'source_ip', 'likely', said(attempt, response), seenOf(attempt, 'sourceWide'), ...wait)
    : finding(
        'overload',
        'unavailable',
        'likely',
        said(attempt, response),
        ...(isPassedOn ? [PASSED_ON] : []),
        ...wait,
        'if other sources are served meanwhile, this one may be blocked, or a part of all requests be refused',
      )
}

/** The phrase that RFC 3261 §21.5.4 gives to 503. */
function speaksOf503({ phrase }: Response): boolean {
  return /^\s*service unavailable[\s.!]*$/i.test(phrase)
}

const PASSED_ON = 'the phrase is that of 503, of which a proxy makes a 500'

/** R40. 480 with Retry-After from a registrar: come back later. Which part of it is unwell is not said. */
export const comeBackLater: Rule = (attempt) => {
  const response = lastWord(attempt)
  return attempt.ims || response?.status !== 480 || response.retryAfter === undefined
    ? undefined
    : finding('overload', 'unavailable', 'ambiguous', said(attempt, response), `Retry-After: ${response.retryAfter}`)
}
