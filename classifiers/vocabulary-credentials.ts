import type { PhraseRow } from './phrase-row.ts'
import { answered, answerRefused, group, unknownUser } from './word-rows.ts'

/** Who it is that registers, and how it is proved. */
export const credentialWords: readonly PhraseRow[] = [
  // Before `credentials`: they were taken, for another user.
  ...group('credentials', 'identity_mismatch', 'authorized to act, credentials * not match, credentials * another'),
  // Nobody says which of the two was wrong.
  ...group(
    'credentials',
    'unspecified',
    `
     username or password, user or password, user name or password, login or password, username password, id or password, password or
     user, password or username, username or secret`,
  ),
  ...answerRefused('password, secret, credentials, credential'),
  ...group(
    'credentials',
    'identity_mismatch',
    `
     identities * match, identity mismatch, identity * mismatch, identities * mismatch, impi * impu, impu * impi, impu mismatch, impi
     mismatch, username * matching, this identity, username mismatch, user mismatch, user name mismatch, auth id, auth user * mismatch, auth user * match, authentication
     id, authorization user, auth username, to * from * mismatch, from * to * mismatch, not * owner, third party, 3rd party, differs, differ, different from, does not
     match, do not match, dont match, doesnt match, not match, not associated, not belong, does not own, not owned, spoofed,
     spoofing, spoof, username to not, username from not, from id, forbidden from, user id mismatch, id mismatch, aor not allowed, aor * not allowed, aor *
     mismatch, wrong aor, not your, register for this, register for another, register this, on behalf`,
  ),
  ...group(
    'credentials',
    'auth_scheme',
    `
     authentication scheme, auth scheme, authentication method, authentication mechanism, algorithm, digest * not supported, scheme *
     not supported, unsupported scheme, unsupported authentication, weak authentication, qop, sha 256, md5, realm mismatch, wrong realm, invalid realm, bad
     realm, realm * mismatch`,
  ),
  ...group(
    'credentials',
    'impi_format',
    `
     private identity * missing, private identity * invalid, invalid private, malformed private, private id missing, private user
     identity * missing, invalid impi, malformed impi, impi format, impi * missing, no impi, no private, invalid imsi, malformed
     imsi, username missing, missing username, malformed username, username * malformed, public identity * missing, invalid public`,
  ),
  // A 401 to an answer may say what was wrong with it.
  ...group(
    'credentials',
    'unknown_user',
    'unknown user, user unknown, user not found, no such user, user does not exist, unknown account',
    {
      code: [401, 407],
      when: (attempt) => !attempt.ims && answered(attempt),
    },
  ),
  ...unknownUser(`
     unknown user, user unknown, user is unknown, user not found, user * not found, no such user, unknown subscriber, subscriber
     unknown, subscriber not found, subscriber * not found, no such subscriber, subscription not found, subscription * not found, no
     subscription, no * subscription, not subscribed, unknown subscription, not provisioned, not * provisioned, unprovisioned, no
     provisioning, provisioned, unknown identity, identity unknown, identity not found, identity * not found, unknown public, unknown
     private, unknown impi, unknown impu, unknown imsi, imsi unknown, impi unknown, impu unknown, imsi not found, impi not found,
     impu not found, unknown account, account unknown, account not found, no such account, no account, invalid account, unknown
     extension, extension not found, no such extension, invalid extension, invalid user, unknown username, invalid username, wrong
     username, username not found, unknown endpoint, endpoint not found, unknown peer, peer not found, no matching peer, no matching
     endpoint, unknown aor, aor not found, unknown number, number not found, number not allocated, no such number, no such line, line not configured, not a subscriber, unknown customer, customer not found, no such customer, unallocated, unassigned, not assigned, line port not found, port not found, find device, device user, in database, trunk not found, unknown trunk, trunk unknown, trunk * not configured, unknown line, unknown
     registration, unknown party, unrecognized user, unrecognised user, unrecognized subscriber, unrecognised subscriber, unrecognized
     identity, not recognized, not recognised, endpoint * not configured, user * not configured, extension * not configured, device *
     not configured, subscriber * not configured, not administered, device not found, device not registered, unregistered device, does
     not exist, doesnt exist, not exist`),
]
