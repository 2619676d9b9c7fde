import test from 'ava'
import { impi, ims, type Facts, type Sketch } from './attempt.ts'
import { found } from './finds.ts'

/** Where in the flow a refusal stands: before any challenge, after an answer, or before any challenge in an IMS. */
const places: Readonly<Record<string, readonly [before: readonly Sketch[], last: Sketch, facts: Facts]>> = {
  unasked: [[], {}, {}],
  answered: [[{ got: '401 Unauthorized' }], { sent: 'answer' }, {}],
  ims: [[], { sent: 'name', credentials: { username: impi } }, ims],
}

function says(place: string, line: string, expected: string, ...texts: readonly string[]): void {
  test(`${place}: ${line}${texts.map((text) => ` (${text})`).join('')}: ${expected}`, (t) => {
    const [before, last, facts] = places[place] ?? [[], {}, {}]
    t.is(found([...before, { ...last, got: line, response: { texts } }], facts), expected)
  })
}

// Literal phrases of public configurations for Kamailio and OpenSIPS.
says('unasked', '403 Source Not Authorized', 'acl/source_ip likely')
says('unasked', '403 Peer Not Authorized', 'acl/source_ip likely')
says('unasked', '403 Too Many Failed Attempts', 'acl/source_ip likely')
says('unasked', '403 Rate Limited', 'overload/unavailable likely')
says('unasked', '403 Forbidden - Too Many Requests', 'overload/unavailable likely')
says('unasked', '403 Accepting TLS Only', 'acl/client_policy likely')
says('unasked', '403 We do not serve this host', 'acl/domain likely')
says('answered', '403 Username!=To not allowed (bob!=alice)', 'credentials/identity_mismatch likely')
says('answered', '403 Please use From=ID', 'credentials/identity_mismatch likely')
says('answered', '403 You can not register for this user', 'credentials/identity_mismatch likely')
says('unasked', '503 No destinations', 'server/core_routing likely')
says('unasked', '500 All GW are down', 'server/no_response likely')
says('ims', '403 HSS UAR Rejected', 'server/hss likely')

// The device, not its user or its address.
says('answered', '403 User-Agent blocked', 'acl/client_policy likely')
says('unasked', '403 UA banned', 'acl/client_policy likely')
says('ims', '403 Device IMEI blocked', 'acl/client_policy likely')
says('unasked', '403 Please upgrade your software', 'acl/client_policy likely')
says('unasked', '403 UDP not allowed', 'acl/client_policy likely')
says('answered', '403 Device not provisioned', 'credentials/unknown_user likely')

// The account, though the word for it is also said of sources.
says('answered', '403 Account temporarily locked: too many failed logins', 'barring/identity_barred likely')
says('answered', '403 Account frozen', 'barring/identity_barred likely')
says('answered', '403 Not authorized to register', 'barring/identity_barred likely')
says('unasked', '403 Not authorized to register', 'acl/source_ip ambiguous')
says('ims', '403 Country not allowed', 'barring/roaming_not_allowed likely')
says('answered', '403 Country not allowed', 'acl/source_ip likely')
says('ims', '403 VoWiFi not allowed', 'barring/identity_barred likely')

says('answered', '403 Simultaneous registrations exceeded', 'acl/contact_limit likely')
says('answered', '403 Maximum number of terminals reached', 'acl/contact_limit likely')
says('answered', '403 User already logged in', 'acl/contact_limit likely')
says('answered', '403 Only one contact allowed', 'acl/contact_limit likely')
says('answered', '401 User not found', 'credentials/unknown_user likely')
says('unasked', '401 User not found', 'credentials/challenge_unanswered ambiguous')
says('answered', '403 Unrecognised subscriber', 'credentials/unknown_user likely')
says('unasked', '404 User Not Found', 'credentials/unknown_user definite')
says('ims', '404 User Not Found', 'credentials/impi_unknown likely')
says('unasked', '404 AOR not found', 'credentials/unknown_user likely')
says(
  'answered',
  '403 Forbidden',
  'credentials/unknown_user likely',
  '399 192.0.2.1 "Originating Endpoint is not configured or registered on system. Check provisioning"',
)

// With 5xx the same words are a fault of the network.
says('unasked', '503 Transport error', 'server/no_response likely')
says('unasked', '503 Registrar unreachable', 'server/no_response likely')
says('unasked', '500 Upstream timeout', 'server/no_response likely')
says('ims', '500 HSS timeout', 'server/hss likely')
says('unasked', '500 Domain lookup error', 'server/internal likely')
says('unasked', '503 Media Relay Unavailable', 'overload/unavailable likely')
says('unasked', '500 Service full', 'overload/unavailable likely')

// No evidence: what the code says by itself, and what gateways say of calls.
says('unasked', '480 Temporarily not available', 'server/internal ambiguous')
says('ims', '480 Temporarily not available', 'server/hss likely')
says('unasked', '481 Dialog does not exist', 'request/binding_conflict definite')
says('unasked', '416 Unsupported scheme in Request-URI', 'request/malformed definite')
says('unasked', '405 Method not allowed here', 'request/malformed likely')
says('unasked', '413 Limit exceeded', 'request/malformed definite')
says('answered', '403 Forbidden', 'credentials/wrong_password ambiguous', 'Q.850;cause=21;text="Call Rejected"')
says('answered', '403 Forbidden', 'credentials/wrong_password ambiguous', 'Q.850;cause=57;text="Bearer capability not authorized"')
says('unasked', '403 Forbidden', 'acl/source_ip likely', 'Q.850;cause=16;text="Normal call clearing"')
says('unasked', '503 Service Unavailable', 'server/internal likely', 'Q.850;cause=38;text="Network out of order"')

// The card, the agreement, the request, and who asks.
says('ims', '403 SQN out of range', 'credentials/aka_sync_failure likely')
says('ims', '403 MAC failure', 'credentials/aka_mac_failure likely')
says('ims', '403 XRES mismatch', 'credentials/aka_res_mismatch likely')
says('answered', '403 Stale nonce', 'credentials/stale_nonce likely')
says('unasked', '403 Stale nonce', 'acl/source_ip ambiguous')
says('answered', '500 Stale cache entry', 'server/internal likely')
says('unasked', '403 CSeq too old', 'request/binding_conflict likely')
says('unasked', '403 Binding not found', 'request/binding_conflict likely')
says('unasked', '403 Expiry too short', 'request/unsupported likely')
says('unasked', '500 Outbound not supported', 'request/unsupported likely')
says('unasked', '404 Expiry too short', 'credentials/unknown_user likely')
says('unasked', '403 Malformed Contact', 'request/malformed likely')
says('unasked', '500 Parse error', 'request/malformed likely')
says('unasked', '404 Malformed Contact', 'credentials/unknown_user likely')
says('unasked', '403 Scanning detected', 'scan/scanner likely')
says('ims', '403 Not allowed here', 'barring/roaming_not_allowed ambiguous')
says('unasked', '403 Not allowed here', 'acl/source_ip ambiguous')

// What a Reason says without quotes, and what is a list of parameters.
says('answered', '403 Forbidden', 'barring/identity_barred likely', 'SIP;cause=403;text=Subscriber barred')
says('answered', '403 Forbidden', 'barring/identity_barred likely', 'SIP ; reason=Subscriber barred; x=y')
says('answered', '403 Forbidden', 'barring/identity_barred likely', 'Subscriber barred')
says('answered', '403 Forbidden', 'credentials/wrong_password ambiguous', 'SIP;cause=403;note=barred')
says('answered', '403 Forbidden', 'credentials/wrong_password ambiguous', 'barred=yes')
says('answered', '403 Forbidden', 'credentials/wrong_password ambiguous', ' 392 192.0.2.1 "Subscriber barred"')

// The error code of an Ericsson CSCF, and what only looks like one.
says('answered', '403 Not relaying 0a1b2c3d4', 'acl/domain definite')
says('answered', '403 Not relaying   0a1b2c3d4e5f6a7', 'acl/domain definite')
says('answered', '403 Not relaying 0a1b2c3d', 'acl/domain likely')
says('answered', '403 Not relaying 0a1b2c3d4e5f6a7b8', 'acl/domain likely')
says('answered', '403 Not relaying!', 'acl/domain definite')

// Letters of other languages.
says('answered', '403 Teilnehmer gesperrt', 'barring/identity_barred likely')

// A word means what it means with some codes, and with others what is said there of it.
says('answered', '400 Bad Auth Header', 'request/malformed likely')
says('answered', '403 Bad Auth Header', 'credentials/wrong_password likely')
says('unasked', '403 Try again later', 'acl/source_ip ambiguous')
says('unasked', '500 Try again later', 'overload/unavailable likely')
says('unasked', '403 No capacity', 'acl/contact_limit likely')
says('unasked', '503 No capacity', 'overload/unavailable likely')
says('unasked', '403 Wrong transport', 'acl/client_policy likely')
says('unasked', '403 Blocked', 'acl/source_ip likely')
says('answered', '403 Blocked', 'barring/identity_barred likely')
says('answered', '403 Credentials of another user', 'credentials/identity_mismatch likely')
says('ims', '403 Malformed IMPI', 'credentials/impi_format likely')
says('unasked', '403 IP-Adresse gesperrt', 'acl/source_ip likely')
says('answered', '403 Unbekannte Domäne', 'acl/domain likely')
says('unasked', '500 Domaine hors service', 'server/internal likely')
says('ims', '480 HSS declined', 'server/hss likely')
says('ims', '603 HSS declined', 'acl/client_policy likely')
says('unasked', '580 Database error', 'server/internal likely')
says('unasked', '603 Database error', 'acl/client_policy likely')
says('unasked', '480 Connection timed out', 'server/no_response likely')
says('unasked', '403 Connection timed out', 'acl/source_ip ambiguous')
says('unasked', '403 Server busy', 'overload/unavailable likely')
says('unasked', '404 Server busy', 'credentials/unknown_user likely')
says('unasked', '403 Temporarily refused', 'overload/unavailable likely')

// Whom nobody could have found, and what was not answered as asked
test('IMS, without a private identity: 403 Unknown subscriber', (t) => {
  t.is(found([{ got: '403 Unknown subscriber' }], ims), 'credentials/impi_format likely')
})
test('answered for another realm: 403 Wrong password', (t) => {
  const rounds: readonly Sketch[] = [
    { got: '401 Unauthorized' },
    { sent: 'answer', credentials: { realm: 'x' }, got: '403 Wrong password' },
  ]
  t.is(found(rounds, {}), 'credentials/auth_scheme likely')
})
test('603 Denied is of chan_sip where it comes after an answer', (t) => {
  const denied: Sketch = { got: '603 Denied', response: { server: 'Asterisk PBX 16' } }
  t.is(found([denied], {}), 'acl/client_policy likely')
  t.is(found([{ got: '401 Unauthorized' }, { ...denied, sent: 'answer' }], {}), 'acl/client_policy definite')
  const chanSip: Sketch = { got: '401 Unauthorized', challenge: { nonceForm: 'hex8', algorithm: 'MD5' } }
  t.is(found([chanSip, { sent: 'answer', got: '603 Denied' }], {}), 'acl/client_policy definite')
  t.is(found([{ got: '401 Unauthorized' }, { sent: 'answer', got: '603 Denied' }], {}), 'acl/client_policy likely')
})

// With 5xx a part of the server that fails is what ails it, whatever it deals with (RFC 3261 §21.5).
says('unasked', '500 Failed to load user preferences', 'server/internal likely')
says('answered', '500 Password database error', 'server/internal likely')
says('answered', '500 Credential store unavailable', 'server/internal likely')
says('answered', '500 Error retrieving password', 'server/internal likely')
says('unasked', '500 Billing system error', 'server/internal likely')
says('unasked', '500 Credit control server failure', 'server/internal likely')
says('unasked', '500 ACL lookup failed', 'server/internal likely')
says('unasked', '503 Access list reload in progress', 'server/internal likely')
says('unasked', '503 License server unreachable', 'server/no_response likely')
says('unasked', '480 Registrar down', 'server/no_response likely')
says('unasked', '503 Node inactive', 'overload/unavailable likely')
says('unasked', '503 Service not active', 'overload/unavailable likely')
says('unasked', '503 Account not active', 'barring/suspended likely')
says('unasked', '403 Number not active', 'barring/suspended likely')
says('unasked', '403 Service not active', 'barring/suspended likely')
says('ims', '500 HSS database error', 'server/hss likely')
says('unasked', '503 High load', 'overload/unavailable likely')
says('unasked', '403 Slow down', 'overload/unavailable likely')

says('unasked', '403 Unknown sip realm', 'acl/domain likely')
says('unasked', '403 Realm not handled here', 'acl/domain likely')
says('unasked', '403 Number not allocated', 'credentials/unknown_user likely')
says('unasked', '403 Line not configured', 'credentials/unknown_user likely')
says('unasked', '404 Customer not found', 'credentials/unknown_user likely')
says('answered', '403 Account on hold', 'barring/suspended likely')
says('unasked', '403 Trunk disabled', 'barring/suspended likely')
says('answered', '403 No free licences', 'acl/contact_limit likely')
says('answered', '403 Exceeded number of allowed devices', 'acl/contact_limit likely')
says('answered', '403 Only one phone per line', 'acl/contact_limit likely')
says('answered', '403 Session limit', 'acl/contact_limit likely')
says('answered', '403 Auth user differs', 'credentials/identity_mismatch likely')
says('answered', '403 Weak authentication not allowed', 'credentials/auth_scheme likely')
says('answered', '400 qop missing', 'credentials/auth_scheme likely')
says('unasked', '400 CSeq missing', 'request/malformed likely')
says('unasked', '403 Contact is not valid', 'request/malformed likely')
says('unasked', '403 Softphones not allowed', 'acl/client_policy likely')
says('unasked', '403 UDP disabled', 'acl/client_policy likely')
says('unasked', '403 App version too old', 'acl/client_policy likely')
says('unasked', '403 Certificate required', 'acl/client_policy likely')
says('answered', '403 Extension not allowed outside LAN', 'acl/source_ip likely')
says('answered', '403 Remote registration not permitted', 'acl/source_ip likely')

// A reason in words that are not known may be any: what is usual without words is a guess then.
says('unasked', '403 Vendor not allowed', 'acl/source_ip ambiguous')
says('unasked', '403 Zeitfenster', 'acl/source_ip ambiguous')
for (const phrase of [
  '',
  'Forbidden',
  'forbidden!',
  'Access Denied',
  'Registration not allowed',
  'Sorry, you are not permitted',
  '403 Forbidden',
  'Verboten',
  'Acceso denegado',
])
  says('unasked', `403 ${phrase}`, 'acl/source_ip likely')
