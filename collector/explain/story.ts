import type { Verdict, VerdictDetail } from '../registration/verdict.ts'

/** A verdict that outlives the call that handed it over. */
export type Story = Omit<Verdict, 'detail'> & { readonly detail: VerdictDetail }

/** Copies what a verdict says. */
export function storyOf(verdict: Verdict): Story {
  const { method, outcome, code, finding, population, registrar, origin, seconds, legs, retransmissions, copies } = verdict
  const detail = verdict.detail()
  return { method, outcome, code, finding, population, registrar, origin, seconds, legs, retransmissions, copies, detail }
}
