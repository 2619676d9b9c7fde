import { type Others, USERS } from '../others.ts'
import type { Story } from '../story.ts'
import type { Step, StepResult } from './step.ts'

const TRY = 'Put a SIM that is known to work into the same device, at the same P-CSCF: if it registers, it is the SIM or the subscription.'

/** Step 4: somebody who gets through by the same P-CSCF. Whoever did in the same file stands in for the SIM that is known to work. */
export function comparisonStep({ registrar, population }: Story, others: Others | undefined): Step {
  const [result, ...says] = compare(registrar, others, population?.seen?.pcscfWide)
  return { number: '4', looksFor: 'Another subscriber that gets through by the same P-CSCF', result, says }
}

function compare(registrar: string, others: Others | undefined, refusesAll: string | undefined): readonly [StepResult, ...string[]] {
  if (others === undefined) return ['not visible here', 'The leg between UE and P-CSCF was not captured.', TRY]
  const { served, hidden, failed, servedElsewhere } = others
  if (refusesAll !== undefined)
    return ['not found', `At that time, ${refusesAll}: look at the P-CSCF and the trust of the core in it, not at this subscriber.`]
  if (served > 0) return ['found', got(registrar, served, failed), ...(served < failed ? [TRY] : [])]
  if (failed > 0) {
    const elsewhere = servedElsewhere > 0 ? `, while ${servedElsewhere} got through elsewhere` : ''
    return ['not found', `${many(failed)} came by ${registrar} in this capture, and none got through${elsewhere}.`, TRY]
  }
  if (hidden > 0)
    return [
      'not visible here',
      `${many(hidden)} went on inside ESP after a challenge by ${registrar}, where this capture does not look.`,
      TRY,
    ]
  return ['not visible here', `Nobody else came by ${registrar} in this capture; a longer one may show somebody.`, TRY]
}

function got(registrar: string, served: number, failed: number): string {
  const others = `${many(served)} got through by ${registrar} in this capture`
  if (served < failed) return `${others}, and ${failed} did not: more than this subscriber is concerned.`
  return `${others}${failed > 0 ? `, and ${failed} did not` : ''}: look first at this subscriber, its SIM and its device.`
}

function many(users: number): string {
  // The subscriber itself may be among those who are kept.
  if (users >= USERS - 1) return `${users} or more other subscribers`
  return users === 1 ? '1 other subscriber' : `${users} other subscribers`
}
