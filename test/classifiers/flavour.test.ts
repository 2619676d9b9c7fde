import test from 'ava'
import { flavourOf, nonceLifeSeconds, type Flavour } from '../../classifiers/flavour.ts'
import type { Challenge } from '../../classifiers/attempt.ts'
import { attempt } from './attempt.ts'

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
