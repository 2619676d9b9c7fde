import type { Remedy } from '../../classifiers/remedies.ts'
import type { Verdict } from '../registration/verdict.ts'
import { isoTime } from './time-text.ts'

/** One attempt as one line of JSON; names and order of the fields are a contract. */
export function jsonLine(verdict: Verdict, remedy: Remedy | undefined): string {
  const { method, outcome, code, finding, registrar, origin, legs, retransmissions } = verdict
  const { callId, aor, source, agents, start, end } = verdict.detail()
  return jsonText({
    method,
    call_id: callId,
    aor,
    source,
    registrar,
    agents,
    start: isoTime(start),
    end: isoTime(end),
    outcome,
    code: code ?? null,
    ...(finding && { cause: finding.cause, reason: finding.reason, confidence: finding.confidence }),
    origin: { address: origin.role === 'none' || origin.address === '' ? null : origin.address, role: origin.role },
    evidence: finding?.evidence ?? [],
    legs,
    retransmissions,
    ...(remedy && { remedy }),
  })
}

/**
 * JSON without characters that a terminal would act on or that some readers take for the end of a line (U+0085, U+2028);
 * escaped, they mean the same.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''),
  )
}
