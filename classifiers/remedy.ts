import type { Cause, Reason } from './taxonomy.ts'

/** One piece of advice. `reported` is the share of cases in which others say it worked (`do`) or was in vain (`dont`). */
export interface Advice {
  readonly text: string
  readonly reported?: number
}

/** What helps against a reason, most promising first, and what is a waste of time or does harm, the harm first: an alert shows no more than the first of each. */
export interface Remedy {
  readonly do: readonly Advice[]
  readonly dont: readonly Advice[]
}

/** The remedies of a cause: none of its reasons can be forgotten. */
export type Remedies<C extends Cause> = Readonly<Record<Reason<C>, Remedy>>

/** In vain: another transport. */
export const transport: Advice = { text: 'Changing the transport from UDP to TCP: the refusal is no matter of transport', reported: 0.9 }
/** In vain: SIP ALG. */
export const alg: Advice = { text: 'Switching SIP ALG off in the router: the request arrived and was understood', reported: 0.8 }
/** In vain: the same credentials once more. */
export const retype: Advice = {
  text: 'Entering the same user name and password again: the client may keep its cached nonce and hash',
  reported: 0.6,
}
/** In vain: waiting. */
export const retry: Advice = { text: 'Letting the device retry, or rebooting it: nothing changes until the subscription does' }
/** In vain: the credentials. */
export const credentialsUntouched: Advice = { text: 'Touching passwords or SIM data: they were not looked at' }

/** Helps: forgetting what the client remembers. */
export const freshNonce: Advice = {
  text: 'Remove the account from the client and add it again (Linphone: delete and re-create), so that cached nonce and hash are gone and a new REGISTER is made with the right credentials',
  reported: 0.7,
}
