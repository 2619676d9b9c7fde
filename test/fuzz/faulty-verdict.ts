import { roles, taxonomy } from '../../classifiers/taxonomy.ts'
import { outcomes, type Verdict } from '../../collector/registration/verdict.ts'

/** What is wrong with a verdict, in words; undefined when it is one that may be counted and shown. Makes all its strings. */
export function faultOf(verdict: Verdict): string | undefined {
  const { outcome, code, finding, origin, seconds, legs, retransmissions, copies } = verdict
  if (!outcomes.includes(outcome)) return `outcome ${outcome}`
  if (code !== undefined && !(Number.isInteger(code) && code >= 100 && code < 700)) return `code ${code}`
  if ((outcome === 'failure') !== (finding !== undefined)) return `${outcome} with ${finding === undefined ? 'no' : 'a'} finding`
  if (finding !== undefined && !new Set<string>(taxonomy[finding.cause]).has(finding.reason)) return `${finding.cause}/${finding.reason}`
  if (!roles.includes(origin.role)) return `role ${origin.role}`
  if (seconds !== undefined && !(seconds >= 0)) return `${seconds} seconds`
  const negative = [legs, retransmissions, copies].find((count) => !(Number.isInteger(count) && count >= 0))
  if (negative !== undefined) return `a count of ${negative}`
  return faultOfDetail(verdict)
}

function faultOfDetail(verdict: Verdict): string | undefined {
  const { callId, aor, source, agents, start, end, ladder } = verdict.detail()
  for (const text of [callId, aor, source, ...agents]) if (typeof text !== 'string') return `no text in ${callId}`
  for (const time of [start, end]) if (time !== undefined && !(Number.isFinite(time) && time >= 0)) return `time ${time}`
  if (start !== undefined && end !== undefined && end < start) return `ends ${start - end} µs before it starts`
  return ladder.every((line) => line.text.length > 0 && line.depth >= 0) ? undefined : `an empty line in the ladder of ${callId}`
}
