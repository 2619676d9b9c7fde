import test from 'ava'
import { finding, type Finding } from '../../../../classifiers/rule.ts'
import type { Others } from '../../../../collector/explain/others.ts'
import { stepsOf } from '../../../../collector/explain/steps/steps.ts'
import type { Story } from '../../../../collector/explain/story.ts'
import {
  akaAnswer,
  akaChallenge,
  attempt,
  type Facts,
  impi,
  ims,
  securityClient,
  securityServer,
  type Sketch,
} from '../../../classifiers/attempt.ts'
import { ladder, story } from '../verdict.ts'

const nobody: Others = { served: 0, hidden: 0, failed: 0, servedElsewhere: 0, isServedItself: false }
const unknown = finding('credentials', 'impi_unknown', 'ambiguous', '403 ‘Forbidden’')
const wrongAnswer = finding('credentials', 'aka_res_mismatch', 'likely', '403 after credentials')
const named: Sketch = { sent: 'name', credentials: { username: impi }, got: '403 Forbidden', round: { securityClient } }
const refused: Sketch = { ...akaAnswer, got: '403 Forbidden' }
const ueLeg = ladder({ ue: '10.1.1.1:5060', pcscf: '192.0.2.1:5060' }, '0 ue -> pcscf 1 REGISTER')

/** A refused IMS attempt, its UE leg captured. */
function refusedStory(sketches: readonly Sketch[], said: Finding = unknown, facts: Facts = {}): Story {
  return story({
    code: 403,
    finding: said,
    registrar: '192.0.2.1',
    detail: { ladder: ueLeg, attempt: attempt(sketches, { ...ims, ...facts }) },
  })
}

/** What a step came to, and what it says. */
function told(number: string, said: Story, others: Partial<Others> = {}): string {
  const step = stepsOf(said, { ...nobody, ...others }).find((each) => each.number === number)
  return `${step?.result}: ${step?.says.join(' ')}`
}

const tells = test.macro((t, number: string, said: Story, expected: RegExp, others: Partial<Others> = {}) => {
  t.regex(told(number, said, others), expected)
})

test('only an IMS attempt has steps', (t) => {
  t.is(stepsOf(refusedStory([named]), nobody).length, 6)
  t.deepEqual(stepsOf(refusedStory([named], unknown, { ims: false }), nobody), [])
  t.deepEqual(stepsOf({ ...refusedStory([named]), method: 'INVITE' }, nobody), [])
})

test('another code than 403 has steps only if the security agreement failed', (t) => {
  const loop = [akaChallenge, { ...akaAnswer, got: '401 Unauthorized' }]
  t.deepEqual(stepsOf(refusedStory(loop, finding('credentials', 'aka_res_mismatch', 'definite')), nobody), [])
  t.is(stepsOf(refusedStory(loop, finding('sa', 'no_protected_register', 'ambiguous', 'none')), nobody).length, 6)
})

test('a 403 that surely is no refusal of a subscriber has none', (t) => {
  t.deepEqual(stepsOf(refusedStory([named], finding('server', 'hss', 'definite', 'HSS')), nobody), [])
  t.is(stepsOf(refusedStory([named], finding('server', 'hss', 'likely', 'HSS')), nobody).length, 6)
})

test(
  '1: a 403 with its Reason',
  tells,
  '1',
  refusedStory([{ ...named, response: { texts: ['SIP;cause=403;text="barred"'] } }]),
  /^found: .*“403 Forbidden” before any challenge.*reason: “SIP;cause=403;text="barred"”/,
)
test(
  '1: a 403 that became another code',
  tells,
  '1',
  refusedStory([{ ...named, got: '480 Gone', decision: '403 Forbidden' }]),
  /^found: The S-CSCF .*became “480 Gone”/,
)

test(
  '2: the record is never visible, and is asked for by name',
  tells,
  '2',
  refusedStory([named]),
  /^not visible here: Ask who runs the HSS.*the IMPI 262019876543210@ims\S+ and the IMPU sip:262019876543210@ims/,
)
test(
  '2: a vector was given',
  tells,
  '2',
  refusedStory([akaChallenge, refused], wrongAnswer),
  /^not visible here: A challenge for AKA was made/,
)
test('2: no vector without AKA', (t) => {
  t.notRegex(told('2', refusedStory([named])), /vector/)
})
test('2: it worked at another time', tells, '2', refusedStory([named]), /got through at another time/, { isServedItself: true })
test(
  '2: without an identity there is no record to look for',
  tells,
  '2',
  refusedStory([named], finding('credentials', 'impi_format', 'likely', 'a prefix')),
  /^not visible here: .*see to step 3 first/,
)
test('2: it worked before', tells, '2', refusedStory([named], unknown, { history: { succeeded: 'yes' } }), /got through at another time/)
test(
  '2: a visited network is asked about',
  tells,
  '2',
  refusedStory([named], unknown, { visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org' }),
  /is ims\.mnc015\.mcc208\S+ allowed to visit/,
)

const identity = test.macro((t, username: string, expected: RegExp, facts: Facts = {}) => {
  t.regex(told('3', refusedStory([{ ...named, credentials: { username } }], unknown, facts)), expected)
})
test('3: well formed', identity, impi, /^not found: 262019876543210@\S+ 15 digits without a prefix/)
test('3: a prefix', identity, `imsi-${impi}`, /^found: .*: imsi- stands before the IMSI/)
test('3: a realm with two digits of MNC', identity, '262019876543210@ims.mnc01.mcc262.3gppnetwork.org', /^found: .*2 digits in place of 3/)
test('3: a cut IMSI', identity, '2620198765@ims.mnc001.mcc262.3gppnetwork.org', /^found: .*10 digits in place of 15/)
test('3: an IMSI of 14 digits may be one', identity, '26201987654321@ims.mnc001.mcc262.3gppnetwork.org', /^not visible here: .*EF-IMSI/, {
  toUser: '+491711234567',
})
test('3: none', identity, '', /^found: No private identity/)
test('3: none, and none is due', identity, '', /^not visible here: /, { toHost: 'example.org', requestHost: 'example.org' })
test('3: of the operator’s own form', identity, 'alice@private.example.org', /^not found: .*the operator’s own/)
test('3: malformed, in a domain of the operator’s own', identity, `imsi-${impi}`, /^found: /, {
  toHost: 'example.org',
  requestHost: 'example.org',
})

test(
  '4: others get through',
  tells,
  '4',
  refusedStory([named]),
  /^found: 12 other subscribers got through by 192\.0\.2\.1 .*look first at this subscriber/,
  { served: 12, failed: 2 },
)
test(
  '4: most others do not',
  tells,
  '4',
  refusedStory([named]),
  /^found: 1 other subscriber got through .* 9 did not: more than this subscriber/,
  { served: 1, failed: 9 },
)
test(
  '4: nobody gets through',
  tells,
  '4',
  refusedStory([named]),
  /^not found: 3 other .*none got through, while 7 got through elsewhere\. Put a SIM/,
  { failed: 3, servedElsewhere: 7 },
)
test('4: of a large capture not all are counted', tells, '4', refusedStory([named]), /^found: 1024 or more other subscribers got through/, {
  served: 1024,
})
test('4: others vanish in ESP', tells, '4', refusedStory([named]), /^not visible here: 2 other .*ESP/, { hidden: 2 })
test('4: nobody else', tells, '4', refusedStory([named]), /^not visible here: Nobody else/)
test('4: the population of that time goes first', (t) => {
  const said = refusedStory([named])
  const population = { ...said.detail.attempt!.population, seen: { pcscfWide: '7 users of its P-CSCF are refused' } }
  t.regex(told('4', { ...said, population }, { served: 3 }), /^not found: At that time, 7 users of its P-CSCF are refused/)
})
test('4 and 5: without the leg of the UE, the P-CSCF is not in sight', (t) => {
  const said = refusedStory([named])
  const core = { ...said, detail: { ...said.detail, ladder: ueLeg.map((line) => ({ ...line, depth: 2 })) } }
  t.regex(told('4', core, { served: 9 }), /^not visible here: The leg between UE and P-CSCF was not captured/)
  t.regex(told('5a', core, { served: 9 }), /^not visible here: /)
})

test(
  '5a: what the device was told is asked for',
  tells,
  '5a',
  refusedStory([named]),
  /^not visible here: The UE sent to 192\.0\.2\.1\. .*PCO.*DNS/,
)
test('5a: others use it', tells, '5a', refusedStory([named]), /^not found: /, { served: 1 })
test(
  '5a: it is refused',
  tells,
  '5a',
  refusedStory([named], finding('acl', 'topology', 'likely', '403 ‘P-CSCF not authorized’')),
  /^found: 403 ‘P-CSCF not authorized’\./,
)

const agreement = test.macro((t, sketches: readonly Sketch[], expected: RegExp, said: Finding = wrongAnswer) => {
  t.regex(told('5b', refusedStory(sketches, said)), expected)
})
const answer = (round: Sketch['round']): Sketch => ({ ...refused, round: { ...refused.round, ...round } })
const offered = (server: string): Sketch => ({ ...akaChallenge, response: { securityServer: server } })

test('5b: all fits', agreement, [akaChallenge, refused], /^not found: Security-Verify repeats/)
test(
  '5b: one of several algorithms is common',
  agreement,
  [
    offered(`ipsec-3gpp;alg=hmac-md5-96;spi-c=21;spi-s=22;port-c=6101;port-s=6100, ${securityServer}`),
    answer({ securityVerify: `ipsec-3gpp;alg=hmac-md5-96;spi-c=21;spi-s=22;port-c=6101;port-s=6100, ${securityServer}` }),
  ],
  /^not found: /,
)
test(
  '5b: Security-Verify differs',
  agreement,
  [akaChallenge, answer({ securityVerify: securityServer.replace('spi-s=22', 'spi-s=23') })],
  /^found: Security-Verify differs from Security-Server: spi-s\.$/,
)
test(
  '5b: Security-Verify is missing',
  agreement,
  [akaChallenge, answer({ securityVerify: '' })],
  /^found: The answer carries no Security-Verify\.$/,
)
test(
  '5b: the answer goes outside',
  agreement,
  [akaChallenge, answer({ toPort: 5060, securityVerify: '' })],
  /^found: The answer went to port 5060, the security association is on 6100\.$/,
)
test(
  '5b: Security-Client changes',
  agreement,
  [akaChallenge, answer({ securityClient: securityClient.replace('7001', '7003') })],
  /^found: Security-Client of the answer differs .*: port-c\.$/,
)
test(
  '5b: nothing in common',
  agreement,
  [
    offered(securityServer.replace('aes-cbc', 'des-ede3-cbc')),
    answer({ securityVerify: securityServer.replace('aes-cbc', 'des-ede3-cbc') }),
  ],
  /^found: Security-Server has no mechanism/,
)
test(
  '5b: one SPI on both sides',
  agreement,
  [offered(securityServer.replace('spi-s=22', 'spi-s=12')), answer({ securityVerify: securityServer.replace('spi-s=22', 'spi-s=12') })],
  /^found: The P-CSCF chose an SPI that the UE uses/,
)
test(
  '5b: resynchronisation goes outside, with a new offer',
  agreement,
  [akaChallenge, { ...refused, sent: 'auts', round: { securityClient: 'ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc;spi-c=31;spi-s=32' } }],
  /^not visible here: .*outside/,
)
test(
  '5b: what the P-CSCF passed on it accepted',
  agreement,
  [akaChallenge, { ...answer({ securityVerify: '', forwarded: true }), decision: '403 Forbidden' }],
  /^not found: The P-CSCF passed the answer/,
)
test(
  '5b: the answer is hidden in ESP',
  agreement,
  [{ ...akaChallenge, decision: '403 Forbidden' }],
  /^not visible here: .*ESP.*ip xfrm state/,
)
test('5b: the P-CSCF refuses an offer', agreement, [named], /^not visible here: The P-CSCF gave no Security-Server/, unknown)
test('5b: the core refuses first', agreement, [{ ...named, decision: '403 Forbidden' }], /^not found: The core refused before/, unknown)
test(
  '5b: nobody offers anything, and the P-CSCF refuses',
  agreement,
  [{ ...named, round: {} }],
  /^not visible here: The UE offers no Security-Client/,
  unknown,
)
test(
  '5b: another cause is certain',
  agreement,
  [named],
  /^not found: It did not come to that/,
  finding('barring', 'suspended', 'definite', 'suspended'),
)
test(
  '5b: a silent association is not judged',
  agreement,
  [akaChallenge],
  /^not visible here: No REGISTER inside\. Ask who runs the P-CSCF/,
  finding('sa', 'no_protected_register', 'ambiguous', 'no REGISTER inside'),
)
