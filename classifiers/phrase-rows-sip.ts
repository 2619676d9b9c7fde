import { decidingAnswer } from './reading.ts'
import type { PhraseRow } from './phrases.ts'
import type { Attempt } from './rule.ts'
import { flavourOf } from './flavour.ts'

/** What SIP servers say, word for word, where the words leave one cause. */
export const sipRows: readonly PhraseRow[] = [
  { code: 403, exact: 'Forbidden auth ID', cause: 'credentials', reason: 'identity_mismatch', confidence: 'definite', source: 'OpenSIPS residential.m4, Kamailio scripts' },
  { code: 403, exact: 'Not relaying', cause: 'acl', reason: 'domain', confidence: 'definite', source: 'Kamailio kamailio.cfg' },
  { code: 403, exact: 'Relay Forbidden', cause: 'acl', reason: 'domain', confidence: 'definite', source: 'OpenSIPS opensips.cfg' },
  { code: 403, exact: 'Rely forbidden', cause: 'acl', reason: 'domain', confidence: 'definite', source: 'OpenSIPS residential.m4' },
  { code: 404, exact: 'Not found (unknown domain)', cause: 'acl', reason: 'domain', confidence: 'definite', source: 'Asterisk chan_sip.c' },
  { code: 404, exact: 'User Not Found', cause: 'credentials', reason: 'unknown_user', confidence: 'definite', source: 'RFC 3261 §10.3 step 5, in words' },
  { code: 404, exact: 'Unknown User', cause: 'credentials', reason: 'unknown_user', confidence: 'definite', source: 'RFC 3261 §10.3 step 5, in words' },
  { code: 404, exact: 'User Unknown', cause: 'credentials', reason: 'unknown_user', confidence: 'definite', source: 'RFC 3261 §10.3 step 5, in words' },
  { code: 404, exact: 'No such user', cause: 'credentials', reason: 'unknown_user', confidence: 'definite', source: 'RFC 3261 §10.3 step 5, in words' },
  { code: 403, exact: 'Message too large', cause: 'request', reason: 'malformed', confidence: 'definite', source: 'Kamailio kamailio.cfg' },
  { code: 403, exact: 'R-URI too large', cause: 'request', reason: 'malformed', confidence: 'definite', source: 'Kamailio kamailio.cfg' },
  { code: 500, exact: 'CSeq is Out of Order', cause: 'request', reason: 'binding_conflict', confidence: 'definite', source: 'ejabberd mod_sip_registrar.erl' },
  { code: 500, exact: 'Out Of Order', cause: 'request', reason: 'binding_conflict', confidence: 'definite', source: 'RFC 3261 §10.3 step 7' },
  { code: 603, exact: 'Denied', when: asterisk, cause: 'acl', reason: 'client_policy', confidence: 'definite', source: 'Asterisk chan_sip.c, contact ACL' },
  { code: 503, exact: 'Server overloaded', cause: 'overload', reason: 'unavailable', confidence: 'likely', source: 'CSCF configurations' },
  { code: 503, exact: 'Server shutting down', cause: 'overload', reason: 'unavailable', confidence: 'likely', source: 'CSCF configurations' },
  { code: 503, prefix: 'Service Unavailable (SBC failure)', cause: 'overload', reason: 'unavailable', confidence: 'likely', source: 'P-CSCF configuration' },
]

function asterisk(attempt: Attempt): boolean {
  if (decidingAnswer(attempt) === undefined) return false
  const flavour = flavourOf(attempt)
  return flavour === 'chan_sip' || flavour === 'asterisk'
}
