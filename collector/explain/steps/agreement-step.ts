import type { Attempt } from '../../../classifiers/attempt.ts'
import type { Finding } from '../../../classifiers/rule.ts'
import { type Agreement, agreementFaults, agreementOf } from './agreement.ts'
import type { Step, StepResult } from './step.ts'

const ASK =
  'Ask who runs the P-CSCF: its log of this REGISTER, and its associations (`ip xfrm state`, with counters) beside the SPIs and ports below.'

/** Step 5, its second half: the parameters of the security association (RFC 3329, 3GPP TS 33.203 §7). */
export function agreementStep(attempt: Attempt, finding: Finding): Step {
  const [result, ...says] = judge(attempt, finding, agreementOf(attempt))
  return { number: '5b', looksFor: 'A security agreement that fails', result, says }
}

function judge(attempt: Attempt, finding: Finding, agreement: Agreement): readonly [StepResult, ...string[]] {
  const { client, server, verify, answer } = agreement
  if (server !== '' && answer !== undefined && (answer.forwarded || answer.integrityProtected))
    return ['not found', 'The P-CSCF passed the answer of the UE on to the core, so it took it as protected.']
  const faults = agreementFaults(agreement)
  if (faults.length > 0) return ['found', ...faults.map(sentence)]
  if (finding.cause === 'sa')
    return finding.confidence === 'ambiguous'
      ? ['not visible here', sentence(finding.evidence[0] ?? ''), ASK]
      : ['found', ...finding.evidence.slice(0, 2).map(sentence)]
  if (server !== '') return given(verify)
  if (finding.confidence === 'definite')
    return ['not found', 'It did not come to that: what refused the REGISTER is known, and it is something else.']
  const isCore = attempt.decision?.role === 'icscf' || attempt.decision?.role === 'scscf'
  if (client === '') {
    return isCore || attempt.decision?.status !== 403
      ? ['not found', 'Neither side speaks of one, and the P-CSCF let the REGISTER pass.']
      : ['not visible here', 'The UE offers no Security-Client.', 'Ask who runs the P-CSCF whether it demands one.']
  }
  return isCore
    ? ['not found', 'The core refused before it came to that: the P-CSCF gives its Security-Server together with the challenge.']
    : [
        'not visible here',
        'The P-CSCF gave no Security-Server: what it thought of the offer is not said.',
        'Ask who runs the P-CSCF for its log of this REGISTER.',
      ]
}

function given(verify: string | undefined): readonly [StepResult, ...string[]] {
  if (verify === undefined)
    return ['not visible here', 'What the UE answered is not in this capture; inside the association it travels in ESP.', ASK]
  if (verify === '')
    return [
      'not visible here',
      'What was offered and given fits together; the REGISTER that follows was sent outside the association.',
      ASK,
    ]
  return ['not found', 'Security-Verify repeats Security-Server, which fits Security-Client; SPIs and ports are in order.']
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
