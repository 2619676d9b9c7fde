import test from 'ava'
import { akaAnswer, ims, type Facts, type Sketch } from './attempt.ts'
import { finds } from './finds.ts'

/** A refresh inside a security association, which the S-CSCF refuses without a challenge. */
const refresh: Sketch = {
  ...akaAnswer,
  sent: 'cached',
  got: '403 Forbidden',
  response: { role: 'scscf' },
  round: { ...akaAnswer.round, forwarded: true, integrityProtected: true },
}
const atServer: Facts = { ...ims, originRole: 'scscf' }

test('a refresh that is refused: the user was registered', finds, [refresh], atServer, 'barring/identity_barred ambiguous')
test('of one flow among several', finds, [refresh], { ...atServer, regId: true }, 'acl/contact_limit ambiguous')
test('of a user who is remembered', finds, [refresh], { ...atServer, history: { succeeded: 'yes' } }, 'barring/identity_barred likely')
test(
  'no refresh, since the P-CSCF vouches for nothing: there was no vector',
  finds,
  [{ ...refresh, round: { ...refresh.round, integrityProtected: false } }],
  atServer,
  'server/hss ambiguous',
)
test('no refresh, since it answers nothing', finds, [{ ...refresh, sent: 'name' }], atServer, 'server/hss ambiguous')
