import type { Reason, Role } from '../../classifiers/taxonomy.ts'

/** Each reason as one would say it on the phone. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  wrong_password: 'wrong password',
  stale_nonce: 'the client answers with an old nonce',
  unknown_user: 'the registrar knows no such user',
  impi_unknown: 'the HSS does not know this subscriber',
  impi_format: 'private identity (IMPI) missing or malformed',
  identity_mismatch: 'user name and identity do not belong together',
  auth_scheme: 'no authentication scheme in common',
  aka_res_mismatch: 'the network rejects the answer of the SIM',
  aka_mac_failure: 'the SIM rejects the challenge of the network',
  aka_sync_failure: 'the sequence numbers of SIM and HSS never meet',
  challenge_unanswered: 'the client never answered the challenge',
  unspecified: 'wrong password or unknown user',
  source_ip: 'source address not allowed, or banned',
  domain: 'the domain is not served here',
  topology: 'came by a path that the core does not trust',
  contact_limit: 'too many contacts are registered already',
  client_policy: 'a policy does not allow this client',
  identity_barred: 'the subscriber is barred',
  roaming_not_allowed: 'roaming is not allowed in this network',
  suspended: 'the account is suspended',
  agreement_required: 'no security agreement with the P-CSCF',
  verify_mismatch: 'the security agreement was changed on its way',
  setup_failed: 'the P-CSCF could not set up IPsec',
  no_protected_register: 'no protected REGISTER followed the challenge',
  loop: 'the proxy asks again although it was answered',
  unanswered: 'the proxy asked for credentials and got none',
  unavailable: 'the server is overloaded or shut down',
  hss: 'the HSS failed or did not answer the core',
  core_routing: 'the core found no S-CSCF for the subscriber',
  internal: 'the server failed',
  no_response: 'no answer in time',
  bad_challenge: 'the challenge could not be used',
  malformed: 'malformed request',
  unsupported: 'needs what the other side does not support',
  binding_conflict: 'contradicts an existing registration',
  scanner: 'a scanner, not a phone',
  unclassified: 'no rule knows this failure',
}

const roleWords: Readonly<Record<Role, string>> = {
  ue: 'UE',
  pcscf: 'P-CSCF',
  icscf: 'I-CSCF',
  scscf: 'S-CSCF',
  registrar: 'registrar',
  proxy: 'proxy',
  sbc: 'SBC',
  none: '',
  unknown: '',
}

/** What a node is called; empty when nobody knows. */
export function roleName(role: Role | undefined): string {
  return role === undefined ? '' : roleWords[role]
}

/** What an attempt is called. */
export function attemptWord(method: string, count: number): string {
  const plural = count === 1 ? '' : 's'
  return method === 'REGISTER' ? `attempt${plural} to register` : `${method} attempt${plural}`
}
