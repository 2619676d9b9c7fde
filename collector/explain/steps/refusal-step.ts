import type { Attempt, Response } from '../../../classifiers/attempt.ts'
import { decidingAnswer, isChallenge, wasChallenged } from '../../../classifiers/reading.ts'
import { roleName } from '../plain-words.ts'
import type { Step } from './step.ts'

/** Step 1: the final answer is a 403, so a refusal and no challenge, and whether it gives a reason. */
export function refusalStep(attempt: Attempt): Step {
  const { final, decision } = attempt
  const refusal = [decision, final].find((response) => response?.status === 403)
  const step = { number: '1', looksFor: 'A 403, which refuses, in place of a 401, which asks' }
  if (refusal === undefined) return { ...step, result: 'not found', says: [instead(attempt)] }
  const told = final !== undefined && final.status !== 403 ? [`On its way to the UE it became ${statusLine(final)}.`] : []
  return {
    ...step,
    result: 'found',
    says: [`${sender(refusal)} said ${statusLine(refusal)} ${moment(attempt)}.`, ...told, reasons(refusal)],
  }
}

function instead({ final, decision, lastAnswered }: Attempt): string {
  const last = decision ?? final
  if (!lastAnswered || last === undefined) return 'The last REGISTER got no answer at all.'
  const meaning = isChallenge(last.status)
    ? 'it asks for credentials and refuses nobody'
    : 'it is about the security agreement, so look at the last step first'
  return `The final answer is ${statusLine(last)}: ${meaning}.`
}

function moment(attempt: Attempt): string {
  if (decidingAnswer(attempt) !== undefined)
    return 'after the challenge was answered: the answer is wrong, the identity barred, or the agreement failed'
  return wasChallenged(attempt)
    ? 'after a challenge that was not answered with a response'
    : 'before any challenge, so before the SIM was asked anything'
}

function reasons({ texts, registrarError }: Response): string {
  const said = [...texts, registrarError].filter((text) => text !== '')
  return said.length === 0 ? 'It carries no Reason header.' : `It gives a reason: ${said.map((text) => `“${text}”`).join(', ')}.`
}

function sender({ role, address }: Response): string {
  const name = roleName(role)
  return name === '' ? address : `The ${name} ${address}`
}

function statusLine({ status, phrase }: Response): string {
  return `“${`${status} ${phrase}`.trim()}”`
}
