import test from 'ava'
import { actsForAnother, impiFault, imsiDiffers, isRoaming, shortImsi } from '../../classifiers/identity.ts'
import { attempt, ims, type Facts } from './attempt.ts'

const wellFormed = test.macro<[username: string, expected: boolean, facts?: Facts]>((t, username, expected, facts = {}) => {
  t.is(impiFault(attempt([{ sent: 'name', credentials: { username } }], { ...ims, ...facts })) === undefined, expected)
})

test('IMSI with MNC of two digits', wellFormed, '262019876543210@ims.mnc001.mcc262.3gppnetwork.org', true)
test('IMSI with MNC of three digits', wellFormed, '310410123456789@ims.mnc410.mcc310.3gppnetwork.org', true)
test('IMSI of 14 digits', wellFormed, '26201987654321@ims.mnc001.mcc262.3gppnetwork.org', true)
test('prefix before the IMSI', wellFormed, 'imsi-262019876543210@ims.mnc001.mcc262.3gppnetwork.org', false)
test('MNC label of two digits', wellFormed, '262019876543210@ims.mnc01.mcc262.3gppnetwork.org', false)
test('IMSI of another network', wellFormed, '208159876543210@ims.mnc001.mcc262.3gppnetwork.org', false)
test('bare IMSI', wellFormed, '262019876543210', false)
test('private identity of another form', wellFormed, 'alice@private.example.org', true)
test('no 3GPP network at all', wellFormed, '', true, { toHost: 'example.org', requestHost: 'example.org' })

test('of a REGISTER that was not captured nothing is wrong', (t) => {
  t.is(impiFault(attempt([{ got: '403 Forbidden', round: { requestSeen: false } }], ims)), undefined)
})

const faulty = test.macro((t, username: string, fault: string) => {
  t.is(impiFault(attempt([{ sent: 'name', credentials: { username } }], ims)), fault)
})
test(
  'what stands before the IMSI is named',
  faulty,
  'imsi-262019876543210@ims.mnc001.mcc262.3gppnetwork.org',
  'imsi- stands before the IMSI, where nothing belongs',
)
test(
  'a URI is no private identity',
  faulty,
  'sip:262019876543210@ims.mnc001.mcc262.3gppnetwork.org',
  'sip: stands before the IMSI, where nothing belongs',
)
test(
  'digits that are missing are counted',
  faulty,
  '2620198765432@ims.mnc001.mcc262.3gppnetwork.org',
  'the IMSI has 13 digits in place of 15',
)
test(
  'the leading digit of EAP-AKA is one too many',
  faulty,
  '0262019876543210@ims.mnc001.mcc262.3gppnetwork.org',
  'the IMSI has 16 digits in place of 15',
)
test('an IMSI alone has no realm', faulty, '262019876543210', 'the IMSI stands without a realm')

const differs = test.macro((t, username: string, toUser: string, expected: boolean) => {
  t.is(imsiDiffers(attempt([{ sent: 'name', credentials: { username } }], { ...ims, toUser })), expected)
})
test('one subscription', differs, '262019876543210@ims.mnc001.mcc262.3gppnetwork.org', '262019876543210', false)
test('two subscriptions', differs, '262019876543210@ims.mnc001.mcc262.3gppnetwork.org', '262019876543219', true)
test('telephone number', differs, '262019876543210@ims.mnc001.mcc262.3gppnetwork.org', '+491711234567', false)

const roams = test.macro((t, visitedNetwork: string, expected: boolean | undefined) => {
  t.is(isRoaming(attempt([{}], { ...ims, visitedNetwork })), expected)
})
test('visited network not seen', roams, '', undefined)
test('other country', roams, '"mnc015.mcc208.3gppnetwork.org"', true)
test('own network', roams, 'ims.mnc001.mcc262.3gppnetwork.org', false)
test('a name that says nothing', roams, 'Visited Network Number 1', undefined)

test('same user, other case or with domain', (t) => {
  const one = attempt([{}])
  for (const username of ['Alice', 'alice@example.org', '']) t.is(actsForAnother(one, username), undefined)
  t.is(actsForAnother(one, 'bob'), 'the digest username is not the user that registers')
  t.is(actsForAnother(attempt([{}], { fromUser: 'bob' }), 'alice'), 'From is not the user that registers')
})

test('a 3GPP form is due where To or the Request-URI is in such a domain', (t) => {
  const username = '2620198765432@ims.mnc001.mcc262.3gppnetwork.org'
  const fault = (facts: Facts) => impiFault(attempt([{ sent: 'name', credentials: { username } }], facts))
  t.is(fault({ ...ims, requestHost: 'example.org' }), 'the IMSI has 13 digits in place of 15')
  t.is(fault({ ...ims, toHost: 'example.org' }), 'the IMSI has 13 digits in place of 15')
  t.is(fault({}), undefined)
})
test('no username at all', faulty, '', 'no private identity: the REGISTER carries no Authorization username')
test(
  'an IMSI of another MCC',
  faulty,
  '208019876543210@ims.mnc001.mcc262.3gppnetwork.org',
  'the IMSI does not belong to the MCC and MNC of its realm',
)
test(
  'an MNC of three digits that is another',
  faulty,
  '310411123456789@ims.mnc410.mcc310.3gppnetwork.org',
  'the IMSI does not belong to the MCC and MNC of its realm',
)
test(
  'an MNC of three digits that does not begin with 0 has no shorter form',
  faulty,
  '310101234567890@ims.mnc410.mcc310.3gppnetwork.org',
  'the IMSI does not belong to the MCC and MNC of its realm',
)
test(
  'something before a prefix',
  faulty,
  '(imsi-262019876543210@ims.mnc001.mcc262.3gppnetwork.org',
  'the username has not the form IMSI@ims.mnc…mcc….3gppnetwork.org',
)
test(
  'a domain that goes on',
  faulty,
  '262019876543210@ims.mnc001.mcc262.3gppnetwork.org.3gppnetwork.org',
  'the username has not the form IMSI@ims.mnc…mcc….3gppnetwork.org',
)
test(
  'letters among the digits',
  faulty,
  '26201987a543210@ims.mnc001.mcc262.3gppnetwork.org',
  'the username has not the form IMSI@ims.mnc…mcc….3gppnetwork.org',
)
test(
  'a prefix and too few digits',
  faulty,
  'imsi26201987@ims.mnc001.mcc262.3gppnetwork.org',
  'the username has not the form IMSI@ims.mnc…mcc….3gppnetwork.org',
)
test(
  '14 digits without a realm of their own',
  faulty,
  '26201987654321@x.3gppnetwork.org',
  'the username has not the form IMSI@ims.mnc…mcc….3gppnetwork.org',
)
test(
  'a sign before the IMSI that belongs nowhere',
  faulty,
  '(262019876543210@ims.mnc001.mcc262.3gppnetwork.org',
  'the username has not the form IMSI@ims.mnc…mcc….3gppnetwork.org',
)

const short = (username: string) => shortImsi(attempt([{ sent: 'name', credentials: { username } }], ims))
test('an IMSI of 14 digits, and not of 13 or 15', (t) => {
  t.true(short('26201987654321@ims.mnc001.mcc262.3gppnetwork.org'))
  for (const username of ['262019876543210@x', '2620198765432@x', 'a26201987654321@x', '26201987654321', ''])
    t.false(short(username), username)
})
test('no IMSI in To outside a 3GPP domain', (t) => {
  t.false(imsiDiffers(attempt([{ sent: 'name', credentials: { username: '262019876543219@x' } }], { ...ims, toHost: 'example.org' })))
  t.false(imsiDiffers(attempt([{ sent: 'name', credentials: { username: 'alice' } }], ims)))
  t.false(imsiDiffers(attempt([{ sent: 'name', credentials: { username: '262019876543219@x' } }], { ...ims, toUser: '+262019876543210' })))
  t.false(imsiDiffers(attempt([{ sent: 'name', credentials: { username: '262019876543219@x' } }], { ...ims, toUser: '2620198765432109' })))
  t.true(imsiDiffers(attempt([{ sent: 'name', credentials: { username: '262019876543219' } }], ims)))
})
const roaming = (visitedNetwork: string, toHost: string) => isRoaming(attempt([{}], { toHost, visitedNetwork }))
test('a visited network whose name holds the home domain', (t) => {
  t.is(roaming('Visited at IMS.example.net', 'ims.example.net'), false)
  t.is(roaming('other.example.net', 'ims.example.net'), undefined)
  t.is(roaming('other.example.net', ''), undefined)
  t.is(roaming('', 'ims.example.net'), undefined)
  t.is(roaming('', ''), undefined)
  t.is(roaming('ims.mnc015.mcc208.3gppnetwork.org', 'ims.example.net'), undefined)
  t.is(roaming('other.example.net', 'ims.mnc001.mcc262.3gppnetwork.org'), undefined)
  t.is(roaming('ims.mnc15.mcc208.3gppnetwork.org', 'ims.mnc015.mcc208.3gppnetwork.org'), false)
  t.is(roaming('ims.mnc001.mcc263.3gppnetwork.org', 'ims.mnc001.mcc262.3gppnetwork.org'), true)
})
test('who acts for another where that is allowed, or nobody is named', (t) => {
  const allowed = { population: { otherNames: 'yes' } } as const
  t.is(actsForAnother(attempt([{}], allowed), 'bob'), undefined)
  t.is(actsForAnother(attempt([{}], { ...allowed, fromUser: 'carol' }), 'bob'), 'From is not the user that registers')
  t.is(actsForAnother(attempt([{}], { toUser: '' }), 'bob'), undefined)
  t.is(actsForAnother(attempt([{}], { fromUser: '' }), 'alice'), undefined)
  t.is(actsForAnother(attempt([{}], { fromUser: 'ALICE' }), 'alice'), undefined)
  t.is(actsForAnother(attempt([{}]), '@alice'), 'the digest username is not the user that registers')
})
