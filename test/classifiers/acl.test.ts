import test from 'ava'
import { impi, ims, type Sketch } from './attempt.ts'
import { finds } from './finds.ts'

const refused: Sketch = { got: '403 Forbidden' }
const named: Sketch = { sent: 'name', credentials: { username: impi }, got: '403 Forbidden' }
const edge = { ...ims, originRole: 'pcscf', decidedAlone: 'yes' } as const

test('403 at once', finds, [refused], {}, 'acl/source_ip likely')
test(
  '403 at once, neighbours get through',
  finds,
  [refused],
  { population: { neighboursSucceed: 'yes' } },
  'credentials/unknown_user ambiguous',
)
test(
  '403 at once to a user that was known good, neighbours got through before',
  finds,
  [refused],
  { population: { neighboursSucceed: 'yes' }, history: { succeeded: 'yes' } },
  'barring/identity_barred ambiguous',
)
test(
  '403 at once to a user that was known good, neighbours get through since',
  finds,
  [refused],
  { population: { neighboursSucceed: 'yes', neighboursSince: 'yes' }, history: { succeeded: 'yes' } },
  'barring/identity_barred likely',
)
test(
  '403 at once to a user that got through from elsewhere, neighbours get through here',
  finds,
  [refused],
  { population: { neighboursSucceed: 'yes' }, history: { succeeded: 'yes', elsewhere: 'yes' } },
  'acl/source_ip ambiguous',
)
test(
  '403 at once to a user from two sources where others get through, minutes after it was served',
  finds,
  [refused],
  { population: { userMultiSource: 'yes', neighboursSucceed: 'yes' }, history: { succeeded: 'yes', elsewhere: 'yes' } },
  'barring/identity_barred ambiguous',
)
const wholeSource = { population: { sourceWide: 'yes' } } as const
for (const [server, expected] of [
  ['FreeSWITCH-mod_sofia/1.10', 'acl/source_ip definite'],
  ['Asterisk PBX 20', 'acl/source_ip likely'],
  ['', 'acl/source_ip likely'],
] as const) {
  test(`403 at once from '${server}', whole source`, finds, [{ ...refused, response: { server } }], wholeSource, expected)
}
test(
  '403 of pjsip to a source that it had asked before',
  finds,
  [{ got: '401 Unauthorized', challenge: { nonceForm: 'time_hash', opaque: true } }, refused],
  wholeSource,
  'acl/source_ip likely',
)
test('403 at once from ejabberd', finds, [{ ...refused, response: { server: 'ejabberd 24.02' } }], {}, 'acl/domain likely')
test('the edge alone', finds, [named], edge, 'acl/topology ambiguous')
test('the edge alone, whole source', finds, [named], { ...edge, population: { sourceWide: 'yes' } }, 'acl/source_ip likely')
test('the edge, perhaps not alone', finds, [named], { ...edge, decidedAlone: 'unknown' }, 'credentials/impi_unknown ambiguous')
test(
  'an I-CSCF that decides alone is no edge',
  finds,
  [named],
  { ...ims, originRole: 'icscf', decidedAlone: 'yes' },
  'credentials/impi_unknown ambiguous',
)
test('the edge alone, out of order', finds, [{ ...named, got: '500 Server Internal Error' }], edge, 'server/internal likely')
test(
  'a core that is out of order, to another subscriber’s address',
  finds,
  [{ ...named, got: '500 Server Internal Error' }],
  { ...ims, toUser: '262019876543211' },
  'server/internal likely',
)
test('one P-CSCF, everyone', finds, [named], { ...ims, population: { pcscfWide: 'yes' } }, 'acl/topology likely')
test(
  'one P-CSCF, everyone, and it is all of a visited network',
  finds,
  [named],
  { ...ims, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org', population: { pcscfWide: 'yes', visitedCluster: 'yes' } },
  'barring/roaming_not_allowed likely',
)
test(
  'visited network, nothing else known',
  finds,
  [named],
  { ...ims, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org' },
  'barring/roaming_not_allowed ambiguous',
)
test('home network', finds, [named], { ...ims, visitedNetwork: 'ims.mnc01.mcc262.3gppnetwork.org' }, 'credentials/impi_unknown ambiguous')
test(
  'visited network by another name',
  finds,
  [named],
  { ...ims, visitedNetwork: 'Visited Network 1' },
  'credentials/impi_unknown ambiguous',
)
test('known good, several flows', finds, [named], { ...ims, regId: true, history: { succeeded: 'yes' } }, 'acl/contact_limit ambiguous')
test('another subscriber’s address', finds, [named], { ...ims, toUser: '262019876543211' }, 'credentials/identity_mismatch likely')
test('no Authorization', finds, [refused], ims, 'credentials/impi_format likely')
test('404 in an IMS', finds, [{ ...named, got: '404 Not Found' }], ims, 'credentials/impi_unknown likely')

// What the capture lost, or the phone left empty
const unseen = { ...refused, round: { requestSeen: false } }
test('403 without its request', finds, [unseen], {}, 'acl/source_ip ambiguous')
test('401, then 403 without its request', finds, [{ got: '401 Unauthorized' }, unseen], {}, 'credentials/wrong_password ambiguous')
test(
  'an Authorization that only names the user',
  finds,
  [{ got: '401 Unauthorized' }, { ...refused, sent: 'name' }],
  {},
  'acl/source_ip likely',
)
test('an empty response', finds, [{ got: '401 Unauthorized' }, { ...refused, sent: 'empty' }], {}, 'credentials/unspecified ambiguous')

test(
  'an S-CSCF before any challenge: the vector was refused',
  finds,
  [{ ...named, response: { role: 'scscf' } }],
  ims,
  'server/hss ambiguous',
)
test(
  'the same, as everyone of the visited network',
  finds,
  [{ ...named, response: { role: 'scscf' } }],
  { ...ims, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org', population: { visitedCluster: 'yes' } },
  'barring/roaming_not_allowed likely',
)
test(
  'the same, known good',
  finds,
  [{ ...named, response: { role: 'scscf' } }],
  { ...ims, history: { succeeded: 'yes' } },
  'server/hss ambiguous',
)
test(
  'the same, unless its phrase says more',
  finds,
  [{ ...named, got: '403 Subscriber unknown', response: { role: 'scscf' } }],
  ims,
  'credentials/impi_unknown likely',
)
