import type { PhraseRow } from './phrase-row.ts'
import { accessWords, accountWords } from './vocabulary-access.ts'
import { credentialWords } from './vocabulary-credentials.ts'
import { otherLanguages } from './vocabulary-languages.ts'
import { machineWords, serverWords } from './vocabulary-server.ts'
import { answered, answerRefused, group } from './word-rows.ts'

/**
 * Words that servers and operators use, in phrases and in Reason, Warning and ms-diagnostics texts. Nobody standardised them, so they are
 * likely at most. The order matters: `IPsec algorithm` stands before `algorithm`, `visited network not authorized` before `not authorized`.
 */
export const vocabulary: readonly PhraseRow[] = [
  ...group(
    'sa',
    'verify_mismatch',
    `
     security verify, security association * not valid, invalid security association, security association mismatch, sa mismatch,
     security agreement mismatch, security agreement * match, spi mismatch, invalid spi, wrong spi, security * altered`,
  ),
  ...group(
    'sa',
    'setup_failed',
    `
     create ipsec, ipsec * failed, ipsec * failure, ipsec setup, ipsec tunnel, security association * failed, security association *
     failure, no free spi, spi exhausted, no * spi, ipsec resources, sa setup, sa creation, sa establishment`,
  ),
  ...group(
    'sa',
    'agreement_required',
    `
     integrity protected, integrity protection, not protected, unprotected, security agreement, sec agree, ipsec algorithm, ipsec *
     algorithm, common algorithm, common * algorithm, acceptable ipsec, security client, ipsec, security mechanism, security
     association`,
  ),

  ...group(
    'credentials',
    'aka_sync_failure',
    `
     sync failure, sync error, synchronization fail, synchronization failed, synchronization failure, synchronisation failed,
     synchronisation failure, resync, resynchronization, resynchronisation, sqn, auts`,
  ),
  ...group('credentials', 'aka_mac_failure', 'mac failure, mac error, autn'),
  ...group('credentials', 'aka_res_mismatch', 'res mismatch, xres, res * xres'),
  ...group('credentials', 'stale_nonce', 'stale, nonce', { code: [400, 401, 403, 407], when: answered }),

  // Of the header, not of what it says (Sipwise NGCP, reSIProcate).
  ...group('request', 'malformed', 'auth header, authorization header, cseq missing, missing cseq, no cseq', { code: 400 }),

  ...accountWords,
  ...machineWords,
  ...accessWords,
  ...credentialWords,
  ...serverWords,
  ...otherLanguages,

  ...answerRefused(`
     authentication failed, authentication failure, authentication fail, authentication error, authentication rejected,
     authentication incorrect, authentication denied, authentication unsuccessful, failed authentication, failed to authenticate,
     auth failed, auth failure, auth fail, auth error, auth rejected, auth incorrect, login failed, login incorrect, login failure,
     invalid login, bad auth, invalid auth, invalid authentication, bad authentication, wrong authentication, digest failed, digest *
     failed, digest mismatch, bad digest, invalid digest, wrong digest, not authenticated, authorization failed, authorization
     failure, response mismatch, unauthenticated, bad response, wrong response`),

  ...group(
    'request',
    'binding_conflict',
    `
     cseq, out of order, identity not registered, unknown binding, no such binding, binding not found, lower than`,
  ),
  ...group(
    'request',
    'unsupported',
    `
     expires too, expiry too, interval too, expiration too, min expires, outbound not, path not supported`,
    { code: [400, 403, 500] },
  ),
  ...group(
    'request',
    'malformed',
    `
     malformed, parse error, parsing, syntax, missing * header, header missing, invalid * header, bad * header, invalid contact, bad
     contact, missing contact, no contact, contact not valid, contact * not valid, too large, too long, invalid uri, bad uri, illegal`,
    { code: [400, 403, 416, 484, 500, 513] },
  ),
  ...group(
    'scan',
    'scanner',
    `
     scanner, scanning, sipvicious, attack, attacker, intrusion, fraud, hacker`,
  ),

  // Of those allowed where they are, or from where they are: roaming in a mobile network, the source elsewhere. More cannot be had from the words.
  ...group(
    'barring',
    'roaming_not_allowed',
    'not allowed here, not permitted here, not authorized here',
    { when: ({ ims }) => ims },
    'ambiguous',
  ),
  ...group('acl', 'source_ip', 'not allowed here, not permitted here, not authorized here', {}, 'ambiguous'),
]
