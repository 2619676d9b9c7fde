import { remedyOf } from '../classifiers/remedies.ts'
import { taxonomy, type Cause, type Reason } from '../classifiers/taxonomy.ts'
import type { Vector } from '../collector/metrics/promql.ts'
import { query } from './template.ts'

/** What to do first, and what not, against the reason that `dominant` (labels cause and reason) finds when the alert fires. */
export function adviceOn(dominant: Vector<'cause' | 'reason'>): { readonly do: string; readonly dont: string } {
  return { do: choose(dominant, 'do'), dont: choose(dominant, 'dont') }
}

/** The first piece of advice for each reason of the taxonomy: those who wrote them put the most promising first. */
function choose(dominant: Vector<'cause' | 'reason'>, part: 'do' | 'dont'): string {
  const branches = pairs().flatMap(({ cause, reason }) => {
    const [first] = remedyOf({ cause, reason })[part]
    return first === undefined ? [] : [`if eq $what "${cause}/${reason}" }}${first.text}.`]
  })
  const what = '{{ $what := printf "%s/%s" (. | first | label "cause") (. | first | label "reason") }}'
  return `{{ with ${query(dominant)} }}${what}{{ ${branches.join('{{ else ')}{{ end }}{{ end }}`
}

function pairs(): readonly { readonly cause: Cause; readonly reason: Reason }[] {
  return Object.entries(taxonomy).flatMap(([cause, reasons]) =>
    isCause(cause) && cause !== 'scan' ? reasons.map((reason) => ({ cause, reason })) : [],
  )
}

function isCause(word: string): word is Cause {
  return Object.hasOwn(taxonomy, word)
}
