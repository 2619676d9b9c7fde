import test from 'ava'
import { akaAnswer, akaChallenge, ims, securityClient, securityServer } from '../attempt.ts'
import { answer, asked, edge, named, says } from './says.ts'

test(
  'Security-Verify missing',
  says,
  [akaChallenge, answer({ securityVerify: '' })],
  ims,
  'sa/verify_mismatch likely',
  'the protected REGISTER carries no Security-Verify',
  "403 'Forbidden', after credentials",
)
test(
  'Security-Verify with another spi and algorithm',
  says,
  [akaChallenge, { ...answer({ securityVerify: securityServer.replace('spi-s=22', 'spi-s=23').replace('aes-cbc', 'null') }), ...edge }],
  ims,
  'sa/verify_mismatch likely',
  'Security-Verify differs from the Security-Server that was given: ealg, spi-s',
  "403 'Forbidden' from the P-CSCF, after credentials",
)
test(
  'Security-Client changed',
  says,
  [akaChallenge, answer({ securityClient: securityClient.replace('port-c=7001', 'port-c=7009') })],
  ims,
  'sa/verify_mismatch likely',
  'Security-Client changed between challenge and answer: port-c',
  "403 'Forbidden', after credentials",
)
test(
  'answered outside',
  says,
  [akaChallenge, answer({ toPort: 5060 }, '400 Bad Request')],
  ims,
  'sa/agreement_required likely',
  'the answer went to port 5060, the security association is on 6100',
  "400 'Bad Request', after credentials",
)
test(
  '494, nothing offered',
  says,
  [{ ...named, got: '494 Security Agreement Required' }],
  ims,
  'sa/agreement_required definite',
  "494 'Security Agreement Required', before any challenge",
  'the REGISTER offers no Security-Client',
)
test(
  '421 with the offer',
  says,
  [{ ...named, got: '421 Extension Required', response: { require: 'sec-agree' }, round: { securityClient } }],
  ims,
  'sa/agreement_required definite',
  "421 'Extension Required', before any challenge",
  'the Security-Client offered was not accepted',
)
test(
  '421 with Security-Server',
  says,
  [{ ...named, got: '421 Extension Required', response: { securityServer } }],
  ims,
  'sa/agreement_required definite',
  "421 'Extension Required', before any challenge",
  'the REGISTER offers no Security-Client',
)
test(
  '420 that knows no agreement',
  says,
  [{ ...named, got: '420 Bad Extension', response: { unsupported: 'sec-agree' }, round: { securityClient } }],
  ims,
  'sa/agreement_required definite',
  "420 'Bad Extension', before any challenge",
  'the network has no security agreement',
)
test(
  '494 to an answer',
  says,
  [akaChallenge, answer({}, '494 Security Agreement Required')],
  ims,
  'sa/agreement_required likely',
  "494 'Security Agreement Required', after credentials",
  'the Security-Client offered was not accepted',
)
test(
  '503 in place of the 401',
  says,
  [{ ...akaChallenge, got: '503 Service Unavailable', decision: '401 Unauthorized' }],
  ims,
  'sa/setup_failed likely',
  "503 'Service Unavailable' to the UE in place of the 401 from the core",
)
test(
  'keys without Security-Server',
  says,
  [{ ...akaChallenge, response: {}, round: { securityClient, coreKeys: true } }],
  ims,
  'sa/setup_failed likely',
  'the 401 reached the UE without Security-Server, though the core sent the keys for it',
)
test(
  'an offer of nothing known',
  says,
  [{ ...named, ...edge, round: { securityClient: 'tls' } }],
  ims,
  'sa/agreement_required ambiguous',
  "403 'Forbidden' from the P-CSCF, before any challenge: Security-Client offers no ipsec-3gpp with a known algorithm",
)
test(
  'an offer of an unknown algorithm, refused with 500',
  says,
  [{ ...named, ...edge, got: '500 Server Internal Error', round: { securityClient: 'ipsec-3gpp;alg=hmac-sha-3' } }],
  ims,
  'sa/agreement_required ambiguous',
  "500 'Server Internal Error' from the P-CSCF, before any challenge: Security-Client offers no ipsec-3gpp with a known algorithm",
)
test(
  'an offer with which nobody gets through',
  says,
  [{ ...named, ...edge, round: { securityClient } }],
  { ...ims, population: { otherOffers: 'yes' } },
  'sa/agreement_required ambiguous',
  "403 'Forbidden' from the P-CSCF, before any challenge",
  'UEs that offer other algorithms get through this P-CSCF, none does with this offer',
)
test(
  'the same where the whole source is refused',
  says,
  [{ ...named, ...edge, round: { securityClient } }],
  { ...ims, decidedAlone: 'yes', population: { otherOffers: 'yes', sourceWide: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden' from the P-CSCF, before any challenge",
  'every user of this source is refused, other sources are served',
)
test(
  'the same where the whole node fails',
  says,
  [{ ...named, ...edge, round: { securityClient } }],
  { ...ims, population: { otherOffers: 'yes', nodeWide: 'yes' } },
  'server/internal likely',
  "403 'Forbidden' from the P-CSCF, before any challenge",
  'most users fail at that node',
)
test(
  'the same after a challenge',
  says,
  [akaChallenge, { ...named, ...edge, round: { securityClient, pause: 9 } }],
  { ...ims, population: { otherOffers: 'yes' } },
  'unknown/unclassified ambiguous',
  "ended in 403 'Forbidden'",
)
test(
  'the same, passed on',
  says,
  [{ ...named, ...edge, round: { securityClient, forwarded: true } }],
  { ...ims, population: { otherOffers: 'yes' } },
  'credentials/impi_unknown ambiguous',
  "403 'Forbidden' from the P-CSCF, before any challenge",
  'the leg of the I-CSCF, or an earlier success of this user, would tell more',
)
test(
  'nothing known offered, and the I-CSCF refused',
  says,
  [{ ...named, response: { role: 'icscf' }, round: { securityClient: 'tls' } }],
  ims,
  'credentials/impi_unknown ambiguous',
  "403 'Forbidden' from the I-CSCF, before any challenge",
  'the leg of the I-CSCF, or an earlier success of this user, would tell more',
)
test(
  'silence in the association',
  says,
  [akaChallenge, { ...akaAnswer, round: { ...akaAnswer.round, retransmissions: 6 } }],
  ims,
  'sa/no_protected_register likely',
  'the protected REGISTER got no reply',
  'sent 7 times',
)
test(
  'silence, sent once over UDP',
  says,
  [akaChallenge, akaAnswer],
  ims,
  'sa/no_protected_register ambiguous',
  'the protected REGISTER got no reply',
  'it was sent once: the answer may be missing from the capture',
)
test(
  'silence, sent once over TCP',
  says,
  [akaChallenge, akaAnswer],
  { ...ims, transport: 'tcp' },
  'sa/no_protected_register likely',
  'the protected REGISTER got no reply',
)
test(
  'silence outside the association',
  says,
  [akaChallenge, { ...akaAnswer, round: { ...akaAnswer.round, toPort: 6399, retransmissions: 6 } }],
  ims,
  'sa/no_protected_register likely',
  'the answer went to port 6399, the security association is on 6100, and got no reply',
  'sent 7 times',
)
test(
  'silence outside the association, sent once over UDP',
  says,
  [akaChallenge, { ...akaAnswer, round: { ...akaAnswer.round, toPort: 6399 } }],
  ims,
  'sa/no_protected_register ambiguous',
  'the answer went to port 6399, the security association is on 6100, and got no reply',
  'it was sent once: the answer may be missing from the capture',
)
test(
  'silence outside the association, sent once over TCP',
  says,
  [akaChallenge, { ...akaAnswer, round: { ...akaAnswer.round, toPort: 6399 } }],
  { ...ims, transport: 'tcp' },
  'sa/no_protected_register likely',
  'the answer went to port 6399, the security association is on 6100, and got no reply',
)
test(
  'silence by the port alone',
  says,
  [akaChallenge, { ...akaAnswer, round: { securityClient, toPort: 6100, retransmissions: 1 } }],
  ims,
  'sa/no_protected_register likely',
  'the protected REGISTER got no reply',
  'sent 2 times',
)
test(
  'no protected REGISTER, in sight',
  says,
  [akaChallenge],
  { ...ims, history: { protectedVisible: 'yes' } },
  'sa/no_protected_register ambiguous',
  'no REGISTER in the security association after the AKA challenge',
  'a new attempt of the same user soon after would rule out a UE that went away',
)
test(
  'no protected REGISTER, in sight, and starts over',
  says,
  [akaChallenge],
  { ...ims, history: { protectedVisible: 'yes', restarted: 'yes' } },
  'sa/no_protected_register likely',
  'no REGISTER in the security association after the AKA challenge',
  'the UE started over soon after',
  'counters of `ip xfrm`, or ESP packets, would tell IPsec from a wrong key',
)
test(
  'no protected REGISTER, out of sight, and starts over',
  says,
  [akaChallenge],
  { ...ims, history: { restarted: 'yes' } },
  'sa/no_protected_register ambiguous',
  'no REGISTER in the security association after the AKA challenge',
  'the UE started over soon after',
  'counters of `ip xfrm`, or ESP packets, would tell IPsec from a wrong key',
)
test(
  'no protected REGISTER after a digest challenge',
  says,
  [{ ...asked, response: { securityServer }, round: { forwarded: true } }],
  ims,
  'sa/no_protected_register ambiguous',
  'no REGISTER in the security association after the challenge',
  'a new attempt of the same user soon after would rule out a UE that went away',
)
test('no protected REGISTER, out of sight', says, [akaChallenge], ims, 'blind')
test(
  'two ports changed',
  says,
  [akaChallenge, answer({ securityClient: securityClient.replace('7001', '7009').replace('7002', '7010') })],
  ims,
  'sa/verify_mismatch likely',
  'Security-Client changed between challenge and answer: port-c, port-s',
  "403 'Forbidden', after credentials",
)
const two = `${securityServer}, ${securityServer.replace('6100', '6102')}`
test(
  'outside both of two associations',
  says,
  [{ ...akaChallenge, response: { securityServer: two } }, answer({ securityVerify: two, toPort: 5060 })],
  ims,
  'sa/agreement_required likely',
  'the answer went to port 5060, the security association is on 6100, 6102',
  "403 'Forbidden', after credentials",
)
test(
  'outside both of two associations, and no reply',
  says,
  [
    { ...akaChallenge, response: { securityServer: two } },
    { ...akaAnswer, round: { ...akaAnswer.round, securityVerify: two, toPort: 5060 } },
  ],
  { ...ims, transport: 'tcp' },
  'sa/no_protected_register likely',
  'the answer went to port 5060, the security association is on 6100, 6102, and got no reply',
)
