import test from 'ava'
import { imsRows } from '../../classifiers/phrase-rows-ims.ts'
import { sipRows } from '../../classifiers/phrase-rows-sip.ts'
import { standardTable } from '../../classifiers/phrases.ts'
import { vocabulary } from '../../classifiers/vocabulary.ts'
import { akaAnswer, akaChallenge, attempt, impi, ims, type Facts, type Sketch } from './attempt.ts'

const asterisk = { response: { server: 'Asterisk PBX' } } as const

/** Where a phrase may stand: after an answer, at Asterisk, or in an IMS with an identity, a short one, none, or after an AKA answer. */
const places = {
  sip: [[{ got: '401 Unauthorized' }, { sent: 'answer' }], {}],
  asterisk: [
    [
      { got: '401 Unauthorized', ...asterisk },
      { sent: 'answer', ...asterisk },
    ],
    {},
  ],
  ims: [[{ sent: 'name', credentials: { username: impi } }], ims],
  short: [[{ sent: 'name', credentials: { username: impi.replace(/^.*@/, '26201987654321@') } }], ims],
  nameless: [[{}], ims],
  aka: [[akaChallenge, akaAnswer], ims],
} as const satisfies Readonly<Record<string, readonly [rounds: readonly Sketch[], facts: Facts]>>
type Place = keyof typeof places

/** What the words mean everywhere, and where they mean something else; `nothing` where they are left to the rules below. */
function says(line: string, everywhere: string, elsewhere: Partial<Record<Place, string>> = {}): void {
  test(`${line}: ${everywhere}`, (t) => {
    for (const place of Object.keys(places).filter(isPlace)) t.is(meaning(line, place), elsewhere[place] ?? everywhere, place)
  })
}

function meaning(line: string, place: Place): string {
  const [rounds, facts] = places[place]
  const built = attempt(
    rounds.map((sketch, at): Sketch => (at === rounds.length - 1 ? { ...sketch, got: line } : sketch)),
    facts,
  )
  const row = built.decision && standardTable.literal(built, built.decision)
  return row === undefined ? 'nothing' : `${row.cause}/${row.reason} ${row.confidence}`
}

function isPlace(word: string): word is Place {
  return word in places
}

// Each as its server says it; what only begins so goes on.
says('403 Forbidden - HSS User Unknown', 'credentials/impi_unknown definite', {
  short: 'credentials/impi_unknown likely',
  nameless: 'credentials/impi_format likely',
})
says("403 Forbidden - HSS Identities don't match", 'credentials/identity_mismatch definite')
says('403 Forbidden - HSS Authorization Rejected', 'barring/identity_barred definite')
says('403 Forbidden - HSS Roaming not allowed', 'barring/roaming_not_allowed definite')
says('403 Forbidden - HSS Identity not registered', 'request/binding_conflict definite')
says('403 Forbidden - HSS Authentication Scheme Unsupported', 'credentials/auth_scheme definite')
says('403 Forbidden - Private identity not found (more)', 'credentials/impi_format definite')
says('403 Forbidden - Public identity not found (more)', 'credentials/impi_format definite')
says('400 Private identity not found (more)', 'credentials/impi_format definite')
says('403 Private identity not found (more)', 'credentials/impi_format definite')
says('400 Public identity not found (more)', 'credentials/impi_format definite')
says('403 Public identity not found (more)', 'credentials/impi_format definite')
says('400 Bad Request - Private ID (more)', 'credentials/impi_format definite')
says('400 Bad Request - Public ID (more)', 'credentials/impi_format definite')
says('400 Bad Request - P-Visited-Network-ID header missing', 'acl/topology definite')
says('403 Forbidden - HSS returned no authentication vectors', 'server/hss likely')
says('500 Forbidden - HSS returned no authentication vectors', 'server/hss likely')
says('403 Forbidden - HSS Unable to comply (more)', 'server/hss definite')
says('500 Forbidden - HSS Unable to comply (more)', 'server/hss definite')
says('403 Forbidden - HSS responded with unknown (more)', 'server/hss definite')
says('500 Forbidden - HSS responded with unknown (more)', 'server/hss definite')
says('500 Forbidden - HSS (more)', 'server/hss likely')
says('480 Temporarily Unavailable - Diameter Cx interface failed', 'server/hss definite')
says('480 Temporarily Unavailable - TimeOut in  (more)', 'server/hss definite')
says('480 Temporarily Unavailable - Missing AVP (more)', 'server/hss definite')
says('480 Temporarily Unavailable - error  (more)', 'server/hss definite')
says('500 MAR failed', 'server/hss likely')
says('600 Busy everywhere - Empty list of S-CSCFs (more)', 'server/core_routing definite')
says('600 Busy everywhere - Forwarding to S-CSCF failed (more)', 'server/core_routing definite')
says('500 Server error on SCSCF Select (more)', 'server/core_routing definite')
says('500 Server error on UAR select next S-CSCF (more)', 'server/internal likely')
says('403 Authentication Failed', 'nothing', { aka: 'credentials/aka_res_mismatch definite' })
says('503 Service Unavailable (Create ipsec failed) (more)', 'sa/setup_failed definite')
says("403 Can't register to QoS (more)", 'server/internal definite')
says('403 No contact header (more)', 'request/malformed definite')
says('403 Forbidden - Websocket-request received on (more)', 'acl/client_policy definite')
says('403 Forbidden - Domain not served (more)', 'acl/domain definite')
says('403 Forbidden auth ID', 'credentials/identity_mismatch definite')
says('403 Invalid user name provided', 'credentials/identity_mismatch definite', { ims: 'nothing', short: 'nothing', nameless: 'nothing' })
says('403 Where on earth did you get that nonce?', 'credentials/stale_nonce definite')
says('403 Not relaying', 'acl/domain definite')
says('403 Relay Forbidden', 'acl/domain definite')
says('403 Rely forbidden', 'acl/domain definite')
says('404 Not found (unknown domain)', 'acl/domain definite')
says('404 User Not Found', 'credentials/unknown_user definite', { ims: 'nothing', short: 'nothing', nameless: 'nothing', aka: 'nothing' })
says('404 Unknown User', 'credentials/unknown_user definite', { ims: 'nothing', short: 'nothing', nameless: 'nothing', aka: 'nothing' })
says('404 User Unknown', 'credentials/unknown_user definite', { ims: 'nothing', short: 'nothing', nameless: 'nothing', aka: 'nothing' })
says('404 No such user', 'credentials/unknown_user definite', { ims: 'nothing', short: 'nothing', nameless: 'nothing', aka: 'nothing' })
says('403 Message too large', 'request/malformed definite')
says('403 R-URI too large', 'request/malformed definite')
says('500 CSeq is Out of Order', 'request/binding_conflict definite')
says('500 Out Of Order', 'request/binding_conflict definite')
says('603 Denied', 'nothing', { asterisk: 'acl/client_policy definite' })
says('503 Server overloaded', 'overload/unavailable likely')
says('503 Server shutting down', 'overload/unavailable likely')
says('503 Service Unavailable (SBC failure) (more)', 'overload/unavailable likely')

// With another code the same words are somebody else's, and mean nothing; but for what begins with Forbidden and is none.
says('500 Forbidden - HSS User Unknown', 'server/hss likely')
says("500 Forbidden - HSS Identities don't match", 'server/hss likely')
says('500 Forbidden - HSS Authorization Rejected', 'server/hss likely')
says('500 Forbidden - HSS Roaming not allowed', 'server/hss likely')
says('500 Forbidden - HSS Identity not registered', 'server/hss likely')
says('500 Forbidden - HSS Authentication Scheme Unsupported', 'server/hss likely')
says('500 Forbidden - Private identity not found', 'nothing')
says('500 Forbidden - Public identity not found', 'nothing')
says('500 Private identity not found', 'nothing')
says('500 Public identity not found', 'nothing')
says('500 Bad Request - Private ID', 'nothing')
says('500 Bad Request - Public ID', 'nothing')
says('500 Bad Request - P-Visited-Network-ID header missing', 'nothing')
says('502 Forbidden - HSS returned no authentication vectors', 'nothing')
says('502 Forbidden - HSS Unable to comply', 'nothing')
says('502 Forbidden - HSS responded with unknown', 'nothing')
says('502 Forbidden - HSS', 'nothing')
says('500 Forbidden - HSS', 'server/hss likely')
says('500 Temporarily Unavailable - Diameter Cx interface failed', 'nothing')
says('500 Temporarily Unavailable - TimeOut in ', 'nothing')
says('500 Temporarily Unavailable - Missing AVP', 'nothing')
says('500 Temporarily Unavailable - error ', 'nothing')
says('502 MAR failed', 'nothing')
says('500 MAR faile', 'nothing')
says('500 Busy everywhere - Empty list of S-CSCFs', 'nothing')
says('500 Busy everywhere - Forwarding to S-CSCF failed', 'nothing')
says('502 Server error on SCSCF Select', 'nothing')
says('500 Server error on SCSCF Select', 'server/core_routing definite')
says('502 Server error on UAR select next S-CSCF', 'nothing')
says('500 Server error on UAR select next S-CSCF', 'server/internal likely')
says('500 Authentication Failed', 'nothing')
says('500 Service Unavailable (Create ipsec failed)', 'nothing')
says("500 Can't register to QoS", 'nothing')
says('500 No contact header', 'nothing')
says('500 Forbidden - Websocket-request received on', 'nothing')
says('500 Forbidden - Domain not served', 'nothing')
says('500 Forbidden auth ID', 'nothing')
says('500 Invalid user name provided', 'nothing')
says('500 Where on earth did you get that nonce?', 'nothing')
says('500 Not relaying', 'nothing')
says('500 Relay Forbidden', 'nothing')
says('500 Rely forbidden', 'nothing')
says('500 Not found (unknown domain)', 'nothing')
says('500 User Not Found', 'nothing')
says('500 Unknown User', 'nothing')
says('500 User Unknown', 'nothing')
says('500 No such user', 'nothing')
says('500 Message too large', 'nothing')
says('500 R-URI too large', 'nothing')
says('502 CSeq is Out of Order', 'nothing')
says('500 CSeq is Out of Orde', 'nothing')
says('502 Out Of Order', 'nothing')
says('500 Out Of Orde', 'nothing')
says('500 Denied', 'nothing')
says('500 Server overloaded', 'nothing')
says('500 Server shutting down', 'nothing')
says('500 Service Unavailable (SBC failure)', 'nothing')

test('a phrase that goes on where it should end is another one', (t) => {
  for (const line of [
    '403 Not relaying today',
    '403 Forbidden - HSS Roaming not allowed here',
    '500 MAR failed twice',
    '404 Unknown Users',
  ])
    t.is(meaning(line, 'sip'), 'nothing', line)
})

test('every row says where it comes from, and what it matches', (t) => {
  for (const { exact, prefix, word, source } of [...imsRows, ...sipRows, ...vocabulary]) {
    const text = exact ?? prefix ?? word ?? ''
    t.regex(source ?? '', /[\w-]{3}/, text)
    t.true(text.length >= 2 && text === text.trimStart(), text)
  }
})
