import test from 'ava'
import { flavourOf, nonceLifeSeconds, recognise, type Flavour } from '../../classifiers/flavour.ts'
import type { Challenge } from '../../classifiers/attempt.ts'
import { attempt, type Facts, type Sketch } from './attempt.ts'

const flavour = test.macro<[server: string, challenge: Partial<Challenge>, expected: Flavour, ims?: boolean]>(
  (t, server, challenge, expected, ims = false) => {
    t.is(flavourOf(attempt([{ got: '401 Unauthorized', challenge, response: { server } }], { ims })), expected)
  },
)

test('Kamailio', flavour, 'kamailio (5.8.0 (x86_64/linux))', {}, 'kamailio')
test('Kamailio as a CSCF', flavour, 'Kamailio S-CSCF', {}, 'kamailio_ims', true)
test('OpenSIPS', flavour, 'OpenSIPS (3.4.2 (x86_64/linux))', { qop: 'auth' }, 'opensips')
test('ejabberd', flavour, 'ejabberd 24.02', { qop: 'auth' }, 'ejabberd')
test('FreeSWITCH by its nonce', flavour, 'Sippy', { nonceForm: 'uuid' }, 'freeswitch')
test('Asterisk with pjsip', flavour, 'Asterisk PBX 20.5.0', { nonceForm: 'time_hash', opaque: true }, 'ast_pjsip')
test('Asterisk with chan_sip', flavour, 'Asterisk PBX 16.2.1', { nonceForm: 'hex8', algorithm: 'MD5' }, 'chan_sip')
test('Asterisk, stack not told', flavour, 'FPBX-16.0.40(18.9)', {}, 'asterisk')
test('Asterisk is not FreeSWITCH', flavour, 'Asterisk PBX 20', { nonceForm: 'uuid' }, 'asterisk')
test('OpenIMSCore', flavour, 'Sip EXpress router (2.1.0-dev1 OpenIMSCore (i386/linux))', {}, 'openimscore')
test('nothing to go by', flavour, '', {}, 'unknown')

const cached = test.macro<[server: string, nonceForm: Challenge['nonceForm'], expected: Flavour]>((t, server, nonceForm, expected) => {
  t.is(flavourOf(attempt([{ sent: 'cached', credentials: { nonceForm }, got: '403 Forbidden', response: { server } }])), expected)
})
test('Asterisk with pjsip, by the nonce of an earlier attempt', cached, 'Asterisk PBX 22', 'time_hash', 'ast_pjsip')
test('FreeSWITCH, by the nonce of an earlier attempt', cached, '', 'uuid', 'freeswitch')
test('a nonce of an earlier attempt that any server may give', cached, '', 'hex8', 'unknown')

test('a nonce lives as long as the server lets it', (t) => {
  t.is(nonceLifeSeconds('opensips'), 30)
  t.is(nonceLifeSeconds('unknown'), 300)
})

const proved = test.macro<[rounds: readonly Sketch[], facts: Facts, expected: string]>((t, rounds, facts, expected) => {
  const { flavour: told, proof } = recognise(attempt(rounds, facts))
  t.is(`${told} by ${proof}`, expected)
})
const asked: Sketch = { got: '401 Unauthorized' }
const kamailio = { response: { server: 'kamailio (5.8)' } } as const
test('by its name', proved, [{ ...asked, ...kamailio, challenge: { nonceForm: 'uuid' } }], {}, 'kamailio by name')
test('by its challenge', proved, [{ ...asked, challenge: { nonceForm: 'uuid' } }], {}, 'freeswitch by challenge')
test(
  'Asterisk of some kind',
  proved,
  [{ ...asked, response: { server: 'Asterisk' }, challenge: { nonceForm: 'time_hash', opaque: true } }],
  {},
  'ast_pjsip by challenge',
)
test('Asterisk, no kind', proved, [{ ...asked, response: { server: 'FreePBX' } }], {}, 'asterisk by name')
test('the node that decided names itself first', proved, [{ got: '403 X', ...kamailio, decision: '403 Y' }], {}, 'kamailio by name')
test('the node that decided names itself, and so does who passed that on', (t) => {
  const one = attempt([
    { ...asked, ...kamailio },
    { got: '403 X', response: { server: 'ejabberd' } },
  ])
  t.is(flavourOf(one), 'ejabberd')
  t.is(flavourOf({ ...one, decision: { ...one.final!, server: 'OpenSIPS' } }), 'opensips')
  t.is(flavourOf({ ...one, decision: { ...one.final!, server: '' } }), 'ejabberd')
  t.is(flavourOf({ ...one, decision: undefined }), 'ejabberd')
})
test('who is silent about itself once is named where it was not', proved, [asked, { ...asked, ...kamailio }, asked], {}, 'kamailio by name')
test('any round names it', proved, [{ ...asked, ...kamailio }, { got: '403 X' }], {}, 'kamailio by name')
test(
  'the last word goes before the first',
  proved,
  [
    { ...asked, ...kamailio },
    { got: '403 X', response: { server: 'OpenSIPS' } },
  ],
  {},
  'opensips by name',
)
test(
  'the first challenge counts, in whatever round',
  proved,
  [{ got: '423 X' }, {}, { ...asked, challenge: { nonceForm: 'uuid' } }],
  {},
  'freeswitch by challenge',
)
test('nobody answered', proved, [{}], {}, 'unknown by name')

const looks = test.macro<[challenge: Partial<Challenge>, expected: Flavour]>((t, challenge, expected) => {
  t.is(flavourOf(attempt([{ ...asked, challenge }])), expected)
})
test('time and hash without opaque', looks, { nonceForm: 'time_hash' }, 'unknown')
test('opaque without time and hash', looks, { nonceForm: 'hex', opaque: true }, 'unknown')
test('eight digits', looks, { nonceForm: 'hex8', algorithm: 'MD5' }, 'chan_sip')
test('eight digits with opaque', looks, { nonceForm: 'hex8', algorithm: 'MD5', opaque: true }, 'unknown')
test('eight digits with qop', looks, { nonceForm: 'hex8', algorithm: 'MD5', qop: 'auth' }, 'unknown')
test('eight digits without algorithm', looks, { nonceForm: 'hex8' }, 'unknown')
test('hex of another length', looks, { nonceForm: 'hex', algorithm: 'MD5' }, 'unknown')

test('nonces live as long as each server says', (t) => {
  t.deepEqual(
    (['opensips', 'ast_pjsip', 'freeswitch', 'kamailio_ims', 'kamailio', 'chan_sip'] as const).map(nonceLifeSeconds),
    [30, 32, 60, 60, 300, 300],
  )
})
test(
  'by its challenge, which stands behind one of another scheme',
  proved,
  [{ ...asked, challenge: [{ scheme: 'Bearer' }, { nonceForm: 'uuid' }] }],
  {},
  'freeswitch by challenge',
)
