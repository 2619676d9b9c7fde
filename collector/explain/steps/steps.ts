import type { Attempt } from '../../../classifiers/attempt.ts'
import type { Finding } from '../../../classifiers/rule.ts'
import { comesByPcscf, type Others } from '../others.ts'
import type { Story } from '../story.ts'
import { agreementStep } from './agreement-step.ts'
import { comparisonStep } from './comparison-step.ts'
import { identityStep } from './identity-step.ts'
import { pathStep } from './path-step.ts'
import { refusalStep } from './refusal-step.ts'
import type { Step } from './step.ts'
import { subscriptionStep } from './subscription-step.ts'

/** The diagnosis of an IMS 403, or of a security agreement that failed, step by step; none for any other attempt. */
export function stepsOf(story: Story, others: Others): readonly Step[] {
  const { detail, finding, method } = story
  const { attempt } = detail
  if (method !== 'REGISTER' || finding === undefined || attempt === undefined || !attempt.ims) return []
  if (finding.cause !== 'sa' && !(isRefused(attempt) && isOpen(finding))) return []
  const ours = comesByPcscf(story) ? others : undefined
  return [
    refusalStep(attempt),
    subscriptionStep(attempt, finding, others.isServedItself),
    identityStep(attempt),
    comparisonStep(story, ours),
    pathStep(story, finding, ours),
    agreementStep(attempt, finding),
  ]
}

function isRefused({ final, decision }: Attempt): boolean {
  return final?.status === 403 || decision?.status === 403
}

/** What is surely no matter of authorisation, a malformed request or an HSS that failed, needs no steps. */
function isOpen({ cause, confidence }: Finding): boolean {
  return confidence !== 'definite' || cause === 'credentials' || cause === 'acl' || cause === 'barring'
}
