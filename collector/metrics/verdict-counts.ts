import type { Registry } from 'prom-client'
import type { Finding } from '../../classifiers/rule.ts'
import type { Outcome, Verdict } from '../registration/verdict.ts'
import { codeLabel } from './code-label.ts'
import { createTally, type Cell } from './tally.ts'

/** The series of one registrar, found by what a verdict holds: no text is put together to count it. */
interface RegistrarCells {
  readonly attempts: Map<Outcome, Cell>
  readonly finals: Map<number, Cell>
  /** By reason (each belongs to one cause), then by code. */
  readonly failures: Map<string, Map<number | undefined, Cell>>
}

/** Counts the verdicts on REGISTER attempts; `registrarLabel` bounds what the wire names. */
export function countVerdicts(registry: Registry, registrarLabel: (registrar: string) => string): (verdict: Verdict) => void {
  const attempts = createTally('registerAttempts', registry)
  const failures = createTally('registerFailures', registry)
  const finals = createTally('registerFinalResponses', registry)
  const registrars = new Map<string, RegistrarCells>()

  const countFailure = (cells: RegistrarCells, registrar: string, { cause, reason }: Finding, code: number | undefined) => {
    const byCode = obtain(cells.failures, reason, () => new Map<number | undefined, Cell>())
    obtain(byCode, code, () => failures.cell({ registrar, cause, reason, code: codeLabel(code) })).count += 1
  }

  return ({ method, outcome, code, finding, registrar: name }) => {
    if (method !== 'REGISTER' || outcome === 'pending') return
    const registrar = registrarLabel(name)
    const cells = obtain(registrars, registrar, newRegistrar)
    obtain(cells.attempts, outcome, () => attempts.cell({ registrar, outcome })).count += 1
    if (code !== undefined) obtain(cells.finals, code, () => finals.cell({ registrar, code: codeLabel(code) })).count += 1
    if (finding !== undefined) countFailure(cells, registrar, finding, code)
  }
}

function newRegistrar(): RegistrarCells {
  return { attempts: new Map(), finals: new Map(), failures: new Map() }
}

function obtain<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
