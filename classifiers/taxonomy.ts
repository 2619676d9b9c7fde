/**
 * The taxonomy: each cause with its reasons. The words are label values, file names, page names and legend entries.
 * What each means and who can mend it: docs/causes/.
 */
export const taxonomy = {
  credentials: [
    'wrong_password',
    'stale_nonce',
    'unknown_user',
    'impi_unknown',
    'impi_format',
    'identity_mismatch',
    'auth_scheme',
    'aka_res_mismatch',
    'aka_mac_failure',
    'aka_sync_failure',
    'challenge_unanswered',
    'unspecified',
  ],
  acl: ['source_ip', 'domain', 'topology', 'contact_limit', 'client_policy'],
  barring: ['identity_barred', 'roaming_not_allowed', 'suspended'],
  sa: ['agreement_required', 'verify_mismatch', 'setup_failed', 'no_protected_register'],
  proxy_auth: ['loop', 'unanswered'],
  overload: ['unavailable'],
  server: ['hss', 'core_routing', 'internal', 'no_response', 'bad_challenge'],
  request: ['malformed', 'unsupported', 'binding_conflict'],
  scan: ['scanner'],
  unknown: ['unclassified'],
} as const

export type Cause = keyof typeof taxonomy
export type Reason<C extends Cause = Cause> = (typeof taxonomy)[C][number]

/** `definite`: only this cause can look so. `likely`: the usual cause of what was seen. `ambiguous`: the wire cannot tell. */
export type Confidence = 'definite' | 'likely' | 'ambiguous'

/** What a node does in the path of a REGISTER; the values of the `origin` label. */
export const roles = ['ue', 'pcscf', 'icscf', 'scscf', 'registrar', 'proxy', 'sbc', 'none', 'unknown'] as const
export type Role = (typeof roles)[number]
