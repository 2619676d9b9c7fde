import test from 'ava'
import { createPhraseTable, standardTable, type PhraseRow } from '../../classifiers/phrases.ts'
import { akaAnswer, akaChallenge, attempt, impi, ims, type Facts, type Sketch } from './attempt.ts'

/** What the words of a refusal mean, in a SIP network after an answer, or in an IMS before any challenge; `nothing` when they are no evidence. */
const means = test.macro<[line: string, expected: string, facts?: Facts, texts?: readonly string[]]>({
  exec(t, line, expected, facts = {}, texts = []) {
    t.is(meaning([{ got: '401 Unauthorized' }, { sent: 'answer', got: line, response: { texts } }], facts), expected)
  },
  title: (given = '', line, expected) => `${given} ${line}: ${expected}`.trim(),
})

const meansInIms = test.macro<[line: string, expected: string]>({
  exec: (t, line, expected) => t.is(meaning([{ sent: 'name', credentials: { username: impi }, got: line }], ims), expected),
  title: (_given, line, expected) => `IMS ${line}: ${expected}`,
})

for (const [line, expected] of [
  ['403 User barred', 'barring/identity_barred'],
  ['403 Account locked', 'barring/identity_barred'],
  ['403 Subscriber blocked', 'barring/identity_barred'],
  ['403 Account Suspended', 'barring/suspended'],
  ['403 Insufficient balance', 'barring/suspended'],
  ['403 Your subscription has expired', 'barring/suspended'],
  ['403 Account is disabled', 'barring/suspended'],
  ['403 Source IP not authorised', 'acl/source_ip'],
  ['403 IP address not allowed', 'acl/source_ip'],
  ['403 Denied by ACL', 'acl/source_ip'],
  ['403 Blacklisted', 'acl/source_ip'],
  ['403 Banned: too many failed attempts', 'acl/source_ip'],
  ['403 Domain not allowed', 'acl/domain'],
  ['403 Relaying denied', 'acl/domain'],
  ['404 Unknown domain', 'acl/domain'],
  ['403 Too many registered devices', 'acl/contact_limit'],
  ['403 Maximum number of contacts exceeded', 'acl/contact_limit'],
  ['403 User-Agent not supported', 'acl/client_policy'],
  ['403 TLS transport required', 'acl/client_policy'],
  ['403 Wrong password', 'credentials/wrong_password'],
  ['403 Invalid credentials', 'credentials/wrong_password'],
  ['403 Authentication failure', 'credentials/wrong_password'],
  ['401 Bad credentials', 'credentials/wrong_password'],
  ['403 Password does not match', 'credentials/wrong_password'],
  ['403 Invalid username or password', 'credentials/unspecified'],
  ['403 Username does not match From', 'credentials/identity_mismatch'],
  ['403 Third party registration', 'credentials/identity_mismatch'],
  ['403 Unknown user', 'credentials/unknown_user'],
  ['404 Extension not provisioned', 'credentials/unknown_user'],
  ['403 Nonce expired', 'credentials/stale_nonce'],
  ['403 Unsupported digest algorithm', 'credentials/auth_scheme'],
  ['500 Database unavailable', 'server/internal'],
  ['503 Under maintenance', 'overload/unavailable'],
  ['503 Congestion', 'overload/unavailable'],
  ['503 Rate limit exceeded', 'overload/unavailable'],
  ['403 Registration limit reached', 'acl/contact_limit'],
  ['403 Account barred 0A1B2C3D4E5F', 'barring/identity_barred'],
  ['403 Device is not configured', 'credentials/unknown_user'],
  ['403 Unrecognised realm', 'acl/domain'],
  ['403 Trial period expired', 'barring/suspended'],
  ['403 SIP over UDP is disabled', 'acl/client_policy'],
  ['403 Bad tls client certificate', 'acl/client_policy'],
  ['403 No more contacts', 'acl/contact_limit'],
  ['403 Try again later', 'acl/source_ip'],
  ['400 Bad Auth Header', 'request/malformed'],
  ['403 User doesn’t exist', 'credentials/unknown_user'],
  ["403 User doesn't exist...", 'credentials/unknown_user'],
  ['403 Not authorised to register', 'barring/identity_barred'],
  ['403 Złe hasło', 'credentials/wrong_password'],
  ['403 Kullanıcı bulunamadı', 'credentials/unknown_user'],
  ['403 «Пользователь не найден»', 'credentials/unknown_user'],
  ['403 Ошибка, авторизации: №12', 'credentials/wrong_password'],
  ['403 Falsches Passwort!', 'credentials/wrong_password'],
  ['403 Anschluss gesperrt', 'barring/identity_barred'],
  ['403 Benutzer nicht gefunden', 'credentials/unknown_user'],
  ['403 Compte suspendu', 'barring/suspended'],
  ['403 Contraseña incorrecta', 'credentials/wrong_password'],
  ['403 Usuário não encontrado', 'credentials/unknown_user'],
  ['403 Zu viele Geräte', 'acl/contact_limit'],
  ['403 Неверный пароль', 'credentials/wrong_password'],
  ['403 用户不存在', 'credentials/unknown_user'],
] as const) {
  test(means, line, expected)
}

for (const [line, expected] of [
  ['403 Subscriber unknown', 'credentials/impi_unknown'],
  ['403 Not provisioned for IMS', 'credentials/impi_unknown'],
  ['403 No IMS subscription', 'credentials/impi_unknown'],
  ['403 IMPU not associated with IMPI', 'credentials/identity_mismatch'],
  ['403 Roaming not allowed', 'barring/roaming_not_allowed'],
  ['403 Visited network not authorised', 'barring/roaming_not_allowed'],
  ['403 P-CSCF not authorised', 'acl/topology'],
  ['403 Not in trust domain', 'acl/topology'],
  ['403 No common security algorithm', 'sa/agreement_required'],
  ['500 IPsec tunnel setup failed', 'sa/setup_failed'],
  ['403 Security-Verify mismatch', 'sa/verify_mismatch'],
  ['500 HSS not reachable', 'server/hss'],
  ['500 Diameter timeout', 'server/hss'],
  ['503 No S-CSCF available', 'server/core_routing'],
  ['500 S-CSCF selection failed', 'server/core_routing'],
  ['403 IMS service not allowed', 'barring/identity_barred'],
] as const) {
  test(meansInIms, line, expected)
}

// A standard phrase says no more than its code, and some words mean nothing where they stand.
for (const line of [
  '403 Forbidden',
  '403 User not allowed',
  '404 Not Found',
  '480 Temporarily Unavailable',
  '486 Busy Here',
  '500 Server Internal Error',
  '503 Service Unavailable',
  '600 Busy Everywhere',
  '603 Decline',
  '401 Subscriber barred',
  '407 Domain',
  '420 Bad Extension: roaming',
]) {
  test('no evidence in', means, line, 'nothing')
}
test('no evidence in a standard phrase of a Warning, with blanks and stops:', means, '403 Forbidden', 'nothing', {}, [
  '399 a " Temporarily unavailable. "',
])
test('no evidence beyond 300 characters', (t) => {
  t.is(meaning([{ got: `403 ${'so '.repeat(95)}barred` }], {}), 'barring/identity_barred')
  t.is(meaning([{ got: `403 ${'so '.repeat(100)}barred` }], {}), 'nothing')
})
test('words are evidence where something was refused', (t) => {
  t.is(meaning([{ got: '200 User barred' }], {}), 'nothing')
  t.is(meaning([{ got: '299 User barred' }], {}), 'nothing')
  t.is(meaning([{ got: '300 User barred' }], {}), 'barring/identity_barred')
})
test('no evidence in a standard phrase of a Warning:', means, '403 Forbidden', 'nothing', {}, ['399 a " Not Found. "'])
test('without an answer a refused password is none:', (t) => {
  t.is(meaning([{ got: '403 Authentication failed' }], {}), 'nothing')
})
test('a refused answer to AKA is a wrong RES', (t) => {
  t.is(meaning([akaChallenge, { ...akaAnswer, got: '403 Invalid credentials' }], ims), 'credentials/aka_res_mismatch')
})

test('Reason', means, '403 Forbidden', 'barring/identity_barred', {}, ['Q.850;cause=21;text="Subscriber administratively barred"'])
test('Warning', means, '403 Forbidden', 'barring/suspended', {}, ['399 sip.example.net "Subscription suspended"'])
test('ms-diagnostics', means, '403 Forbidden', 'credentials/unknown_user', {}, [
  '4004;reason="User does not exist";source="ocs.example.com"',
])
test('the host of a Warning says nothing:', means, '403 Forbidden', 'nothing', {}, ['399 blocked.example.net "Sorry"'])
test('Warning 392 is debugging:', means, '403 Forbidden', 'nothing', {}, [
  '392 192.0.2.1:5060 "Noisy feedback tells: pid=1 req_src_ip=192.0.2.7 domain"',
])
test('Warning 392 is debugging, whatever it says:', means, '403 Forbidden', 'nothing', {}, ['392 a "Unknown domain"'])
test('Warning 392, after blanks, is debugging:', means, '403 Forbidden', 'nothing', {}, ['  392 a "Unknown domain"'])
test('392 elsewhere in a Warning', means, '403 Forbidden', 'acl/domain', {}, ['399 a "Unknown domain 392"'])
test('the second text', means, '403 Forbidden', 'acl/domain', {}, ['SIP;cause=403', '399 a "Unknown domain"'])

const own: readonly PhraseRow[] = [
  { word: 'Code Purple', cause: 'server', reason: 'internal', confidence: 'definite' },
  { code: 403, exact: 'Forbidden auth ID', cause: 'barring', reason: 'suspended', confidence: 'likely' },
  { prefix: 'No luck', cause: 'scan', reason: 'scanner', confidence: 'ambiguous' },
  { code: 403, word: 'forbidden', cause: 'acl', reason: 'client_policy', confidence: 'ambiguous' },
  { word: 'Anschluß', cause: 'request', reason: 'malformed', confidence: 'definite' },
  { code: 403, word: 'not relaying', cause: 'overload', reason: 'unavailable', confidence: 'likely' },
  { code: 403, exact: 'Code purple, forbidden', cause: 'sa', reason: 'setup_failed', confidence: 'likely' },
]
const ownMeans = test.macro<[line: string, expected: string]>({
  exec: (t, line, expected) => t.is(meaning([{ got: line }], {}, own), expected),
  title: (_given, line, expected) => `configured: ${line}: ${expected}`,
})
test(ownMeans, '403 This is code purple!', 'server/internal')
test(ownMeans, '403 forbidden AUTH id', 'barring/suspended')
test(ownMeans, '404 No luck today', 'scan/scanner')
test(ownMeans, '403 Forbidden', 'acl/client_policy')
test(ownMeans, '404 Forbidden', 'nothing')

test(ownMeans, '403 ANSCHLUSS fehlt', 'request/malformed')
// Known word for word, and the operator knows better.
test(ownMeans, '403 Not relaying', 'overload/unavailable')
// Of the operator's own rows the literal one, wherever it stands.
test(ownMeans, '403 Code purple, forbidden', 'sa/setup_failed')
for (const [text, expected] of [
  ['399 a "Code purple"', 'server/internal'],
  ['392 a "Code purple"', 'nothing'],
  ['399 a "no luck"', 'nothing'],
] as const) {
  test(`configured: words alone are looked for in a Warning, and in none that is debugging: ${text}: ${expected}`, (t) => {
    t.is(meaning([{ got: '480 Temporarily Unavailable', response: { texts: [text] } }], {}, own), expected)
  })
}

test('phrases that never repeat are not kept for ever, and what is repeated stays right', (t) => {
  for (let at = 0; at < 6000; at++) {
    if (at % 500 === 0) t.is(meaning([{ got: '403 User barred' }], {}), 'barring/identity_barred')
    meaning([{ got: `403 Invented ${at}` }], {})
  }
})

function meaning(rounds: readonly Sketch[], facts: Facts, extra?: readonly PhraseRow[]): string {
  const built = attempt(rounds, facts)
  const table = extra === undefined ? standardTable : createPhraseTable(extra)
  const response = built.decision
  if (response === undefined) return 'nothing'
  const row = table.literal(built, response) ?? table.wording(built, response) ?? table.text(built, response)?.[0]
  return row === undefined ? 'nothing' : `${row.cause}/${row.reason}`
}
