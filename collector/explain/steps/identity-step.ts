import type { Attempt } from '../../../classifiers/attempt.ts'
import { impiFault, imsiDiffers, shortImsi } from '../../../classifiers/identity.ts'
import { usernameOf } from '../../../classifiers/reading.ts'
import type { Step, StepResult } from './step.ts'

/** Step 3: the form of the private identity, as 3GPP TS 23.003 §13.3 has it. It has no prefix: the IMSI alone stands before the @. */
export function identityStep(attempt: Attempt): Step {
  const [result, ...says] = judge(attempt, usernameOf(attempt))
  return { number: '3', looksFor: 'A fault in the form of the private identity, IMPI (3GPP TS 23.003)', result, says }
}

function judge(attempt: Attempt, username: string): readonly [StepResult, ...string[]] {
  if (!attempt.rounds.some(({ toPort }) => toPort !== 0))
    return ['not visible here', 'No REGISTER was captured. Ask for the Authorization header in the log of the device.']
  const is3gpp = username.toLowerCase().endsWith(DOMAIN)
  const fault = impiFault(is3gpp ? { ...attempt, requestHost: DOMAIN } : attempt)
  const named = username === '' ? '' : `${username}: `
  if (fault !== undefined) return ['found', `${named === '' ? capital(fault) : named + fault}.`, RIGHT]
  if (imsiDiffers(attempt)) return ['found', `${named}its IMSI is not that of the public identity ${attempt.toUser}@${attempt.toHost}.`]
  if (username === '')
    return ['not visible here', 'The REGISTER names no IMPI. Ask who runs the S-CSCF which one it makes of the public identity.']
  if (shortImsi(attempt))
    return ['not visible here', `${named}14 digits, which is allowed but rare. Ask for the IMSI on the SIM (EF-IMSI): has it lost a digit?`]
  const form = is3gpp
    ? '15 digits without a prefix, an MNC of three digits, MCC and MNC those of the IMSI.'
    : 'of a form of the operator’s own, about which the standard says nothing.'
  return ['not found', `${named}${form} The HSS must hold it letter by letter.`]
}

const DOMAIN = '.3gppnetwork.org'
const RIGHT = 'It should be IMSI@ims.mncNNN.mccNNN.3gppnetwork.org: the whole IMSI with nothing before it, and an MNC of two digits as 0NN.'

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
