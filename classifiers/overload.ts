import { said, seenOf } from './evidence.ts'
import { endStatus, ruling } from './reading.ts'
import { finding, type Rule } from './rule.ts'

/**
 * R40. 503 that no phrase or header explains (RFC 3261 §21.5.4). Definite when the whole node refuses and says until when: one source that floods
 * is blocked with the same 503 and Retry-After, whatever the phrase says, and it is that source when it alone is refused; and a proxy says a bare
 * 503 to everybody when what stands behind it is gone.
 */
export const overloaded: Rule = (attempt) => {
  if (endStatus(attempt) !== 503) return undefined
  const response = ruling(attempt)
  if (response === undefined) return undefined
  const wait = response.retryAfter === undefined ? [] : [`Retry-After: ${response.retryAfter}`]
  const { nodeWide, expiryWave, sourceWide } = attempt.population
  if (nodeWide === 'yes')
    return finding(
      'overload',
      'unavailable',
      wait.length > 0 ? 'definite' : 'likely',
      said(attempt, response),
      seenOf(attempt, 'nodeWide'),
      ...wait,
    )
  if (expiryWave === 'yes')
    return finding('overload', 'unavailable', 'likely', said(attempt, response), seenOf(attempt, 'expiryWave'), ...wait)
  return sourceWide === 'yes'
    ? finding('acl', 'source_ip', 'likely', said(attempt, response), seenOf(attempt, 'sourceWide'), ...wait)
    : finding('overload', 'unavailable', 'likely', said(attempt, response), ...wait, 'if other sources are served, this one is blocked')
}

/** R40. 480 with Retry-After from a registrar: come back later. Which part of it is unwell is not said. */
export const comeBackLater: Rule = (attempt) => {
  if (attempt.ims || endStatus(attempt) !== 480) return undefined
  const response = ruling(attempt)
  return response?.retryAfter === undefined
    ? undefined
    : finding('overload', 'unavailable', 'ambiguous', said(attempt, response), `Retry-After: ${response.retryAfter}`)
}
