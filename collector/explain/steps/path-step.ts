import type { Finding } from '../../../classifiers/rule.ts'
import type { Others } from '../others.ts'
import type { Story } from '../story.ts'
import type { Step } from './step.ts'

/** Step 5, its first half: the address of the P-CSCF. What the device was told to use (PCO, DNS) is not SIP. */
export function pathStep({ registrar }: Story, { reason, evidence }: Finding, others: Others | undefined): Step {
  const step = { number: '5a', looksFor: 'A P-CSCF address that the network does not accept' }
  if (reason === 'topology')
    return {
      ...step,
      result: 'found',
      says: [`${evidence[0] ?? ''}.`, `${question(registrar)} Ask who runs the I-CSCF whether it trusts this address.`],
    }
  if (others === undefined)
    return { ...step, result: 'not visible here', says: ['The leg between UE and P-CSCF was not captured.', question('the intended one')] }
  if (others.served > 0) return { ...step, result: 'not found', says: [`The UE sent to ${registrar}, and others get through by it.`] }
  return { ...step, result: 'not visible here', says: [`The UE sent to ${registrar}.`, question(registrar)] }
}

function question(address: string): string {
  return `Ask the packet core, or the log of the device, which P-CSCF it was given (PCO in the attach, or DNS), and compare: is it ${address}?`
}
