import { identitySeen, impiFault, shortImsi } from './identity.ts'
import { begins, exact, type PhraseRow } from './phrase-row.ts'
import { answeredAka } from './reading.ts'
import type { Attempt } from './attempt.ts'

/**
 * What IMS cores say, word for word. Several say 500 with a phrase that begins with Forbidden, so the code stands beside the phrase.
 * Sources: Kamailio ims_icscf, ims_auth, ims_registrar_scscf and the P-/I-/S-CSCF configurations made for them; Clearwater; OpenIMSCore.
 */
export const imsRows: readonly PhraseRow[] = [
  // HSS: subscriber. The HSS cannot know an identity that was never given or has the wrong form (3GPP TS 23.003 §13.3).
  exact(403, 'Forbidden - HSS User Unknown', 'credentials', 'impi_format', 'likely', 'ims_icscf cxdx_uar.c, 5001', malformed),
  exact(403, 'Forbidden - HSS User Unknown', 'credentials', 'impi_unknown', 'likely', 'ims_icscf cxdx_uar.c, 5001', perhapsCut),
  exact(403, 'Forbidden - HSS User Unknown', 'credentials', 'impi_unknown', 'definite', 'ims_icscf cxdx_uar.c, ims_auth cxdx_mar.c, 5001'),
  exact(403, "Forbidden - HSS Identities don't match", 'credentials', 'identity_mismatch', 'definite', 'ims_icscf cxdx_uar.c, 5002'),
  exact(403, 'Forbidden - HSS Authorization Rejected', 'barring', 'identity_barred', 'definite', 'ims_icscf cxdx_uar.c, 5003'),
  exact(403, 'Forbidden - HSS Roaming not allowed', 'barring', 'roaming_not_allowed', 'definite', 'ims_icscf cxdx_uar.c, 5004'),
  exact(
    403,
    'Forbidden - HSS Identity not registered',
    'request',
    'binding_conflict',
    'definite',
    'ims_icscf cxdx_uar.c, experimental 5003',
  ),
  exact(403, 'Forbidden - HSS Authentication Scheme Unsupported', 'credentials', 'auth_scheme', 'definite', 'ims_auth cxdx_mar.c, 5006'),
  begins(403, 'Forbidden - Private identity not found', 'credentials', 'impi_format', 'definite', 'ims_auth authorize.c'),
  begins(403, 'Forbidden - Public identity not found', 'credentials', 'impi_format', 'definite', 'ims_auth authorize.c'),
  begins([400, 403], 'Private identity not found', 'credentials', 'impi_format', 'definite', 'ims_auth authorize.c'),
  begins([400, 403], 'Public identity not found', 'credentials', 'impi_format', 'definite', 'ims_auth authorize.c'),
  begins(400, 'Bad Request - Private ID', 'credentials', 'impi_format', 'definite', 'ims_icscf registration.c'),
  begins(400, 'Bad Request - Public ID', 'credentials', 'impi_format', 'definite', 'ims_icscf registration.c'),
  exact(400, 'Bad Request - P-Visited-Network-ID header missing', 'acl', 'topology', 'definite', 'ims_icscf registration.c'),

  // HSS: itself. No vectors: the AuC has no key for this user, or is ill; the wire does not say which.
  exact([403, 500], 'Forbidden - HSS returned no authentication vectors', 'server', 'hss', 'likely', 'ims_auth cxdx_mar.c'),
  begins([403, 500], 'Forbidden - HSS Unable to comply', 'server', 'hss', 'definite', 'ims_icscf cxdx_uar.c, ims_auth cxdx_mar.c, 5012'),
  begins([403, 500], 'Forbidden - HSS responded with unknown', 'server', 'hss', 'definite', 'ims_icscf cxdx_uar.c, ims_auth cxdx_mar.c'),
  begins(500, 'Forbidden - HSS', 'server', 'hss', 'likely', 'ims_icscf sip_messages.h'),
  exact(480, 'Temporarily Unavailable - Diameter Cx interface failed', 'server', 'hss', 'definite', 'ims_icscf sip_messages.h'),
  begins(480, 'Temporarily Unavailable - TimeOut in ', 'server', 'hss', 'definite', 'ims_auth, ims_registrar_scscf sip_messages.h'),
  begins(480, 'Temporarily Unavailable - Missing AVP', 'server', 'hss', 'definite', 'ims_icscf, ims_auth sip_messages.h'),
  begins(480, 'Temporarily Unavailable - error ', 'server', 'hss', 'definite', 'ims_auth sip_messages.h'),
  exact(500, 'MAR failed', 'server', 'hss', 'likely', 'S-CSCF configuration for ims_auth'),

  // Choosing the S-CSCF (3GPP TS 24.229 §5.3.1.3).
  begins(600, 'Busy everywhere - Empty list of S-CSCFs', 'server', 'core_routing', 'definite', 'ims_icscf sip_messages.h'),
  begins(600, 'Busy everywhere - Forwarding to S-CSCF failed', 'server', 'core_routing', 'definite', 'ims_icscf sip_messages.h'),
  begins(500, 'Server error on SCSCF Select', 'server', 'core_routing', 'definite', 'ims_icscf sip_messages.h'),
  // Any 5xx or 6xx of the S-CSCF becomes this one: it names no cause.
  begins(500, 'Server error on UAR select next S-CSCF', 'server', 'internal', 'likely', 'I-CSCF configuration for ims_icscf'),

  // S-CSCF: the answer. Said also for SIP digest, where an unknown user looks the same.
  exact(
    403,
    'Authentication Failed',
    'credentials',
    'aka_res_mismatch',
    'definite',
    'S-CSCF configuration for ims_auth, 3GPP TS 33.203 §6.1.2.1',
    answeredAka,
  ),

  // P-CSCF.
  begins(503, 'Service Unavailable (Create ipsec failed)', 'sa', 'setup_failed', 'definite', 'P-CSCF configuration for ims_ipsec_pcscf'),
  begins(403, "Can't register to QoS", 'server', 'internal', 'definite', 'P-CSCF configuration for ims_qos'),
  begins(403, 'No contact header', 'request', 'malformed', 'definite', 'P-CSCF configuration for ims_registrar_pcscf'),
  begins(403, 'Forbidden - Websocket-request received on', 'acl', 'client_policy', 'definite', 'P-CSCF configuration'),
  begins(403, 'Forbidden - Domain not served', 'acl', 'domain', 'definite', 'S-CSCF configuration'),
]

function malformed(attempt: Attempt): boolean {
  return impiFault(attempt) !== undefined
}

/** An IMSI of 14 digits is allowed, but one of 15 that lost a digit looks the same; so does any identity that was not captured. */
function perhapsCut(attempt: Attempt): boolean {
  return shortImsi(attempt) || !identitySeen(attempt)
}
