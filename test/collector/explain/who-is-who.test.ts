import test from 'ava'
import { whoIsWho } from '../../../collector/explain/who-is-who.ts'
import { akaChallenge, attempt, ims } from '../../classifiers/attempt.ts'

test('each node that answered, what it is taken for, and why', (t) => {
  const edge = { role: 'pcscf', roleBy: 'nearest', address: '192.0.2.1:5060' } as const
  t.deepEqual(
    whoIsWho(
      attempt(
        [
          { ...akaChallenge, response: edge },
          { got: '403 Forbidden', response: edge },
        ],
        ims,
      ),
    ),
    ['192.0.2.1:5060 is the P-CSCF: it talks to the UE'],
  )
})
test('the server, by its name or by the look of its challenge', (t) => {
  const named = attempt([{ got: '403 Forbidden', response: { server: 'kamailio (5.8.0)' } }])
  t.deepEqual(whoIsWho(named), ['the server is Kamailio: so it names itself'])
  const looks = attempt([{ got: '401 Unauthorized', challenge: { nonceForm: 'time_hash', opaque: true } }])
  t.deepEqual(whoIsWho(looks), ['the server is Asterisk (pjsip): by the look of its challenge'])
})
