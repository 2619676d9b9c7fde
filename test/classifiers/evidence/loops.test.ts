import test from 'ava'
import { asked, forbidden, from, known, refused, says } from './says.ts'

test(
  'stale three times',
  says,
  [
    asked,
    { ...refused, challenge: { stale: true } },
    { ...refused, challenge: { stale: true } },
    { ...refused, challenge: { stale: true } },
  ],
  {},
  'credentials/stale_nonce likely',
  'told 3 times that its nonce was stale',
)
test(
  'stale once at the end',
  says,
  [asked, { ...refused, challenge: { stale: true } }],
  {},
  'credentials/stale_nonce likely',
  'told that its nonce was stale, and did not answer the new one',
)
test(
  'old nonce twice',
  says,
  [
    { ...asked, sent: 'cached' },
    { ...refused, sent: 'again' },
    { ...refused, sent: 'again' },
  ],
  {},
  'credentials/stale_nonce likely',
  'answered twice with an old nonce, though a newer one had been given',
)
test(
  'old nonce once, at the end',
  says,
  [
    { ...asked, sent: 'cached' },
    { ...refused, sent: 'again' },
  ],
  known,
  'credentials/stale_nonce likely',
  'answered once with an old nonce, though a newer one had been given',
)
test(
  'a nonce that was too old',
  says,
  [{ ...asked, sent: 'cached', credentials: { nonceAge: 300.6 } }],
  {},
  'credentials/stale_nonce likely',
  'answered a nonce 301 s old, and not the new one',
)
test(
  'a nonce just young enough',
  says,
  [{ ...asked, sent: 'cached', credentials: { nonceAge: 300 } }],
  {},
  'credentials/unspecified ambiguous',
  '401 again after its nonce was answered, once',
  'the server log tells a wrong password from an unknown user',
)
test(
  'another realm',
  says,
  [asked, { ...refused, credentials: { realm: 'x' } }],
  {},
  'credentials/auth_scheme definite',
  'the answer is for another realm than was asked for',
)
test(
  'another algorithm, called stale',
  says,
  [asked, { ...refused, credentials: { algorithm: 'SHA-256' }, challenge: { stale: true } }],
  {},
  'credentials/auth_scheme likely',
  'the answer is for another algorithm than was asked for',
)
test(
  'another realm, forbidden',
  says,
  [asked, { ...forbidden, credentials: { realm: 'x' } }],
  {},
  'credentials/auth_scheme likely',
  'the answer is for another realm than was asked for',
  "403 'Forbidden', after credentials",
)
test(
  'refused twice',
  says,
  [asked, refused, refused],
  {},
  'credentials/unspecified likely',
  '401 again after its nonce was answered, twice',
  'the server log tells a wrong password from an unknown user',
)
test(
  'refused twice, then silence',
  says,
  [asked, refused, refused, { sent: 'answer' }],
  {},
  'credentials/unspecified likely',
  '401 again after its nonce was answered, twice',
  'then no reply at all',
  'the server log tells a wrong password from an unknown user',
)
test(
  'refused once, user known good',
  says,
  [asked, refused],
  known,
  'credentials/wrong_password ambiguous',
  '401 again after its nonce was answered, once',
  'the user registered before',
)
test(
  'refused twice, another user at Kamailio',
  says,
  [asked, { ...refused, ...from('kamailio (5.8)') }, { ...refused, ...from('kamailio (5.8)') }],
  { toUser: 'bob' },
  'credentials/identity_mismatch likely',
  '401 again after its nonce was answered, twice',
  'the digest username is not the user that registers',
)
test(
  'refused twice, another From at ejabberd',
  says,
  [asked, { ...refused, ...from('ejabberd 24') }, { ...refused, ...from('ejabberd 24') }],
  { fromUser: 'bob' },
  'credentials/identity_mismatch likely',
  '401 again after its nonce was answered, twice',
  'From is not the user that registers',
)
test(
  'refused twice, another user where others have one too',
  says,
  [asked, { ...refused, ...from('kamailio (5.8)') }, { ...refused, ...from('kamailio (5.8)') }],
  { toUser: 'bob', fromUser: 'bob', population: { otherNames: 'yes' } },
  'credentials/unspecified likely',
  '401 again after its nonce was answered, twice',
  'the server log tells a wrong password from an unknown user',
)
test(
  'everyone is refused',
  says,
  [asked, refused, refused],
  { population: { nodeWide: 'yes' } },
  'server/internal likely',
  '401 again after its nonce was answered, twice',
  'most users fail at that node',
)
test(
  'an office at Asterisk',
  says,
  [asked, { ...refused, ...from('Asterisk PBX 18') }],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  '401 again after its nonce was answered, once',
  'every user of this source is refused, other sources are served',
  'Asterisk hides an endpoint ACL so',
)
test(
  'only SHA-256 and SHA-512-256',
  says,
  [{ ...asked, challenge: [{ algorithm: 'SHA-256' }, { algorithm: 'SHA-512-256' }] }],
  {},
  'credentials/auth_scheme likely',
  'only SHA-256, SHA-512-256 was offered, and not answered',
)
test(
  'only NTLM',
  says,
  [{ ...asked, challenge: { scheme: 'NTLM' } }],
  {},
  'credentials/auth_scheme likely',
  'only NTLM was offered, and not answered',
)
test(
  'never answered',
  says,
  [asked],
  {},
  'credentials/challenge_unanswered ambiguous',
  'the challenge was never answered',
  'a new attempt soon after would rule out a client that went away',
)
test(
  'never answered, and starts over',
  says,
  [asked],
  { history: { restarted: 'yes' } },
  'credentials/challenge_unanswered likely',
  'the challenge was never answered',
  'the user started over soon after',
)
test(
  'answered on a nonce not seen',
  says,
  [{ ...asked, sent: 'cached' }],
  {},
  'credentials/challenge_unanswered ambiguous',
  'the new challenge was not answered; the answer before it was for a nonce not seen here',
  'a new attempt soon after would rule out a client that went away',
)
const by = (address: string) => ({ response: { address } })
test(
  '401 again, each time by the other of two nodes',
  says,
  [
    { ...asked, ...by('192.0.2.1') },
    { ...refused, ...by('192.0.2.2') },
    { ...refused, ...by('192.0.2.1') },
  ],
  {},
  'credentials/unspecified ambiguous',
  '401 again after its nonce was answered, twice',
  'each time by another node than the one that had given the nonce: nodes that do not share their nonces refuse a right password so',
)
test(
  '401 again, once by the node that had asked',
  says,
  [
    { ...asked, ...by('192.0.2.1') },
    { ...refused, ...by('192.0.2.2') },
    { ...refused, ...by('192.0.2.2') },
  ],
  {},
  'credentials/unspecified likely',
  '401 again after its nonce was answered, twice',
  'the server log tells a wrong password from an unknown user',
)
test(
  '401 again, to a request that was not captured',
  says,
  [asked, { ...asked, round: { requestSeen: false } }],
  {},
  'credentials/unspecified ambiguous',
  '401 again, to a request that was not captured: it may well have answered the challenge',
)
