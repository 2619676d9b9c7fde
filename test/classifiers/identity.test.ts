import test from 'ava'
import { actsForAnother, impiFault, imsiDiffers, isRoaming } from '../../classifiers/identity.ts'
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
