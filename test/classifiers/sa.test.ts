import test from 'ava'
import { akaAnswer, akaChallenge, impi, ims, securityClient, securityServer, type Sketch } from './attempt.ts'
import { finds } from './finds.ts'

const visible = { ...ims, history: { protectedVisible: 'yes' } } as const
const answerWith = (round: Sketch['round'], got = '403 Forbidden'): Sketch => ({
  ...akaAnswer,
  got,
  round: { ...akaAnswer.round, ...round },
})

test('Security-Verify missing', finds, [akaChallenge, answerWith({ securityVerify: '' })], ims, 'sa/verify_mismatch likely')
test(
  'Security-Verify in other order and case',
  finds,
  [
    akaChallenge,
    answerWith({
      securityVerify: 'IPSEC-3GPP;prot=esp;alg=hmac-sha-1-96;ealg=aes-cbc;mod=trans;port-s=6100;port-c=6101;spi-s=22;spi-c=21;q=0.1',
    }),
  ],
  ims,
  'credentials/aka_res_mismatch likely',
)
test(
  'Security-Verify differs, but the P-CSCF passed it on',
  finds,
  [akaChallenge, { ...answerWith({ securityVerify: 'ipsec-3gpp;alg=x', forwarded: true }), decision: '403 Forbidden' }],
  ims,
  'credentials/aka_res_mismatch likely',
)
test(
  'Security-Verify differs, but the S-CSCF speaks',
  finds,
  [akaChallenge, { ...answerWith({ securityVerify: 'ipsec-3gpp;alg=x' }), response: { role: 'scscf' } }],
  ims,
  'credentials/aka_res_mismatch likely',
)
test(
  'Security-Verify differs, and the P-CSCF passed it on: to whom is not known',
  finds,
  [akaChallenge, answerWith({ securityVerify: 'ipsec-3gpp;alg=x', forwarded: true })],
  ims,
  'credentials/aka_res_mismatch likely',
)
test(
  'Security-Client changed',
  finds,
  [akaChallenge, answerWith({ securityClient: securityClient.replace('7001', '7009') })],
  ims,
  'sa/verify_mismatch likely',
)
test(
  'Security-Client of an answer to a challenge whose REGISTER was not captured',
  finds,
  [{ ...akaChallenge, round: { requestSeen: false } }, answerWith({})],
  ims,
  'credentials/aka_res_mismatch likely',
)
test('answer outside the association', finds, [akaChallenge, answerWith({ toPort: 5060 })], ims, 'sa/agreement_required likely')
test(
  '494 to an answer inside the association',
  finds,
  [akaChallenge, answerWith({}, '494 Security Agreement Required')],
  ims,
  'sa/agreement_required likely',
)
test(
  '420 with sec-agree',
  finds,
  [{ ...akaChallenge, got: '420 Bad Extension', response: { unsupported: 'sec-agree' } }],
  ims,
  'sa/agreement_required definite',
)
test('420 with another tag', finds, [{ got: '420 Bad Extension', response: { unsupported: 'path' } }], {}, 'request/unsupported definite')
test(
  '503 in place of the 401 from the core',
  finds,
  [{ ...akaChallenge, got: '503 Service Unavailable', decision: '401 Unauthorized' }],
  ims,
  'sa/setup_failed likely',
)
for (const [got, expected] of [
  ['500 Server Internal Error', 'sa/setup_failed likely'],
  ['403 Forbidden', 'sa/setup_failed ambiguous'],
  ['480 Temporarily Unavailable', 'sa/setup_failed ambiguous'],
  ['400 Bad Request', 'sa/setup_failed ambiguous'],
  // The 401 did not come as far as this, or too late.
  ['408 Request Timeout', 'server/no_response likely'],
  ['504 Server Time-out', 'server/no_response likely'],
  ['305 Use Proxy', 'request/unsupported ambiguous'],
] as const) {
  test(`in place of the 401 from the core, ${got}`, finds, [{ ...akaChallenge, got, decision: '401 Unauthorized' }], ims, expected)
}
test(
  'keys came, Security-Server did not',
  finds,
  [{ ...akaChallenge, response: {}, round: { securityClient, coreKeys: true } }],
  ims,
  'sa/setup_failed likely',
)
test('Security-Server did not come, core unseen', finds, [{ ...akaChallenge, response: {} }], ims, 'server/bad_challenge likely')
const unknownOffer = { ...akaChallenge, round: { securityClient: 'ipsec-3gpp;alg=rot13' }, response: { role: 'pcscf' } } as const
test(
  'the P-CSCF has too much to do, whatever is offered',
  finds,
  [{ ...unknownOffer, got: '503 Service Unavailable' }],
  ims,
  'overload/unavailable likely',
)
test('nothing known is offered', finds, [{ ...unknownOffer, got: '403 Forbidden' }], ims, 'sa/agreement_required ambiguous')
test(
  'nothing known is offered, and the P-CSCF asked others before it refused',
  finds,
  [{ ...unknownOffer, got: '403 Forbidden' }],
  { ...ims, decidedAlone: 'no' },
  'credentials/impi_unknown ambiguous',
)
test('answer into the association, sent once, no reply', finds, [akaChallenge, akaAnswer], ims, 'sa/no_protected_register ambiguous')
test(
  'answer into the association, sent again, no reply',
  finds,
  [akaChallenge, answerWith({ retransmissions: 1 }, undefined)].map((sketch, at) => (at === 0 ? sketch : without(sketch))),
  ims,
  'sa/no_protected_register likely',
)
test(
  'the P-CSCF took the answer and sent it on: no reply is no matter of the association',
  finds,
  [akaChallenge, answerWith({ forwarded: true }, undefined)].map((sketch, at) => (at === 0 ? sketch : without(sketch))),
  ims,
  'server/no_response ambiguous',
)
test(
  '504 in place of the 401 from the core, which came late',
  finds,
  [{ ...akaChallenge, got: '504 Server Time-out', decision: '401 Unauthorized' }],
  ims,
  'server/no_response likely',
)
test(
  'a challenge on a leg behind the P-CSCF, which knows of no Security-Server',
  finds,
  [{ ...akaChallenge, response: { depth: 2 }, round: { securityClient, coreKeys: true } }],
  ims,
  'credentials/challenge_unanswered ambiguous',
)
for (const [what, round, sent] of [
  ['its answer was', { securityClient }, 'answer'],
  ['its Security-Verify was', { securityClient, securityVerify: securityServer }, 'name'],
  ['nothing but the 494 was', { requestSeen: false }, undefined],
] as const)
  test(
    `494 to what a challenge came before, of which only ${what} captured`,
    finds,
    [{ ...(sent === undefined ? {} : { sent }), got: '494 Security Agreement Required', round }],
    ims,
    'sa/agreement_required likely',
  )
test(
  'Security-Verify, though no association was offered, no reply',
  finds,
  [{ ...akaChallenge, response: {} }, akaAnswer],
  ims,
  'server/no_response ambiguous',
)
test('Security-Verify of an older association, no reply', finds, [{ ...akaAnswer, sent: 'cached' }], ims, 'server/no_response ambiguous')
test(
  'answer to a wrong port, no reply',
  finds,
  [akaChallenge, answerWith({ toPort: 6399, retransmissions: 1 }, undefined)].map((sketch, at) => (at === 0 ? sketch : without(sketch))),
  ims,
  'sa/no_protected_register likely',
)
test('challenge, nothing more, in sight', finds, [akaChallenge], visible, 'sa/no_protected_register ambiguous')
test(
  'challenge, nothing more, core leg in sight',
  finds,
  [{ ...akaChallenge, round: { securityClient, forwarded: true } }],
  ims,
  'sa/no_protected_register ambiguous',
)
test('challenge, nothing more, sight unknown', finds, [akaChallenge], ims, 'blind')
test(
  'challenge, out of sight, but the UE starts over',
  finds,
  [akaChallenge],
  { ...ims, history: { protectedVisible: 'no', restarted: 'yes' } },
  'sa/no_protected_register ambiguous',
)
test(
  'challenge without association',
  finds,
  [{ ...akaChallenge, response: {}, round: {} }],
  ims,
  'credentials/challenge_unanswered ambiguous',
)
test(
  'SIP digest in an IMS',
  finds,
  [{ sent: 'name', credentials: { username: impi }, got: '401 Unauthorized' }],
  ims,
  'credentials/challenge_unanswered ambiguous',
)
test(
  'two mechanisms echoed',
  finds,
  [
    { ...akaChallenge, response: { securityServer: `${securityServer}, ${securityServer.replace('sha-1', 'md5')}` } },
    {
      ...akaAnswer,
      got: '403 Forbidden',
      round: { ...akaAnswer.round, securityVerify: `${securityServer.replace('sha-1', 'md5')},${securityServer}` },
    },
  ],
  ims,
  'credentials/aka_res_mismatch likely',
)

function without({ got: _got, ...sketch }: Sketch): Sketch {
  return sketch
}
