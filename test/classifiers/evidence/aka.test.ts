import test from 'ava'
import { akaAnswer, akaChallenge, impi, ims, securityClient } from '../attempt.ts'
import { answer, asked, forbidden, says } from './says.ts'

test(
  'AUTS three times',
  says,
  [akaChallenge, { ...akaChallenge, sent: 'auts' }, { ...akaChallenge, sent: 'auts' }, { ...akaChallenge, sent: 'auts' }],
  ims,
  'credentials/aka_sync_failure definite',
  'AUTS sent 3 times: the sequence number never came into range',
)
test(
  'AUTS refused',
  says,
  [akaChallenge, { sent: 'auts', got: '403 Forbidden' }],
  ims,
  'credentials/aka_sync_failure definite',
  "403 'Forbidden' in answer to AUTS",
)
test(
  'AUTS, and the UE gave up',
  says,
  [akaChallenge, { ...akaChallenge, sent: 'auts' }],
  ims,
  'credentials/aka_sync_failure likely',
  'AUTS was answered with a new challenge, and the UE gave up',
)
test(
  'AUTS, then silence',
  says,
  [akaChallenge, { sent: 'auts' }],
  ims,
  'server/no_response ambiguous',
  'no reply to the last REGISTER',
  'answers of this node to others would tell a dead path from a one-way capture',
)
test(
  'AUTS, then another error',
  says,
  [akaChallenge, { sent: 'auts', got: '504 Server Time-out' }],
  ims,
  'server/no_response likely',
  "504 'Server Time-out', after a challenge",
)
test(
  'AUTS, then an answer that is refused',
  says,
  [akaChallenge, { ...akaChallenge, sent: 'auts' }, { ...akaAnswer, got: '403 Forbidden' }],
  ims,
  'credentials/aka_res_mismatch likely',
  "403 'Forbidden' after the AKA challenge was answered",
  'the phrase of the S-CSCF, or its log, would tell',
)
test(
  'an empty response on the nonce',
  says,
  [akaChallenge, { sent: 'empty', got: '403 Forbidden' }],
  ims,
  'credentials/aka_mac_failure definite',
  'the UE answered the AKA challenge with an empty response and no AUTS',
  'it repeated the nonce, so it had read it',
)
test(
  'an empty response without the nonce',
  says,
  [akaChallenge, { ...akaChallenge, sent: 'name', credentials: { username: impi } }],
  ims,
  'credentials/aka_mac_failure likely',
  'the UE answered the AKA challenge with an empty response and no AUTS',
  'at once; a UE that missed the 401 would look the same',
)
test(
  'an empty response without the nonce, with a new offer',
  says,
  [
    akaChallenge,
    {
      ...akaChallenge,
      sent: 'name',
      credentials: { username: impi },
      round: { securityClient: securityClient.replace('spi-c=11', 'spi-c=31') },
    },
  ],
  ims,
  'credentials/aka_mac_failure likely',
  'the UE answered the AKA challenge with an empty response and no AUTS',
  'at once, and with a new Security-Client',
)
test(
  'an empty response four seconds later',
  says,
  [akaChallenge, { ...akaChallenge, sent: 'name', credentials: { username: impi }, round: { securityClient, pause: 4 } }],
  ims,
  'credentials/aka_mac_failure likely',
  'the UE answered the AKA challenge with an empty response and no AUTS',
  'at once; a UE that missed the 401 would look the same',
)
test(
  'an empty response five seconds later',
  says,
  [akaChallenge, { ...akaChallenge, sent: 'name', credentials: { username: impi }, round: { securityClient, pause: 5 } }],
  { ...ims, history: { protectedVisible: 'yes' } },
  'sa/no_protected_register ambiguous',
  'no REGISTER in the security association after the AKA challenge',
  'a new attempt of the same user soon after would rule out a UE that went away',
)
test(
  'RES refused',
  says,
  [akaChallenge, answer({})],
  ims,
  'credentials/aka_res_mismatch likely',
  "403 'Forbidden' after the AKA challenge was answered",
  'the phrase of the S-CSCF, or its log, would tell',
)
test(
  'RES refused, vouched for',
  says,
  [akaChallenge, answer({ integrityProtected: true })],
  ims,
  'credentials/aka_res_mismatch likely',
  "403 'Forbidden' after the AKA challenge was answered",
  'the P-CSCF vouches for the security association: keys agree there',
)
test(
  'RES refused, algorithm left out',
  says,
  [akaChallenge, { ...answer({}), credentials: { username: impi, algorithm: '' } }],
  ims,
  'credentials/aka_res_mismatch likely',
  "403 'Forbidden' after the AKA challenge was answered",
  'the phrase of the S-CSCF, or its log, would tell',
)
test(
  'RES refused by the I-CSCF',
  says,
  [akaChallenge, { ...answer({}), response: { role: 'icscf' } }],
  ims,
  'credentials/aka_res_mismatch ambiguous',
  "403 'Forbidden' after the AKA challenge was answered",
  'the leg from the I-CSCF to the S-CSCF would tell who refused',
)
test(
  'a digest of an IMS refused',
  says,
  [{ ...asked, sent: 'name' }, forbidden],
  ims,
  'credentials/wrong_password likely',
  "403 'Forbidden' after the challenge was answered",
  'an unknown user or a barred one looks the same',
)
test(
  'RES challenged again at once',
  says,
  [
    akaChallenge,
    { ...akaAnswer, ...akaChallenge, sent: 'answer', credentials: akaAnswer.credentials ?? {}, round: { ...akaAnswer.round, pause: 30 } },
  ],
  ims,
  'credentials/stale_nonce ambiguous',
  'the AKA answer came 30 s after its challenge and was challenged again: the vector was gone',
)
test(
  'RES challenged again when the vector may have gone',
  says,
  [
    akaChallenge,
    { ...akaAnswer, ...akaChallenge, sent: 'answer', credentials: akaAnswer.credentials ?? {}, round: { ...akaAnswer.round, pause: 31.4 } },
  ],
  ims,
  'credentials/stale_nonce likely',
  'the AKA answer came 31 s after its challenge and was challenged again: the vector was gone',
)
test(
  'RES for an old challenge',
  says,
  [akaChallenge, { ...akaChallenge, sent: 'answer', credentials: { ...akaAnswer.credentials, nonce: 5 }, round: akaAnswer.round ?? {} }],
  ims,
  'credentials/stale_nonce likely',
  'the AKA answer used a nonce that was not the last one given',
)
