import { decidingAnswer } from './reading.ts'
import { begins, exact, type PhraseRow } from './phrase-row.ts'
import type { Attempt } from './attempt.ts'
import { flavourOf } from './flavour.ts'
import { answered } from './word-rows.ts'

/** What SIP servers say, word for word, where the words leave one cause. */
export const sipRows: readonly PhraseRow[] = [
  exact(403, 'Forbidden auth ID', 'credentials', 'identity_mismatch', 'definite', 'OpenSIPS residential.m4, Kamailio scripts'),
  // The password was right: the digest user is not the one in From.
  exact(403, 'Invalid user name provided', 'credentials', 'identity_mismatch', 'definite', 'reSIProcate ServerAuthManager.cxx', answered),
  exact(403, 'Where on earth did you get that nonce?', 'credentials', 'stale_nonce', 'definite', 'reSIProcate DigestAuthenticator.cxx'),
  exact(403, 'Not relaying', 'acl', 'domain', 'definite', 'Kamailio kamailio.cfg'),
  exact(403, 'Relay Forbidden', 'acl', 'domain', 'definite', 'OpenSIPS opensips.cfg'),
  exact(403, 'Rely forbidden', 'acl', 'domain', 'definite', 'OpenSIPS residential.m4'),
  exact(404, 'Not found (unknown domain)', 'acl', 'domain', 'definite', 'Asterisk chan_sip.c'),
  exact(404, 'User Not Found', 'credentials', 'unknown_user', 'definite', 'RFC 3261 §10.3 step 5, in words', outsideIms),
  exact(404, 'Unknown User', 'credentials', 'unknown_user', 'definite', 'RFC 3261 §10.3 step 5, in words', outsideIms),
  exact(404, 'User Unknown', 'credentials', 'unknown_user', 'definite', 'RFC 3261 §10.3 step 5, in words', outsideIms),
  exact(404, 'No such user', 'credentials', 'unknown_user', 'definite', 'RFC 3261 §10.3 step 5, in words', outsideIms),
  exact(403, 'Message too large', 'request', 'malformed', 'definite', 'Kamailio kamailio.cfg'),
  exact(403, 'R-URI too large', 'request', 'malformed', 'definite', 'Kamailio kamailio.cfg'),
  exact(500, 'CSeq is Out of Order', 'request', 'binding_conflict', 'definite', 'ejabberd mod_sip_registrar.erl'),
  exact(500, 'Out Of Order', 'request', 'binding_conflict', 'definite', 'RFC 3261 §10.3 step 7'),
  exact(603, 'Denied', 'acl', 'client_policy', 'definite', 'Asterisk chan_sip.c, contact ACL', asterisk),
  exact(503, 'Server overloaded', 'overload', 'unavailable', 'likely', 'CSCF configurations'),
  exact(503, 'Server shutting down', 'overload', 'unavailable', 'likely', 'CSCF configurations'),
  begins(503, 'Service Unavailable (SBC failure)', 'overload', 'unavailable', 'likely', 'P-CSCF configuration'),
]

/** In an IMS it is the private identity that the HSS does not know. */
function outsideIms({ ims }: Attempt): boolean {
  return !ims
}

function asterisk(attempt: Attempt): boolean {
  if (decidingAnswer(attempt) === undefined) return false
  const flavour = flavourOf(attempt)
  return flavour === 'chan_sip' || flavour === 'asterisk'
}
