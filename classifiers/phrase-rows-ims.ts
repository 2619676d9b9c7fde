import { impiFault } from './identity.ts'
import type { PhraseRow } from './phrases.ts'
import { decidingAnswer, isAka } from './reading.ts'
import type { Attempt } from './rule.ts'

/**
 * What IMS cores say, word for word. Several say 500 with a phrase that begins with Forbidden, so the code stands beside the phrase.
 * Sources: Kamailio ims_icscf, ims_auth, ims_registrar_scscf and the P-/I-/S-CSCF configurations made for them; Clearwater; OpenIMSCore.
 */
export const imsRows: readonly PhraseRow[] = [
  // HSS: subscriber. The HSS cannot know an identity that was never given or has the wrong form (3GPP TS 23.003 §13.3).
  { code: 403, exact: 'Forbidden - HSS User Unknown', when: malformed, cause: 'credentials', reason: 'impi_format', confidence: 'likely', source: 'ims_icscf cxdx_uar.c, 5001' },
  { code: 403, exact: 'Forbidden - HSS User Unknown', cause: 'credentials', reason: 'impi_unknown', confidence: 'definite', source: 'ims_icscf cxdx_uar.c, ims_auth cxdx_mar.c, 5001' },
  { code: 403, exact: "Forbidden - HSS Identities don't match", cause: 'credentials', reason: 'identity_mismatch', confidence: 'definite', source: 'ims_icscf cxdx_uar.c, 5002' },
  { code: 403, exact: 'Forbidden - HSS Authorization Rejected', cause: 'barring', reason: 'identity_barred', confidence: 'definite', source: 'ims_icscf cxdx_uar.c, 5003' },
  { code: 403, exact: 'Forbidden - HSS Roaming not allowed', cause: 'barring', reason: 'roaming_not_allowed', confidence: 'definite', source: 'ims_icscf cxdx_uar.c, 5004' },
  { code: 403, exact: 'Forbidden - HSS Identity not registered', cause: 'request', reason: 'binding_conflict', confidence: 'definite', source: 'ims_icscf cxdx_uar.c, experimental 5003' },
  { code: 403, exact: 'Forbidden - HSS Authentication Scheme Unsupported', cause: 'credentials', reason: 'auth_scheme', confidence: 'definite', source: 'ims_auth cxdx_mar.c, 5006' },
  { code: 403, prefix: 'Forbidden - Private identity not found', cause: 'credentials', reason: 'impi_format', confidence: 'definite', source: 'ims_auth authorize.c' },
  { code: 403, prefix: 'Forbidden - Public identity not found', cause: 'credentials', reason: 'impi_format', confidence: 'definite', source: 'ims_auth authorize.c' },
  { code: [400, 403], prefix: 'Private identity not found', cause: 'credentials', reason: 'impi_format', confidence: 'definite', source: 'ims_auth authorize.c' },
  { code: [400, 403], prefix: 'Public identity not found', cause: 'credentials', reason: 'impi_format', confidence: 'definite', source: 'ims_auth authorize.c' },
  { code: 400, prefix: 'Bad Request - Private ID', cause: 'credentials', reason: 'impi_format', confidence: 'definite', source: 'ims_icscf registration.c' },
  { code: 400, prefix: 'Bad Request - Public ID', cause: 'credentials', reason: 'impi_format', confidence: 'definite', source: 'ims_icscf registration.c' },
  { code: 400, exact: 'Bad Request - P-Visited-Network-ID header missing', cause: 'acl', reason: 'topology', confidence: 'definite', source: 'ims_icscf registration.c' },

  // HSS: itself. No vectors: the AuC has no key for this user, or is ill; the wire does not say which.
  { code: [403, 500], exact: 'Forbidden - HSS returned no authentication vectors', cause: 'server', reason: 'hss', confidence: 'likely', source: 'ims_auth cxdx_mar.c' },
  { code: [403, 500], prefix: 'Forbidden - HSS Unable to comply', cause: 'server', reason: 'hss', confidence: 'definite', source: 'ims_icscf cxdx_uar.c, ims_auth cxdx_mar.c, 5012' },
  { code: [403, 500], prefix: 'Forbidden - HSS responded with unknown', cause: 'server', reason: 'hss', confidence: 'definite', source: 'ims_icscf cxdx_uar.c, ims_auth cxdx_mar.c' },
  { code: 500, prefix: 'Forbidden - HSS', cause: 'server', reason: 'hss', confidence: 'likely', source: 'ims_icscf sip_messages.h' },
  { code: 480, exact: 'Temporarily Unavailable - Diameter Cx interface failed', cause: 'server', reason: 'hss', confidence: 'definite', source: 'ims_icscf sip_messages.h' },
  { code: 480, prefix: 'Temporarily Unavailable - TimeOut in ', cause: 'server', reason: 'hss', confidence: 'definite', source: 'ims_auth, ims_registrar_scscf sip_messages.h' },
  { code: 480, prefix: 'Temporarily Unavailable - Missing AVP', cause: 'server', reason: 'hss', confidence: 'definite', source: 'ims_icscf, ims_auth sip_messages.h' },
  { code: 480, prefix: 'Temporarily Unavailable - error ', cause: 'server', reason: 'hss', confidence: 'definite', source: 'ims_auth sip_messages.h' },
  { code: 500, exact: 'MAR failed', cause: 'server', reason: 'hss', confidence: 'likely', source: 'S-CSCF configuration for ims_auth' },

  // Choosing the S-CSCF (3GPP TS 24.229 §5.3.1.3).
  { code: 600, prefix: 'Busy everywhere - Empty list of S-CSCFs', cause: 'server', reason: 'core_routing', confidence: 'definite', source: 'ims_icscf sip_messages.h' },
  { code: 600, prefix: 'Busy everywhere - Forwarding to S-CSCF failed', cause: 'server', reason: 'core_routing', confidence: 'definite', source: 'ims_icscf sip_messages.h' },
  { code: 500, prefix: 'Server error on SCSCF Select', cause: 'server', reason: 'core_routing', confidence: 'definite', source: 'ims_icscf sip_messages.h' },
  // Any 5xx or 6xx of the S-CSCF becomes this one: it names no cause.
  { code: 500, prefix: 'Server error on UAR select next S-CSCF', cause: 'server', reason: 'internal', confidence: 'likely', source: 'I-CSCF configuration for ims_icscf' },

  // S-CSCF: the answer. Said also for SIP digest, where an unknown user looks the same.
  { code: 403, exact: 'Authentication Failed', when: aka, cause: 'credentials', reason: 'aka_res_mismatch', confidence: 'definite', source: 'S-CSCF configuration for ims_auth, 3GPP TS 33.203 §6.1.2.1' },

  // P-CSCF.
  { code: 503, prefix: 'Service Unavailable (Create ipsec failed)', cause: 'sa', reason: 'setup_failed', confidence: 'definite', source: 'P-CSCF configuration for ims_ipsec_pcscf' },
  { code: 403, prefix: "Can't register to QoS", cause: 'server', reason: 'internal', confidence: 'definite', source: 'P-CSCF configuration for ims_qos' },
  { code: 403, prefix: 'No contact header', cause: 'request', reason: 'malformed', confidence: 'definite', source: 'P-CSCF configuration for ims_registrar_pcscf' },
  { code: 403, prefix: 'Forbidden - Websocket-request received on', cause: 'acl', reason: 'client_policy', confidence: 'definite', source: 'P-CSCF configuration' },
  { code: 403, prefix: 'Forbidden - Domain not served', cause: 'acl', reason: 'domain', confidence: 'definite', source: 'S-CSCF configuration' },
]

function malformed(attempt: Attempt): boolean {
  return impiFault(attempt) !== undefined
}

function aka(attempt: Attempt): boolean {
  const answer = decidingAnswer(attempt)
  return answer !== undefined && isAka(answer.algorithm)
}
