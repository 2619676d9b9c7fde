import test from 'ava'
import { captured, Call, CORE, PROXY, REGISTRAR, sip, UE, type CallOptions } from '../../scenario.ts'
import { watch } from '../../watch.ts'

const TWO = [UE, PROXY, REGISTRAR]
const THREE = [UE, PROXY, CORE, REGISTRAR]
const PORT_S = 6100

/** What is said of each attempt, in one line. */
const says = test.macro((t, call: Call, ...expected: readonly string[]) => {
  t.deepEqual(
    watch(call.packets).map(({ said, finding, confidence, originRole }) =>
      `${said} ${finding} ${confidence} ${originRole}`.replace(/ +/g, ' '),
    ),
    expected,
  )
})

/** A P-CSCF in whose security association the UE's own leg hides (3GPP TS 33.203): what it sends on is captured. */
const HOME = 'ims.mnc001.mcc262.3gppnetwork.org'
const SERVER = `ipsec-3gpp;alg=hmac-sha-1-96;mod=trans;spi-c=21;spi-s=22;port-c=6101;port-s=${PORT_S}`
const CLIENT = 'Security-Client: ipsec-3gpp;alg=hmac-sha-1-96;spi-c=11;spi-s=12;port-c=7001;port-s=7002'
const NONCE = Buffer.alloc(32, 'n').toString('base64')
const AKA = `WWW-Authenticate: Digest realm="${HOME}", nonce="${NONCE}", algorithm=AKAv1-MD5`
const ANSWER = `Authorization: Digest username="262011234567890@${HOME}", realm="${HOME}", nonce="${NONCE}", response="5ec0d1e5ec0d1e5ec0d1e5ec0d1e5ec0", algorithm=AKAv1-MD5`
const challenged = (more: CallOptions = {}) =>
  new Call({ path: THREE, user: '262011234567890', domain: HOME, ...more })
    .register(0, { headers: [CLIENT, `Authorization: Digest username="262011234567890@${HOME}", realm="${HOME}", nonce="", response=""`] })
    .answer(0.1, 401, { headers: [AKA, `Security-Server: ${SERVER}`] })
const hidden = (inside: readonly number[] = [2, 3]) => challenged().register(0.2, { headers: [ANSWER], legs: inside })

test('a REGISTER that hides in IPsec succeeds in the core', says, hidden().answer(0.3, 200, { legs: [2, 3] }), 'success 200 scscf')
test(
  'and is refused there',
  says,
  hidden().answer(0.3, 403, { legs: [2, 3], phrase: 'Authentication Failed' }),
  'failure 403 credentials/aka_res_mismatch definite scscf',
)
test(
  'where the next leg alone is captured as well',
  says,
  hidden([2]).answer(0.3, 403, { legs: [2], phrase: 'Authentication Failed' }),
  'failure 403 credentials/aka_res_mismatch definite icscf',
)
test('and gets no answer there: that is no matter of the association', says, hidden(), 'failure 401 server/no_response ambiguous scscf')
test('a refresh that hides in IPsec succeeds in the core', says, refreshed(), 'success 200 scscf', 'success 200 scscf')
/** The UE's own leg lost an answer that the next leg shows. */
const lost = (status: number, wording: object = {}, more: CallOptions = {}) =>
  new Call({ path: TWO, ...more }).register(0).answer(0.1, status, { legs: [2], ...wording })
test('a 200 that was not captured, to a request that was not sent again', says, lost(200), 'success 200 registrar')
test('a 403 that was not captured', says, lost(403, { phrase: 'Not relaying' }), 'failure 403 acl/domain definite registrar')
test(
  'a 200 that never came: the request was sent again',
  says,
  new Call({ path: TWO })
    .register(0)
    .again(0.5)
    .answer(0.1, 200, { legs: [2] }),
  'failure none server/no_response ambiguous none',
)
test(
  'a 401 that was not captured, and was answered',
  says,
  new Call({ path: TWO })
    .register(0)
    .challenge(0.1, 'n1', { legs: [2] })
    .register(0.2, { nonce: 'n1' })
    .answer(0.3, 403),
  'failure 403 credentials/wrong_password ambiguous registrar',
)
test('one of two servers has refused, the other may yet answer', says, forked(503), 'failure none server/no_response ambiguous none')
test('one of two servers has accepted, which is passed on at once', says, forked(200), 'success 200 registrar')
test('an answer after the transaction was over reached nobody', says, lateBy(40), 'failure none server/no_response ambiguous none')
test(
  'a request that was not captured on the leg of the UE says on the next what it carried',
  says,
  new Call({ path: TWO })
    .register(0)
    .challenge(0.1, 'n1')
    .register(0.2, { nonce: 'n1', legs: [2] })
    .answer(0.3, 403),
  'failure 403 credentials/wrong_password ambiguous registrar',
)
test(
  'a late answer to a challenge belongs to its attempt, also where its own leg was lost',
  says,
  new Call({ path: TWO })
    .register(0)
    .challenge(0.1, 'n1')
    .register(20, { nonce: 'n1', legs: [2] })
    .answer(20.1, 403),
  'failure 403 credentials/wrong_password ambiguous registrar',
)

function refreshed(): Call {
  const call = challenged()
    .register(0.2, { headers: [ANSWER], legs: [2, 3] })
    .answer(0.3, 200, { legs: [2, 3] })
  return call.register(600, { headers: [ANSWER], legs: [2, 3] }).answer(600.1, 200, { legs: [2, 3] })
}

/** A proxy asks two registrars; one of them answers, and the UE's own leg shows nothing. */
function forked(status: number): Call {
  const call = new Call({ path: TWO }).register(0).answer(0.1, status, { legs: [2] })
  const other = new Call({ path: [UE, PROXY, CORE] }).register(0, { legs: [2], branch: 'other' })
  call.packets.push(...other.packets)
  return call
}

function lateBy(seconds: number): Call {
  return new Call({ path: TWO }).register(0).answer(seconds, 403, { legs: [2] })
}

// What shows that protected REGISTERs are seen in clear
const visible = test.macro((t, verify: string, port: number, expected: string) => {
  const shows = captured(
    0,
    '192.0.2.99:7001',
    `198.51.100.1:${port}`,
    sip(`REGISTER sip:${HOME} SIP/2.0`, [
      'Via: SIP/2.0/UDP 192.0.2.99:7001;branch=z9hG4bKshows',
      `From: <sip:262019999999999@${HOME}>;tag=1`,
      `To: <sip:262019999999999@${HOME}>`,
      'Call-ID: shows',
      'CSeq: 2 REGISTER',
      ...(verify === '' ? [] : [`Security-Verify: ${verify}`]),
    ]),
  )
  const unanswered = watch([shows, ...challenged({ path: [UE, PROXY] }).packets]).find(({ detail }) => detail.callId === 'call-1')
  t.is(`${unanswered?.said} ${unanswered?.finding}`, expected)
})
const SEEN = 'failure 401 sa/no_protected_register'
const HIDDEN = 'blind 401 '
test('a REGISTER on the protected port that its Security-Verify names', visible, SERVER, PORT_S, SEEN)
test('one with spaces and quotes', visible, 'ipsec-3gpp ; alg=x ; PORT-S = "6100"', PORT_S, SEEN)
test('the second of two mechanisms', visible, `${SERVER.replace('6100', '6300')}, ${SERVER}`, PORT_S, SEEN)
test('one on the port that is not protected', visible, SERVER, 5060, HIDDEN)
test('one on the port that the P-CSCF sends from', visible, SERVER, 6101, HIDDEN)
test('a mechanism without ports', visible, 'tls;q=0.2', 5060, SEEN)
test('one without Security-Verify', visible, '', PORT_S, HIDDEN)
