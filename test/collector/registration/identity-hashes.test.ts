import test from 'ava'
import { Call, PROXY, REGISTRAR } from '../../scenario.ts'
import { countedOf } from './counted.ts'

let calls = 0

/** A refusal of a phone at this endpoint. */
function identity(endpoint: string, { userAgent, behind = false }: { readonly userAgent?: string; readonly behind?: boolean } = {}) {
  const registrar = endpoint.startsWith('[') ? '[2001:db8:ffff::3]:5060' : REGISTRAR
  const path = behind ? [endpoint, PROXY, registrar] : [endpoint, registrar]
  const agents = [{ id: 1, legs: [behind ? 2 : 1] }]
  const headers = userAgent === undefined ? [] : [`User-Agent: ${userAgent}`]
  const call = new Call({ callId: `call-${++calls}`, path, agents }).register(0, { headers }).answer(0.1, 403)
  const [counted] = countedOf(call.packets)
  return { source: counted?.source ?? 0, subnet: counted?.subnet ?? 0, userAgent: counted?.userAgent ?? 0 }
}

test('a source is an address, whatever its port', (t) => {
  t.deepEqual(identity('192.0.2.10:5060'), identity('192.0.2.10:40000'))
  t.not(identity('192.0.2.10:5060').source, identity('192.0.2.11:5060').source)
  t.not(identity('192.0.2.10:5060').source, 0)
})

test('a subnet is a /24, of IPv6 a /48', (t) => {
  t.is(identity('192.0.2.10:5060').subnet, identity('192.0.2.200:5060').subnet)
  t.not(identity('192.0.2.10:5060').subnet, identity('192.0.3.10:5060').subnet)
  t.is(identity('[2001:db8:1:2::5]:5060').subnet, identity('[2001:db8:1:ff::9]:5060').subnet)
  t.not(identity('[2001:db8:1:2::5]:5060').subnet, identity('[2001:db8:2:2::5]:5060').subnet)
  t.not(identity('192.0.2.0:5060').subnet, 0)
})

test('behind a proxy a phone is the same as before it', (t) => {
  t.deepEqual(identity('192.0.2.10:5060', { behind: true }), identity('192.0.2.10:5060'))
})

test('a User-Agent is told from another, and from none', (t) => {
  const [one, same, other, none] = ['Phone 1', 'Phone 1', 'Phone 2', undefined].map((userAgent) =>
    identity('192.0.2.10:5060', userAgent === undefined ? {} : { userAgent }),
  )
  t.is(one?.userAgent, same?.userAgent)
  t.not(one?.userAgent, other?.userAgent)
  t.is(none?.userAgent, 0)
})
