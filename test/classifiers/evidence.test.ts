import test from 'ava'
import { classify } from '../../classifiers/classify.ts'
import { akaAnswer, akaChallenge, attempt, impi, ims, securityClient, securityServer, type Facts, type Sketch } from './attempt.ts'

/** The whole of what is said: cause, reason, confidence, and each line of evidence as a reader is shown it. */
const says = test.macro<[rounds: readonly Sketch[], facts: Facts, ...expected: readonly string[]]>((t, rounds, facts, ...expected) => {
  const judgement = classify(attempt(rounds, facts))
  t.deepEqual(
    judgement === 'blind' ? ['blind'] : [`${judgement.cause}/${judgement.reason} ${judgement.confidence}`, ...judgement.evidence],
    expected,
  )
})

const asked: Sketch = { got: '401 Unauthorized' }
const refused: Sketch = { sent: 'answer', got: '401 Unauthorized' }
const forbidden: Sketch = { sent: 'answer', got: '403 Forbidden' }
const bare: Sketch = { got: '403 Forbidden' }
const named: Sketch = { sent: 'name', credentials: { username: impi }, got: '403 Forbidden' }
const edge = { response: { role: 'pcscf' } } as const
const proxied: Sketch = { got: '407 Proxy Authentication Required' }
const again: Sketch = { ...proxied, proxy: true }
const from = (server: string) => ({ response: { server } })
const known = { history: { succeeded: 'yes' } } as const
const pjsip: Sketch = { ...asked, challenge: { nonceForm: 'time_hash', opaque: true } }
const answer = (round: Sketch['round'], got = '403 Forbidden'): Sketch => ({ ...akaAnswer, got, round: { ...akaAnswer.round, ...round } })

// Scanners
test(
  'a tool that names itself',
  says,
  [bare],
  { userAgent: 'friendly-scanner' },
  'scan/scanner definite',
  "User-Agent 'friendly-scanner' is a scanner",
)
test(
  'an SDK that scanners share',
  says,
  [bare],
  { userAgent: 'VaxSIPUserAgent/3.1' },
  'scan/scanner likely',
  "User-Agent 'VaxSIPUserAgent/3.1' is a scanner",
)
test(
  'what its source does',
  says,
  [bare],
  { population: { scan: 'yes' } },
  'scan/scanner likely',
  'its source tries many users or passwords, and none gets through',
)
test(
  'what was counted of it',
  says,
  [bare],
  { population: { scan: 'yes', seen: { scan: '12 users tried' } } },
  'scan/scanner likely',
  '12 users tried',
)

// What was said
test(
  'a phrase from an I-CSCF',
  says,
  [{ ...named, got: '403 Forbidden - HSS User Unknown', response: { role: 'icscf' } }],
  ims,
  'credentials/impi_unknown definite',
  "403 'Forbidden - HSS User Unknown' from the I-CSCF, before any challenge",
)
test(
  'a phrase from an S-CSCF after credentials',
  says,
  [akaChallenge, { ...akaAnswer, got: '403 Authentication Failed', response: { role: 'scscf' } }],
  ims,
  'credentials/aka_res_mismatch definite',
  "403 'Authentication Failed' from the S-CSCF, after credentials",
)
test(
  'a phrase after a challenge that was not answered',
  says,
  [asked, { got: '403 Not relaying', response: { role: 'proxy' } }],
  {},
  'acl/domain definite',
  "403 'Not relaying' from the proxy, after a challenge",
)
test(
  'a long phrase with controls is cut and cleaned',
  says,
  [{ got: `403 Blacklisted\u0007 ${'x'.repeat(200)}`, response: { role: 'sbc' } }],
  {},
  'acl/source_ip likely',
  "403 'Blacklisted  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' from the SBC, before any challenge",
)
test(
  'no phrase',
  says,
  [{ got: '402 ', response: { role: 'registrar' } }],
  {},
  'barring/suspended definite',
  '402 from the registrar, before any challenge',
)
test(
  'P-Registrar-Error: contacts',
  says,
  [{ got: '503 Service Unavailable', response: { registrarError: 'Too many registered contacts' } }],
  {},
  'acl/contact_limit definite',
  "P-Registrar-Error 'Too many registered contacts' with 503 'Service Unavailable'",
)
test(
  'P-Registrar-Error: SAR',
  says,
  [{ got: '500 Server Internal Error', response: { registrarError: 'SAR failed' } }],
  ims,
  'server/hss likely',
  "P-Registrar-Error 'SAR failed' with 500 'Server Internal Error'",
)
test(
  'P-Registrar-Error: usrloc',
  says,
  [{ got: '500 Server Internal Error', response: { registrarError: 'usrloc_record_not_found' } }],
  {},
  'server/internal definite',
  "P-Registrar-Error 'usrloc_record_not_found' with 500 'Server Internal Error'",
)
test(
  'P-Registrar-Error: CSeq',
  says,
  [{ got: '400 Bad Request', response: { registrarError: 'Invalid CSeq number' } }],
  {},
  'request/binding_conflict definite',
  "P-Registrar-Error 'Invalid CSeq number' with 400 'Bad Request'",
)
test(
  'P-Registrar-Error: 5xx',
  says,
  [{ got: '500 Server Internal Error', response: { registrarError: 'No memory left' } }],
  {},
  'server/internal likely',
  "P-Registrar-Error 'No memory left' with 500 'Server Internal Error'",
)
test(
  'P-Registrar-Error: a header',
  says,
  [{ got: '400 Bad Request', response: { registrarError: 'Contact parse error' } }],
  {},
  'request/malformed definite',
  "P-Registrar-Error 'Contact parse error' with 400 'Bad Request'",
)
test(
  'P-Registrar-Error: a header, with another code',
  says,
  [{ got: '403 Forbidden', response: { registrarError: 'Contact parse error' } }],
  {},
  'acl/source_ip likely',
  "403 'Forbidden', before any challenge",
  'other users of the same source getting through would point to the user',
)
test(
  'a Warning',
  says,
  [{ ...bare, response: { texts: ['399 a "Unknown domain"'] } }],
  {},
  'acl/domain likely',
  `399 a "Unknown domain" with 403 'Forbidden'`,
)
test(
  'a Warning that says what a phrase would prove',
  says,
  [{ ...bare, response: { texts: ['399 a "User barred"'] } }],
  {},
  'barring/identity_barred likely',
  `399 a "User barred" with 403 'Forbidden'`,
)
test(
  'Diameter result 5001',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5001'] } }],
  ims,
  'credentials/impi_unknown likely',
  "Diameter result 5001 with 403 'Forbidden'",
)
test(
  'Diameter result 5002',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5002'] } }],
  ims,
  'credentials/identity_mismatch likely',
  "Diameter result 5002 with 403 'Forbidden'",
)
test(
  'Diameter result 5003',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5003'] } }],
  ims,
  'barring/identity_barred likely',
  "Diameter result 5003 with 403 'Forbidden'",
)
test(
  'Diameter result 5004',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5004'] } }],
  ims,
  'barring/roaming_not_allowed likely',
  "Diameter result 5004 with 403 'Forbidden'",
)
test(
  'Diameter result 5006',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5006'] } }],
  ims,
  'credentials/auth_scheme likely',
  "Diameter result 5006 with 403 'Forbidden'",
)
test(
  'Diameter result 5012',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5012'] } }],
  ims,
  'server/hss likely',
  "Diameter result 5012 with 403 'Forbidden'",
)
test(
  'Diameter result 5030',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5030'] } }],
  ims,
  'credentials/impi_unknown likely',
  "Diameter result 5030 with 403 'Forbidden'",
)

// AKA
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

// Security association
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
test('silence, sent once', says, [akaChallenge, akaAnswer], ims, 'sa/no_protected_register likely', 'the protected REGISTER got no reply')
test(
  'silence outside the association',
  says,
  [akaChallenge, { ...akaAnswer, round: { ...akaAnswer.round, toPort: 6399 } }],
  ims,
  'sa/no_protected_register likely',
  'the answer went to port 6399, the security association is on 6100, and got no reply',
)
test(
  'silence by the port alone',
  says,
  [akaChallenge, { ...akaAnswer, round: { securityClient, toPort: 6100 } }],
  ims,
  'sa/no_protected_register likely',
  'the protected REGISTER got no reply',
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

// The proxy
test('407 again', says, [proxied, again, again], {}, 'proxy_auth/loop definite', '407 again after Proxy-Authorization, twice')
test(
  '407 again, another realm used',
  says,
  [proxied, { ...again, challenge: { realm: 'other' } }],
  {},
  'proxy_auth/unanswered likely',
  "407 'Proxy Authentication Required' for another realm than the one that was answered",
)
test(
  '407 again, stale',
  says,
  [proxied, { ...again, challenge: { stale: true } }],
  {},
  'proxy_auth/unanswered likely',
  'the last 407 said stale=true, and its new nonce was not answered',
)
test(
  '407 never answered',
  says,
  [proxied],
  {},
  'proxy_auth/unanswered definite',
  "407 'Proxy Authentication Required' was never answered with Proxy-Authorization",
)
test(
  '407 answered with the wrong header',
  says,
  [proxied, { ...proxied, sent: 'cached' }],
  {},
  'proxy_auth/unanswered definite',
  "407 'Proxy Authentication Required' was never answered with Proxy-Authorization",
  'only Authorization was sent',
)
test(
  'proxy and registrar in turn',
  says,
  [proxied, { ...asked, proxy: true }, { ...proxied, sent: 'answer' }],
  {},
  'proxy_auth/unanswered likely',
  'asked by the proxy and by the registrar in turn: the UE sends one kind of credentials at a time',
)
test(
  '403 to the answer to a proxy',
  says,
  [proxied, { ...bare, proxy: true }],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'only a 407 had been answered',
)
test(
  '403 to the answer to a proxy, user known good',
  says,
  [proxied, { ...bare, proxy: true }],
  known,
  'credentials/wrong_password likely',
  "403 'Forbidden', after credentials",
  'only a 407 had been answered',
  'the user registered before',
)
test(
  '403 to the answer to a proxy, source refused',
  says,
  [proxied, { ...bare, proxy: true }],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden', after credentials",
  'only a 407 had been answered',
  'every user of this source is refused, other sources are served',
)
test(
  '403 to the answer to a proxy for another user',
  says,
  [proxied, { ...bare, proxy: true }],
  { toUser: 'bob' },
  'credentials/identity_mismatch likely',
  "403 'Forbidden', after credentials",
  'only a 407 had been answered',
  'the digest username is not the user that registers',
)

// Bad challenges
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

// Loops of 401
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

// Silence and codes
test(
  'silence',
  says,
  [{}],
  {},
  'server/no_response ambiguous',
  'no reply to the REGISTER',
  'answers of this node to others would tell a dead path from a one-way capture',
)
test(
  'silence after a challenge, sent four times',
  says,
  [asked, { sent: 'answer', round: { retransmissions: 3 } }],
  {},
  'server/no_response ambiguous',
  'no reply to the last REGISTER, sent 4 times',
  'answers of this node to others would tell a dead path from a one-way capture',
)
test(
  'silence to a banned source',
  says,
  [{}],
  { population: { banPattern: 'yes' } },
  'acl/source_ip likely',
  'no reply any more to this source',
  'its source was refused often just before; others are answered',
)
test(
  'silence in a storm',
  says,
  [{}],
  { population: { expiryWave: 'yes' } },
  'overload/unavailable likely',
  'no reply to the REGISTER',
  'many more users than before come to that node',
)
test(
  'silence, others of the source are answered',
  says,
  [{}],
  { population: { neighboursSince: 'yes' } },
  'server/no_response likely',
  'no reply to the REGISTER',
  'other users of this source got through since',
)
test(
  'silence, others of the source are answered by this node',
  says,
  [{}],
  { population: { neighboursSince: 'yes' }, history: { nodeAnswers: 'yes' } },
  'server/no_response definite',
  'no reply to the REGISTER',
  'other users of this source got through since',
)
test(
  'silence, others are answered',
  says,
  [{}],
  { history: { nodeAnswers: 'yes' } },
  'server/no_response likely',
  'no reply to the REGISTER',
  'the same node answers others',
)
test(
  '408, a late answer',
  says,
  [{ got: '408 Request Timeout', late: '403 Forbidden' }],
  {},
  'server/no_response likely',
  "408 'Request Timeout', before any challenge",
  "a deeper node answered too late: 403 'Forbidden'",
)
test(
  '408 after it was passed on',
  says,
  [{ got: '408 Request Timeout', round: { forwarded: true } }],
  {},
  'server/no_response definite',
  "408 'Request Timeout', before any challenge",
  'it was passed on, and the next node did not answer in time',
)
test(
  '408 after it was passed on, in an IMS',
  says,
  [{ got: '408 Request Timeout', round: { forwarded: true } }],
  ims,
  'server/no_response likely',
  "408 'Request Timeout', before any challenge",
)
test(
  '408 to a banned source',
  says,
  [{ got: '408 Request Timeout' }],
  { population: { banPattern: 'yes' } },
  'acl/source_ip likely',
  "408 'Request Timeout', before any challenge",
  'its source was refused often just before; others are answered',
)
test(
  '504 from the S-CSCF',
  says,
  [{ got: '504 Server Time-out', response: { role: 'scscf' } }],
  ims,
  'server/hss likely',
  "504 'Server Time-out' from the S-CSCF, before any challenge",
)
test(
  '504 from a P-CSCF',
  says,
  [{ got: '504 Server Time-out', response: { role: 'pcscf' } }],
  ims,
  'server/no_response likely',
  "504 'Server Time-out' from the P-CSCF, before any challenge",
)
test(
  '503',
  says,
  [{ got: '503 Service Unavailable', response: { retryAfter: 5 } }],
  {},
  'overload/unavailable likely',
  "503 'Service Unavailable', before any challenge",
  'Retry-After: 5',
  'if other sources are served, this one is blocked',
)
test(
  '503 to everyone',
  says,
  [{ got: '503 Service Unavailable', response: { retryAfter: 5 } }],
  { population: { nodeWide: 'yes' } },
  'overload/unavailable definite',
  "503 'Service Unavailable', before any challenge",
  'most users fail at that node',
  'Retry-After: 5',
)
test(
  '503 in a storm',
  says,
  [{ got: '503 Service Unavailable' }],
  { population: { expiryWave: 'yes' } },
  'overload/unavailable likely',
  "503 'Service Unavailable', before any challenge",
  'many more users than before come to that node',
)
test(
  '503 to one source',
  says,
  [{ got: '503 Service Unavailable' }],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  "503 'Service Unavailable', before any challenge",
  'every user of this source is refused, other sources are served',
)
test(
  '503 passed on',
  says,
  [{ got: '503 Service Unavailable', late: '200 OK', round: { forwarded: true } }],
  {},
  'server/no_response likely',
  "503 'Service Unavailable', before any challenge",
  "a deeper node answered too late: 200 'OK'",
  'it was passed on, and the next node was not seen to answer in time',
)
test(
  '480 with Retry-After',
  says,
  [{ got: '480 Temporarily Unavailable', response: { retryAfter: 0 } }],
  {},
  'overload/unavailable ambiguous',
  "480 'Temporarily Unavailable', before any challenge",
  'Retry-After: 0',
)
test(
  '480',
  says,
  [{ got: '480 Temporarily Unavailable' }],
  {},
  'server/internal ambiguous',
  "480 'Temporarily Unavailable', before any challenge",
  'on a REGISTER this code has no meaning of its own; the log of that node would tell',
)
test(
  '480 in an IMS',
  says,
  [{ got: '480 Temporarily Unavailable' }],
  ims,
  'server/hss likely',
  "480 'Temporarily Unavailable', before any challenge",
)
test(
  '600 in an IMS',
  says,
  [{ got: '600 Busy Everywhere' }],
  ims,
  'server/core_routing likely',
  "600 'Busy Everywhere', before any challenge",
)
test('600', says, [{ got: '600 Busy Everywhere' }], {}, 'unknown/unclassified ambiguous', "ended in 600 'Busy Everywhere'")
test('500', says, [{ got: '500 Server Internal Error' }], {}, 'server/internal likely', "500 'Server Internal Error', before any challenge")
test(
  '500 of an I-CSCF',
  says,
  [{ got: '500 Server Internal Error', response: { role: 'icscf' } }],
  ims,
  'server/internal likely',
  "500 'Server Internal Error' from the I-CSCF, before any challenge",
  'the leg to the S-CSCF would tell what was behind it',
)
test(
  '500 of an S-CSCF',
  says,
  [{ got: '500 Server Internal Error', response: { role: 'scscf' } }],
  ims,
  'server/internal likely',
  "500 'Server Internal Error' from the S-CSCF, before any challenge",
)
test(
  '500 of an I-CSCF that passed it on',
  says,
  [{ got: '500 Server Internal Error', response: { role: 'icscf' }, round: { forwarded: true } }],
  ims,
  'server/internal likely',
  "500 'Server Internal Error' from the I-CSCF, before any challenge",
)
test('599', says, [{ got: '599 Sorry' }], {}, 'server/internal likely', "599 'Sorry', before any challenge")
test(
  '305',
  says,
  [{ got: '305 X' }],
  {},
  'request/unsupported ambiguous',
  "305 'X', before any challenge",
  'no REGISTER to the new target followed',
)
test('400', says, [{ got: '400 X' }], {}, 'request/malformed likely', "400 'X', before any challenge")
test('405', says, [{ got: '405 X' }], {}, 'request/malformed likely', "405 'X', before any challenge", 'this node takes no REGISTER')
test('409', says, [{ got: '409 X' }], {}, 'request/binding_conflict likely', "409 'X', before any challenge")
test('410', says, [{ got: '410 X' }], {}, 'credentials/unknown_user ambiguous', "410 'X', before any challenge")
test('412', says, [{ got: '412 X' }], {}, 'request/binding_conflict likely', "412 'X', before any challenge")
test('416', says, [{ got: '416 X' }], {}, 'request/malformed definite', "416 'X', before any challenge")
test('421', says, [{ got: '421 X' }], {}, 'request/unsupported definite', "421 'X', before any challenge")
test('423', says, [{ got: '423 X' }], {}, 'request/unsupported definite', "423 'X', before any challenge")
test(
  '429',
  says,
  [{ got: '429 X' }],
  {},
  'overload/unavailable ambiguous',
  "429 'X', before any challenge",
  'HTTP has this code for too many requests',
)
test('439', says, [{ got: '439 X' }], {}, 'request/unsupported definite', "439 'X', before any challenge")
test(
  '477',
  says,
  [{ got: '477 X' }],
  {},
  'server/no_response likely',
  "477 'X', before any challenge",
  'a proxy could not send it to the next hop',
)
test(
  '478',
  says,
  [{ got: '478 X' }],
  {},
  'server/core_routing likely',
  "478 'X', before any challenge",
  'a proxy could not resolve the next hop',
)
test('481', says, [{ got: '481 X' }], {}, 'request/binding_conflict definite', "481 'X', before any challenge")
test('488', says, [{ got: '488 X' }], {}, 'request/unsupported likely', "488 'X', before any challenge")
test('499', says, [{ got: '499 X' }], {}, 'unknown/unclassified ambiguous', "ended in 499 'X'")
test('513', says, [{ got: '513 X' }], {}, 'request/malformed definite', "513 'X', before any challenge")
test('555', says, [{ got: '555 X' }], {}, 'request/unsupported definite', "555 'X', before any challenge")
test('603', says, [{ got: '603 X' }], {}, 'acl/client_policy likely', "603 'X', before any challenge")
test('604', says, [{ got: '604 X' }], {}, 'credentials/unknown_user likely', "604 'X', before any challenge")
test('606', says, [{ got: '606 X' }], {}, 'unknown/unclassified ambiguous', "ended in 606 'X'")
test(
  '405 at a proxy',
  says,
  [{ got: '405 Method Not Allowed', response: { role: 'proxy' } }],
  {},
  'acl/topology likely',
  "405 'Method Not Allowed' from the proxy, before any challenge",
  'this node takes no REGISTER',
)
test(
  '405 at an SBC',
  says,
  [{ got: '405 Method Not Allowed', response: { role: 'sbc' } }],
  {},
  'acl/topology likely',
  "405 'Method Not Allowed' from the SBC, before any challenge",
  'this node takes no REGISTER',
)
test(
  '429 for want of a Referred-By',
  says,
  [{ got: '429 Provide Referrer Identity' }],
  {},
  'unknown/unclassified ambiguous',
  "429 'Provide Referrer Identity', before any challenge",
)
test(
  '421 that names what it wants',
  says,
  [{ got: '421 Extension Required', response: { require: 'outbound', unsupported: 'path' } }],
  {},
  'request/unsupported definite',
  "421 'Extension Required', before any challenge",
  'Require: outbound',
  'Unsupported: path',
)

// 403 in an IMS
test(
  'everyone is forbidden',
  says,
  [named],
  { ...ims, population: { nodeWide: 'yes' } },
  'server/internal likely',
  "403 'Forbidden', before any challenge",
  'most users fail at that node',
)
test(
  'a P-CSCF that refuses by itself',
  says,
  [{ ...named, ...edge }],
  { ...ims, decidedAlone: 'yes' },
  'acl/topology ambiguous',
  "403 'Forbidden' from the P-CSCF, before any challenge, which did not pass it on",
  'other users of the same source would tell',
)
test(
  'a P-CSCF that refuses a source',
  says,
  [{ ...named, ...edge }],
  { ...ims, decidedAlone: 'yes', population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden' from the P-CSCF, before any challenge",
  'every user of this source is refused, other sources are served',
)
test(
  'no private identity',
  says,
  [bare],
  ims,
  'credentials/impi_format likely',
  'no private identity: the REGISTER carries no Authorization username',
  "403 'Forbidden', before any challenge",
)
test(
  'an IMSI of 13 digits',
  says,
  [{ ...named, credentials: { username: '2620198765432@ims.mnc001.mcc262.3gppnetwork.org' } }],
  ims,
  'credentials/impi_format likely',
  'the IMSI has 13 digits in place of 15',
  "403 'Forbidden', before any challenge",
)
test(
  'an MNC of two digits',
  says,
  [{ ...named, credentials: { username: '262019876543210@ims.mnc01.mcc262.3gppnetwork.org' } }],
  ims,
  'credentials/impi_format likely',
  'the MNC label has 2 digits in place of 3',
  "403 'Forbidden', before any challenge",
)
test(
  'an IMSI of another network',
  says,
  [{ ...named, credentials: { username: '262029876543210@ims.mnc001.mcc262.3gppnetwork.org' } }],
  ims,
  'credentials/impi_format likely',
  'the IMSI does not belong to the MCC and MNC of its realm',
  "403 'Forbidden', before any challenge",
)
test(
  'a name of no form',
  says,
  [{ ...named, credentials: { username: 'alice@ims.mnc001.mcc262.3gppnetwork.org' } }],
  ims,
  'credentials/impi_format likely',
  'the username has not the form IMSI@ims.mnc…mcc….3gppnetwork.org',
  "403 'Forbidden', before any challenge",
)
test(
  'two IMSIs',
  says,
  [named],
  { ...ims, toUser: '262019876543219' },
  'credentials/identity_mismatch likely',
  'the IMSI of the private identity is not that of the public identity',
  "403 'Forbidden', before any challenge",
)
test(
  'all of a P-CSCF',
  says,
  [named],
  { ...ims, population: { pcscfWide: 'yes' } },
  'acl/topology likely',
  "403 'Forbidden', before any challenge",
  'all users of this P-CSCF are refused, those of others are not',
)
test(
  'all of a P-CSCF and of its network',
  says,
  [named],
  { ...ims, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org', population: { pcscfWide: 'yes', visitedCluster: 'yes' } },
  'barring/roaming_not_allowed likely',
  "403 'Forbidden', before any challenge",
  'visited network ims.mnc015.mcc208.3gppnetwork.org is not the home network',
  'others of the same visited network are refused, those at home are not',
)
test(
  'roaming',
  says,
  [named],
  { ...ims, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org' },
  'barring/roaming_not_allowed ambiguous',
  "403 'Forbidden', before any challenge",
  'visited network ims.mnc015.mcc208.3gppnetwork.org is not the home network',
  'others refused from the same visited network would confirm it',
)
test(
  'roaming, all of the network',
  says,
  [named],
  { ...ims, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org', population: { visitedCluster: 'yes' } },
  'barring/roaming_not_allowed likely',
  "403 'Forbidden', before any challenge",
  'visited network ims.mnc015.mcc208.3gppnetwork.org is not the home network',
  'others of the same visited network are refused, those at home are not',
)
test(
  'roaming, user known good',
  says,
  [named],
  { ...ims, ...known, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org' },
  'barring/roaming_not_allowed likely',
  "403 'Forbidden', before any challenge",
  'visited network ims.mnc015.mcc208.3gppnetwork.org is not the home network',
  'the user registered before',
)
test(
  'user known good',
  says,
  [named],
  { ...ims, ...known },
  'barring/identity_barred likely',
  "403 'Forbidden', before any challenge",
  'the user registered before',
)
test(
  'user known good, one flow more',
  says,
  [named],
  { ...ims, ...known, regId: true },
  'acl/contact_limit ambiguous',
  "403 'Forbidden', before any challenge",
  'the user registered before, and the Contact carries reg-id: one flow too many, or barred',
)
test(
  'nothing else to go by',
  says,
  [named],
  ims,
  'credentials/impi_unknown ambiguous',
  "403 'Forbidden', before any challenge",
  'the leg of the I-CSCF, or an earlier success of this user, would tell more',
)

// 403 and 404 of a registrar
test(
  'refused unasked',
  says,
  [bare],
  {},
  'acl/source_ip likely',
  "403 'Forbidden', before any challenge",
  'other users of the same source getting through would point to the user',
)
test(
  'refused unasked by ejabberd',
  says,
  [{ ...bare, ...from('ejabberd 24') }],
  {},
  'acl/domain likely',
  "403 'Forbidden', before any challenge",
  'ejabberd refuses so a domain that it does not serve',
)
test(
  'refused unasked, all of the source',
  says,
  [bare],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden', before any challenge",
  'every user of this source is refused, other sources are served',
)
test(
  'refused unasked by FreeSWITCH, all of the source',
  says,
  [{ ...bare, ...from('FreeSWITCH') }],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip definite',
  "403 'Forbidden', before any challenge",
  'every user of this source is refused, other sources are served',
)
test(
  'refused unasked, got through elsewhere',
  says,
  [bare],
  { history: { elsewhere: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden', before any challenge",
  'the same user got through from another source within five minutes',
)
test(
  'refused unasked from several sources',
  says,
  [bare],
  { population: { userMultiSource: 'yes' } },
  'credentials/unknown_user likely',
  "403 'Forbidden', before any challenge",
  'the user is refused from several sources, where others get through',
)
test(
  'refused unasked from several sources, known good',
  says,
  [bare],
  { ...known, population: { userMultiSource: 'yes' } },
  'barring/identity_barred likely',
  "403 'Forbidden', before any challenge",
  'the user is refused from several sources, where others get through',
  'the user registered before',
)
test(
  'refused unasked, neighbours get through',
  says,
  [bare],
  { population: { neighboursSucceed: 'yes' } },
  'credentials/unknown_user ambiguous',
  "403 'Forbidden', before any challenge",
  'other users of this source get through',
)
test(
  'refused unasked, the request not captured',
  says,
  [{ ...bare, round: { requestSeen: false } }],
  {},
  'acl/source_ip ambiguous',
  "403 'Forbidden', before any challenge",
  'the request was not captured: if it carried credentials, those were refused',
)
test(
  'refused after a challenge, the request not captured',
  says,
  [asked, { ...bare, round: { requestSeen: false } }],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after a challenge",
  'the request was not captured: it follows a challenge, and may well answer it',
)
test(
  'refused after an empty answer',
  says,
  [asked, { ...bare, sent: 'empty' }],
  {},
  'credentials/unspecified ambiguous',
  "403 'Forbidden', after a challenge",
  'the challenge was answered with an empty response: no password is set, or it was lost',
)
test(
  'forbidden by pjsip',
  says,
  [pjsip, forbidden],
  {},
  'acl/contact_limit likely',
  "403 'Forbidden', after credentials",
  'pjsip accepted the password and refused the binding',
)
test(
  'forbidden by chan_sip, with Date',
  says,
  [
    { ...asked, challenge: { nonceForm: 'hex8', algorithm: 'MD5' } },
    { ...forbidden, response: { date: true } },
  ],
  {},
  'acl/client_policy ambiguous',
  "403 'Forbidden', after credentials",
  'it carries Date: the password was right, the transport is not allowed',
)
test(
  'forbidden by chan_sip',
  says,
  [{ ...asked, challenge: { nonceForm: 'hex8', algorithm: 'MD5' } }, forbidden],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'an unknown or barred user looks the same; an earlier success would tell',
)
test(
  'forbidden, another user',
  says,
  [asked, forbidden],
  { toUser: 'bob' },
  'credentials/identity_mismatch likely',
  "403 'Forbidden', after credentials",
  'the digest username is not the user that registers',
)
test(
  'forbidden, all of the source',
  says,
  [asked, forbidden],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden', after credentials",
  'every user of this source is refused, other sources are served',
)
test(
  'forbidden, user known good',
  says,
  [asked, forbidden],
  known,
  'credentials/wrong_password likely',
  "403 'Forbidden', after credentials",
  'the user registered before',
)
test(
  'forbidden',
  says,
  [asked, forbidden],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'an unknown or barred user looks the same; an earlier success would tell',
)
test(
  'forbidden on a nonce of before',
  says,
  [{ ...forbidden, sent: 'cached', credentials: { nonceAge: 300 } }],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'an unknown or barred user looks the same; an earlier success would tell',
)
test(
  'forbidden on a nonce of long before',
  says,
  [{ ...forbidden, sent: 'cached', credentials: { nonceAge: 301 } }],
  {},
  'credentials/stale_nonce ambiguous',
  "403 'Forbidden', after credentials, on a nonce that was not the last one given",
  'a challenge to a new attempt would tell',
)
test(
  'forbidden on an old nonce',
  says,
  [asked, { ...asked, sent: 'answer' }, { ...forbidden, sent: 'again' }],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'an unknown or barred user looks the same; an earlier success would tell',
)
test(
  '404',
  says,
  [{ got: '404 Not Found' }],
  {},
  'credentials/unknown_user likely',
  "404 'Not Found', before any challenge",
  'a domain that is not served looks the same if nobody of it gets through',
)
test(
  '404 of pjsip after credentials',
  says,
  [pjsip, { sent: 'answer', got: '404 Not Found' }],
  {},
  'credentials/identity_mismatch likely',
  "404 'Not Found', after credentials",
  'pjsip accepted the password and has no AOR of that name',
)
test(
  '404 to all of a domain',
  says,
  [{ got: '404 Not Found' }],
  { population: { domainWide: 'yes' } },
  'acl/domain likely',
  "404 'Not Found', before any challenge",
  'nobody of this domain is known, other domains are served',
)
test(
  '404 in an IMS',
  says,
  [{ got: '404 Not Found' }],
  { ...ims, population: { domainWide: 'yes' } },
  'credentials/impi_unknown likely',
  "404 'Not Found', before any challenge",
)
test(
  'chan_sip denies a contact',
  says,
  [
    { ...asked, ...from('Asterisk PBX 13') },
    { sent: 'answer', got: '603 Denied', ...from('Asterisk PBX 13') },
  ],
  {},
  'acl/client_policy definite',
  "603 'Denied', after credentials",
)
test(
  '603 Denied by others',
  says,
  [asked, { sent: 'answer', got: '603 Denied' }],
  {},
  'acl/client_policy likely',
  "603 'Denied', after credentials",
)
