import test from 'ava'
import { Call, CORE, PROXY, REGISTRAR, UE } from '../scenario.ts'
import { judged, told } from './told.ts'

const NONCE = '0b9f7c3e-2c6a-4c7e-9d0c-5a1d0f6e7b21'
const SERVER = ['User-Agent: FreeSWITCH-mod_sofia/1.10.11-release']
const IMPI =
  'Authorization: Digest username="262019876543210@ims.mnc001.mcc262.3gppnetwork.org", realm="ims.mnc001.mcc262.3gppnetwork.org", uri="sip:ims.mnc001.mcc262.3gppnetwork.org", nonce="", response=""'
const warned = (text: string): readonly string[] => [`Warning: 399 sip.example.net "${text}"`]
const reasoned = (cause: number, text: string): readonly string[] => [`Reason: Q.850;cause=${cause};text="${text}"`]

const asked = (): Call => new Call().register(0).challenge(0.1, 'n1')
const refused = (status: number, phrase: string, headers: readonly string[] = []): Call =>
  new Call().register(0).answer(0.1, status, { phrase, headers })
const refusedAfter = (status: number, phrase: string, headers: readonly string[] = []): Call =>
  asked().register(0.2, { nonce: 'n1' }).answer(0.3, status, { phrase, headers })
const refusedInIms = (status: number, phrase: string, headers: readonly string[] = []): Call =>
  new Call().register(0, { headers: [IMPI] }).answer(0.1, status, { phrase, headers })

// FreeSWITCH, mod_sofia
const sofia = (): Call => new Call().register(0).challenge(0.1, NONCE, { headers: SERVER })
test(
  'FreeSWITCH: password or user',
  told,
  sofia().register(0.2, { nonce: NONCE }).answer(0.3, 403, { headers: SERVER }),
  'failure 403 credentials/wrong_password ambiguous',
)
test('FreeSWITCH: register-acl', told, refused(403, 'Forbidden', SERVER), 'failure 403 acl/source_ip likely')
test(
  'FreeSWITCH: an Authorization that it cannot read is called stale for ever',
  told,
  [1, 2, 3].reduce(
    (call, at) =>
      call
        .register(at, { nonce: at === 1 ? NONCE : `${NONCE}${at}` })
        .answer(at + 0.1, 401, { headers: [...SERVER, stale(`${NONCE}${at + 1}`)] }),
    sofia(),
  ),
  'failure 401 credentials/stale_nonce likely',
)
test(
  'FreeSWITCH: MD5 answers where only SHA-256 is allowed',
  told,
  new Call()
    .register(0)
    .answer(0.1, 401, { headers: [offer('SHA-256')] })
    .register(0.2, { nonce: 'n1' })
    .answer(0.3, 403),
  'failure 403 credentials/auth_scheme likely',
)
test(
  'the first of several algorithms or the last may be answered',
  told,
  new Call()
    .register(0)
    .answer(0.1, 401, { headers: [offer('SHA-512-256'), offer('SHA-256'), offer('MD5')] })
    .register(0.2, { nonce: 'n1' })
    .answer(0.3, 403),
  'failure 403 credentials/wrong_password ambiguous',
)
test(
  'SHA-256 alone, and no answer',
  told,
  new Call().register(0).answer(0.1, 401, { headers: [offer('SHA-256')] }),
  'failure 401 credentials/auth_scheme likely',
)
test(
  'NTLM and Kerberos alone, and no answer',
  told,
  new Call().register(0).answer(0.1, 401, { headers: [other('NTLM'), other('Kerberos')] }),
  'failure 401 credentials/auth_scheme likely',
)

// PBXs that challenge a REGISTER with 407
const pbx = (): Call => new Call().register(0).challenge(0.1, 'n1', { proxy: true })
test(
  '407 of the registrar itself, then 403',
  told,
  pbx().register(0.2, { nonce: 'n1', proxy: true }).answer(0.3, 403),
  'failure 403 credentials/wrong_password ambiguous',
)
test(
  '407 of the registrar itself, again',
  told,
  pbx().register(0.2, { nonce: 'n1', proxy: true }).challenge(0.3, 'n2', { proxy: true }),
  'failure 407 proxy_auth/loop definite',
)
test(
  '407 answered, and the node behind refuses',
  told,
  new Call({ path: [UE, PROXY, REGISTRAR] })
    .register(0, { legs: [1] })
    .challenge(0.1, 'n1', { proxy: true, legs: [1] })
    .register(0.2, { nonce: 'n1', proxy: true })
    .answer(0.3, 403),
  'failure 403 acl/source_ip likely',
)

// What servers say
test('Flexisip', told, refused(403, 'Domain forbidden'), 'failure 403 acl/domain likely')
test('Session Manager', told, refused(403, 'Forbidden (Invalid domain in From: Header)'), 'failure 403 acl/domain likely')
test(
  'CUCM: another phone has the line',
  told,
  refusedAfter(403, 'Forbidden', warned('Registration is active for another client')),
  'failure 403 acl/contact_limit likely',
)
test(
  'CUCM: TLS expected',
  told,
  refusedAfter(403, 'Forbidden', warned('Device security mismatch: expected TLS, received TCP/UDP')),
  'failure 403 acl/client_policy likely',
)
test(
  'CUCM: no such device or user',
  told,
  refused(404, 'Not Found', warned('Unable to find device/user in database')),
  'failure 404 credentials/unknown_user likely',
)
test(
  'Lync: signed in, for another user',
  told,
  refusedAfter(403, 'Forbidden', [
    'ms-diagnostics: 4004;reason="Credentials provided are not authorized to act as specified from URI";source="a"',
  ]),
  'failure 403 credentials/identity_mismatch likely',
)
test(
  'an SBC without a route',
  told,
  refused(480, 'No Routes Found', reasoned(3, 'No route to destination')),
  'failure 480 server/core_routing likely',
)
test(
  'Q.850: call rejected says nothing',
  told,
  refusedAfter(403, 'Forbidden', reasoned(21, 'Call Rejected')),
  'failure 403 credentials/wrong_password ambiguous',
)
test(
  'Q.850: a network out of order is no CSeq out of order',
  told,
  refused(503, 'Service Unavailable', reasoned(38, 'Network out of order')),
  'failure 503 server/internal likely',
)
test('a proxy that cannot send on', told, refused(477, 'Send failed (477/TM)'), 'failure 477 server/no_response likely')
test('a proxy that cannot resolve', told, refused(478, 'Unresolvable destination (478/TM)'), 'failure 478 server/core_routing likely')
test('480 in other words says no more', told, refused(480, 'Temporarily not available'), 'failure 480 server/internal ambiguous')
test('429 of an API gateway', told, refused(429, 'Too Many Requests'), 'failure 429 overload/unavailable likely')
test('429 that asks to slow down', told, refused(429, 'Slow down'), 'failure 429 overload/unavailable likely')
test('429 in other words', told, refused(429, 'Enough of you'), 'failure 429 overload/unavailable ambiguous')
test('607', told, refused(607, 'Unwanted'), 'failure 607 unknown/unclassified ambiguous')

// Codes that ask for another try
test(
  '302 to another registrar',
  told,
  new Call()
    .register(0)
    .answer(0.1, 302, { headers: ['Contact: <sip:192.0.2.77>'] })
    .register(0.2, { path: [UE, '192.0.2.77:5060'] })
    .challenge(0.3, 'n1')
    .register(0.4, { nonce: 'n1', path: [UE, '192.0.2.77:5060'] })
    .answer(0.5, 200),
  'success 200',
)
test('302, not followed', told, refused(302, 'Moved Temporarily'), 'failure 302 request/unsupported ambiguous')
test('305 of a node that drains', told, new Call().register(0).answer(0.1, 305).register(0.2).answer(0.3, 200), 'success 200')
test(
  '423 again and again is one attempt',
  told,
  [1, 2, 3].reduce((call, at) => call.register(at, { expires: 10 }).answer(at + 0.1, 423, { headers: ['Min-Expires: 60'] }), new Call()),
  'failure 423 request/unsupported definite',
)

test(
  "Sipwise NGCP: an address that is not the subscriber's",
  told,
  refusedAfter(403, 'Unauthorized IP detected'),
  'failure 403 acl/source_ip likely',
)
test('Sipwise NGCP: failed too often', told, refusedAfter(403, 'Try again later'), 'failure 403 acl/source_ip ambiguous')
test('Flexisip: no good certificate', told, refused(403, 'Bad tls client certificate'), 'failure 403 acl/client_policy likely')

// IMS cores
const tellsServer = (status: number): Call =>
  new Call({ domain: 'ims.mnc001.mcc262.3gppnetwork.org', from: '<sip:scscf.ims.mnc001.mcc262.3gppnetwork.org:6060>' })
    .register(0)
    .answer(0.1, status)
test('an S-CSCF that registers a user at an application server', told, tellsServer(404), 'failure 404 credentials/unknown_user likely')
test('the same, refused', told, tellsServer(403), 'failure 403 acl/source_ip likely')
const fixed = (): Call =>
  new Call({ domain: 'ims.operator.example', path: [UE, PROXY, CORE] })
    .register(0, { legs: [1] })
    .register(0.01, { cseq: 1, legs: [2], headers: ['P-Visited-Network-ID: "access.operator.example"'] })
test('an IMS of a fixed network, by P-Visited-Network-ID', told, fixed().answer(0.1, 480), 'failure 480 server/hss likely')
test('bare 403 of an I-CSCF', told, refusedInIms(403, 'Forbidden'), 'failure 403 credentials/impi_unknown ambiguous')
test('the error code of a CSCF', told, refusedInIms(403, 'User Unknown 0A1B2C3D4E'), 'failure 403 credentials/impi_unknown likely')
test('480 of an I-CSCF', told, refusedInIms(480, 'Temporarily not available'), 'failure 480 server/hss likely')
test('UAR rejected', told, refusedInIms(403, 'HSS UAR Rejected'), 'failure 403 server/hss likely')
test(
  'Diameter 5004',
  told,
  refusedInIms(403, 'Forbidden', ['Reason: DIAMETER;cause=5004']),
  'failure 403 barring/roaming_not_allowed likely',
)
test('no address for emergency calls', told, refusedInIms(403, 'Missing 911 Address'), 'failure 403 barring/identity_barred likely')
test('a stolen phone', told, refusedInIms(403, 'IMEI blacklisted'), 'failure 403 acl/client_policy likely')
test('a full node', told, refusedInIms(503, 'Service Unavailable', ['Retry-After: 0']), 'failure 503 overload/unavailable likely')

test('what a deeper node says too late decides nothing', (t) => {
  const path = [UE, PROXY, REGISTRAR]
  const call = (): Call => new Call({ path }).register(0, { headers: [IMPI] }).answer(3, 504, { phrase: 'Server Time-out', legs: [1] })
  const late = call().answer(4, 480, { phrase: 'Temporarily unavailable - TimeOut in MAR/A HSS', legs: [2] })
  t.deepEqual(judged(late), judged(call()))
})

function offer(algorithm: string): string {
  return `WWW-Authenticate: Digest realm="example.com", qop="auth", nonce="n1", algorithm=${algorithm}`
}

function stale(nonce: string): string {
  return `WWW-Authenticate: Digest realm="example.com", nonce="${nonce}", stale=true, algorithm=MD5, qop="auth"`
}

function other(scheme: string): string {
  return `WWW-Authenticate: ${scheme} realm="SIP Communications Service", targetname="sip/pool.example.com", version=4`
}
