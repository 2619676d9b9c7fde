import test from 'ava'
import { akaChallenge, ims } from '../attempt.ts'
import { asked, proxied, says } from './says.ts'

test(
  'no WWW-Authenticate',
  says,
  [{ ...asked, challenge: [] }],
  {},
  'server/bad_challenge likely',
  "401 'Unauthorized' was not answered: it carries no WWW-Authenticate",
)
test(
  'no Proxy-Authenticate',
  says,
  [{ ...proxied, challenge: [] }],
  {},
  'server/bad_challenge likely',
  "407 'Proxy Authentication Required' was not answered: it carries no Proxy-Authenticate",
)
test(
  'another scheme',
  says,
  [{ ...asked, challenge: { scheme: 'Basic' } }],
  {},
  'server/bad_challenge likely',
  "401 'Unauthorized' was not answered: its scheme is Basic, not Digest",
)
test(
  'no scheme',
  says,
  [{ ...asked, challenge: { scheme: '' } }],
  {},
  'server/bad_challenge likely',
  "401 'Unauthorized' was not answered: its scheme is missing, not Digest",
)
for (const scheme of ['ik"5EC0D1"', '5ec0d1==', 'x'.repeat(17)])
  test(
    `a scheme that is none, ${scheme}, is not told: it may be a secret`,
    says,
    [{ ...asked, challenge: { scheme } }],
    {},
    'server/bad_challenge likely',
    "401 'Unauthorized' was not answered: its scheme is damaged, not Digest",
  )
test(
  'no nonce',
  says,
  [{ ...asked, challenge: { nonce: 0 } }],
  {},
  'server/bad_challenge likely',
  "401 'Unauthorized' was not answered: it has no nonce",
)
test(
  'an empty nonce',
  says,
  [{ ...asked, challenge: { nonceLength: 0 } }],
  {},
  'server/bad_challenge likely',
  "401 'Unauthorized' was not answered: it has no nonce",
)
test(
  'no realm',
  says,
  [{ ...asked, challenge: { realm: '' } }],
  {},
  'server/bad_challenge likely',
  "401 'Unauthorized' was not answered: it has no realm",
)
test(
  'an AKA nonce that is too short',
  says,
  [{ ...akaChallenge, challenge: { algorithm: 'AKAv1-MD5', nonceLength: 42 } }],
  ims,
  'server/bad_challenge likely',
  "401 'Unauthorized' was not answered: its nonce is too short for RAND and AUTN",
)
test(
  'an AKA nonce without padding',
  says,
  [{ ...akaChallenge, challenge: { algorithm: 'AKAv1-MD5', nonceLength: 43 } }],
  { ...ims, history: { protectedVisible: 'yes' } },
  'sa/no_protected_register ambiguous',
  'no REGISTER in the security association after the AKA challenge',
  'a new attempt of the same user soon after would rule out a UE that went away',
)
test(
  'no Security-Server',
  says,
  [{ ...akaChallenge, response: {} }],
  ims,
  'server/bad_challenge likely',
  "401 'Unauthorized' was not answered: Security-Client was offered, and it brings no Security-Server",
)
test(
  'one challenge of two can be used',
  says,
  [{ ...asked, challenge: [{ nonce: 0 }, {}] }],
  {},
  'credentials/challenge_unanswered ambiguous',
  'the challenge was never answered',
  'a new attempt soon after would rule out a client that went away',
)
test(
  'Bearer alone',
  says,
  [{ ...asked, challenge: { scheme: 'Bearer', nonce: 0, realm: '' } }],
  {},
  'credentials/auth_scheme likely',
  'only Bearer was offered, and not answered',
)
