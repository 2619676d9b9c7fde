import type { Attempt } from '../../../classifiers/attempt.ts'
import { isRoaming } from '../../../classifiers/identity.ts'
import { usernameOf, usesAka } from '../../../classifiers/reading.ts'
import type { Finding } from '../../../classifiers/rule.ts'
import type { Reason } from '../../../classifiers/taxonomy.ts'
import type { Step } from './step.ts'

/** Reasons that are a matter of the record in the HSS. */
const ofTheRecord: ReadonlySet<Reason> = new Set<Reason>([
  'impi_unknown',
  'identity_mismatch',
  'identity_barred',
  'roaming_not_allowed',
  'suspended',
])

/** Step 2: the subscription in the HSS. Its record is never on the wire, though the core's own words may say what is wrong with it. */
export function subscriptionStep(attempt: Attempt, { reason, confidence, evidence }: Finding, isServedItself: boolean): Step {
  const isTold = ofTheRecord.has(reason) && confidence !== 'ambiguous'
  const told = isTold
    ? [`${confidence === 'definite' ? 'The network says so itself' : 'Likely, by what was seen'}: ${evidence[0] ?? ''}.`]
    : []
  const challenged =
    usesAka(attempt) && !isTold ? ['A challenge for AKA was made, so the HSS gave a vector for this private identity: it knows it.'] : []
  const served =
    isServedItself || attempt.history.succeeded === 'yes'
      ? ['The same subscriber got through at another time, so a subscription was there then.']
      : []
  const malformed = reason === 'impi_format' ? ['No record can be looked for under a malformed identity, so see to step 3 first.'] : []
  return {
    number: '2',
    looksFor: 'A fault of the subscription in the HSS',
    result: isTold ? 'found' : 'not visible here',
    says: [...told, ...malformed, ...challenged, ...served, question(attempt)],
  }
}

function question(attempt: Attempt): string {
  const impi = usernameOf(attempt)
  const names = `${impi === '' ? 'the IMPI' : `the IMPI ${impi}`} and the IMPU sip:${attempt.toUser}@${attempt.toHost}`
  const roaming = isRoaming(attempt) === true ? `, and is ${attempt.visitedNetwork} allowed to visit` : ''
  return `Ask who runs the HSS, for its record is not on the wire: are ${names} both there, do they belong together, is neither barred nor suspended${roaming}?`
}
