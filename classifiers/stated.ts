import { said, plain, quoted } from './evidence.ts'
import type { PhraseRow } from './phrase-row.ts'
import { lastWord } from './reading.ts'
import type { Response } from './attempt.ts'
import { finding, type Finding, type Rule } from './rule.ts'

/** R10. The phrase names the cause, word for word (phrase-rows-*.ts, each row with its source). A phrase beats every conclusion below. */
export const saidLiterally: Rule = (attempt, phrases) => {
  const response = lastWord(attempt)
  if (response === undefined) return undefined
  const row = phrases.literal(attempt, response)
  return row === undefined ? undefined : asFinding(row, said(attempt, response))
}

/** R11. P-Registrar-Error: the registrar modules of Kamailio and OpenSIPS name their own fault there, whatever the code (lib/reg rerrno). */
export const registrarError: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response === undefined || response.registrarError === '') return undefined
  const text = response.registrarError.toLowerCase()
  const evidence = `P-Registrar-Error '${plain(response.registrarError)}' with ${quoted(response)}`
  if (text.includes('too many registered contacts')) return finding('acl', 'contact_limit', 'definite', evidence)
  // The assignment failed: mostly the HSS said no, or the S-CSCF could not read its user data.
  if (text.includes('sar failed')) return finding('server', 'hss', 'likely', evidence)
  if (text.includes('usrloc')) return finding('server', 'internal', 'definite', evidence)
  if (text.includes('cseq')) return finding('request', 'binding_conflict', 'definite', evidence)
  if (response.status >= 500) return finding('server', 'internal', 'likely', evidence)
  return response.status === 400 && malformed.test(text) ? finding('request', 'malformed', 'definite', evidence) : undefined
}

/** R58 and the like. Words in the phrase that servers and operators use for one thing (vocabulary.ts): nobody standardised them. */
export const saidInWords: Rule = (attempt, phrases) => {
  const response = lastWord(attempt)
  if (response === undefined) return undefined
  const row = phrases.wording(attempt, response)
  return row === undefined ? undefined : asFinding(row, said(attempt, response))
}

/** The same words in a Reason (RFC 3326), Warning (RFC 3261 §20.43) or ms-diagnostics text: hints, so never more than likely. */
export const saidInText: Rule = (attempt, phrases) => {
  const response = lastWord(attempt)
  if (response === undefined) return undefined
  const found = phrases.text(attempt, response)
  if (found === undefined) return diameterCause(response)
  const [row, text] = found
  return asFinding(row.confidence === 'definite' ? { ...row, confidence: 'likely' } : row, `${plain(text)} with ${quoted(response)}`)
}

const malformed = /contact|expires|parse|header|uri|callid|call-id|to\b|from\b|path|invalid|empty|\*/
const diameter = /diameter\s*;.*?cause\s*=\s*(\d{4,5})/i

/** `Reason: Diameter;cause=5004`: the result of the HSS passed on (3GPP TS 29.228 §6.1.1.1, 29.229 §6.2). */
function diameterCause(response: Response): Finding | undefined {
  for (const text of response.texts) {
    const code = diameter.exec(text.slice(0, 300))?.[1]
    if (code === undefined) continue
    const evidence = `Diameter result ${code} with ${quoted(response)}`
    if (code === '5001' || code === '5030') return finding('credentials', 'impi_unknown', 'likely', evidence)
    if (code === '5002') return finding('credentials', 'identity_mismatch', 'likely', evidence)
    if (code === '5003') return finding('barring', 'identity_barred', 'likely', evidence)
    if (code === '5004') return finding('barring', 'roaming_not_allowed', 'likely', evidence)
    if (code === '5006') return finding('credentials', 'auth_scheme', 'likely', evidence)
    return finding('server', 'hss', 'likely', evidence)
  }
  return undefined
}

/** Rows come from configuration too, where the reason is checked against its cause when it is read. */
function asFinding({ cause, reason, confidence }: PhraseRow, ...evidence: readonly string[]): Finding {
  return { cause, reason, confidence, evidence }
}
