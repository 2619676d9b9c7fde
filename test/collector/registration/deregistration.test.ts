import test from 'ava'
import { Call, type Wording } from '../../scenario.ts'
import { saidOf } from '../../watch.ts'

const asksFor = test.macro((t, wording: Wording, outcome: 'success' | 'deregistration') => {
  t.deepEqual(saidOf(new Call().register(0, wording).answer(0.1, 200).packets), [`${outcome} 200`])
  // What a refusal means depends on what was asked for.
  const refused = outcome === 'deregistration' ? 'deregistration' : 'failure'
  t.deepEqual(saidOf(new Call().register(0, wording).answer(0.1, 403).packets), [`${refused} 403`])
})

const OLD = '<sip:alice@192.0.2.10:5060>'
const NEW = '<sip:alice@192.0.2.10:5062>'

test('Expires: 0 takes the registration back', asksFor, { expires: 0 }, 'deregistration')
test('a contact with expires=0 takes it back', asksFor, { contact: `${OLD};expires=0` }, 'deregistration')
test('a contact of its own time does not, whatever the header says', asksFor, { contact: `${OLD};expires=60`, expires: 0 }, 'success')
test('Contact: * takes all back', asksFor, { contact: '*', expires: 0 }, 'deregistration')
test('a REGISTER without Contact asks only', asksFor, { contact: null, expires: 0 }, 'success')
test('one contact removed and one bound is a registration', asksFor, { contact: `${OLD};expires=0, ${NEW};expires=60` }, 'success')
test('several contacts, all removed', asksFor, { contact: `${OLD};expires=0,${NEW};q=0.5;EXPIRES=0` }, 'deregistration')

// PJSIP moves a contact so.
test(
  'the old contact removed, the new one bound by the header',
  asksFor,
  { contact: NEW, headers: [`Contact: ${OLD};expires=0`] },
  'success',
)
test('the same on one line', asksFor, { contact: `${NEW}, ${OLD};expires=0` }, 'success')
// EQUAL is SWS "=" SWS (RFC 3261 §25.1).
test('white space around the equals sign', asksFor, { contact: `${OLD};expires = 0` }, 'deregistration')

const becomes = test.macro((t, call: Call, ...said: readonly string[]) => {
  t.deepEqual(saidOf(call.packets), said)
})

test(
  'a challenge that a de-registration answers is none of its failures',
  becomes,
  challenged().register(0.2, { expires: 0, nonce: 'n1' }).answer(0.3, 200),
  'deregistration 200',
)
test(
  'a de-registration that is refused takes nothing from the user',
  becomes,
  challenged().register(0.2, { expires: 0, nonce: 'n1' }).answer(0.3, 404),
  'deregistration 404',
)
test('a challenge unanswered is a failure even there', becomes, challenged(), 'failure 401')
test(
  'so is one that is answered in vain',
  becomes,
  challenged().register(0.2, { expires: 0, nonce: 'n1' }).challenge(0.3, 'n2'),
  'failure 401',
)
test(
  'a registration, and the one that takes it back, are two attempts',
  becomes,
  new Call().register(0).answer(0.1, 200).register(8, { expires: 0 }).answer(8.1, 200),
  'success 200',
  'deregistration 200',
)
// outcome.ts and teller.ts, #outcomeOf: design §4 says never a failure, §5.3 excepts challenges alone; a phone that is switched off does not wait.
test('a de-registration that nobody answers is no failure', becomes, new Call().register(0, { expires: 0 }), 'deregistration none')

function challenged(): Call {
  return new Call().register(0, { expires: 0 }).challenge(0.1, 'n1')
}
