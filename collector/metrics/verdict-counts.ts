import type { Registry } from 'prom-client'
import type { Verdict } from '../registration/verdict.ts'
import { codeLabel } from './code-label.ts'
import { createTally } from './tally.ts'

/** Counts the verdicts on REGISTER attempts; `registrarLabel` bounds what the wire names. */
export function countVerdicts(registry: Registry, registrarLabel: (registrar: string) => string): (verdict: Verdict) => void {
  const attempts = createTally('registerAttempts', registry)
  const failures = createTally('registerFailures', registry)
  const finals = createTally('registerFinalResponses', registry)
  return ({ method, outcome, code, finding, registrar: name }) => {
    if (method !== 'REGISTER' || outcome === 'pending') return
    const registrar = registrarLabel(name)
    attempts.cell({ registrar, outcome }).count += 1
    if (code !== undefined) finals.cell({ registrar, code: codeLabel(code) }).count += 1
    if (finding === undefined) return
    const { cause, reason } = finding
    failures.cell({ registrar, cause, reason, code: codeLabel(code) }).count += 1
  }
}
