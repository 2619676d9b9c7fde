import type { Reason } from './taxonomy.ts'

/** What a phone is given: a status, or nothing. */
export type GivenCode = number | 'none'

const CHALLENGED = [401, 407] as const
const FORBIDDEN = [403] as const
const NOT_THERE = [408, 480, 504, 'none'] as const

/**
 * The codes with which a reason usually comes, as the phone is given them. Their series are shown at 0 before the first failure, so that an alert
 * sees it; a reason may come with any other code as well. From the rules, and from what servers send (docs/causes).
 */
export const usualCodes: Readonly<Record<Reason, readonly GivenCode[]>> = {
  wrong_password: [401, 403, 407],
  stale_nonce: CHALLENGED,
  unknown_user: [403, 404],
  impi_unknown: FORBIDDEN,
  impi_format: [400, 403],
  identity_mismatch: [401, 403, 404],
  auth_scheme: [401, 403],
  aka_res_mismatch: FORBIDDEN,
  aka_mac_failure: [401, 403],
  aka_sync_failure: [401, 403],
  challenge_unanswered: CHALLENGED,
  unspecified: [401, 403, 407],
  source_ip: FORBIDDEN,
  domain: [403, 404],
  topology: [400, 403, 405],
  contact_limit: [403, 503],
  client_policy: [403, 603],
  identity_barred: FORBIDDEN,
  roaming_not_allowed: FORBIDDEN,
  suspended: [402, 403],
  agreement_required: [403, 420, 421, 494],
  verify_mismatch: [403, 494],
  setup_failed: [403, 500, 503],
  no_protected_register: [401],
  loop: CHALLENGED,
  unanswered: CHALLENGED,
  unavailable: [480, 500, 503],
  hss: [403, 480, 500, 504],
  core_routing: [480, 500, 504, 600],
  internal: [403, 480, 500],
  no_response: [401, ...NOT_THERE],
  bad_challenge: CHALLENGED,
  malformed: [400, 403],
  unsupported: [305, 420, 423],
  binding_conflict: [403, 412, 500],
  scanner: [401, 403, 404, 407, 'none'],
  unclassified: FORBIDDEN,
}
