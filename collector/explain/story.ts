import type { CountableVerdict, Verdict, VerdictDetail } from '../registration/verdict.ts'

/** A verdict that outlives the call that handed it over. */
export type Story = Omit<Verdict, 'detail'> & Pick<CountableVerdict, 'user'> & { readonly detail: VerdictDetail }

/** Copies what a verdict says. */
export function storyOf(verdict: Verdict & Pick<CountableVerdict, 'user'>): Story {
  const { method, outcome, code, finding, population, registrar, origin, seconds, legs, retransmissions, copies, user } = verdict
  const detail = verdict.detail()
  return { method, outcome, code, finding, population, registrar, origin, seconds, legs, retransmissions, copies, user, detail }
}
