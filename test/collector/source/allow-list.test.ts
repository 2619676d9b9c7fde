import test from 'ava'
import { createAllowList, senderOf } from '../../../collector/source/allow-list.ts'

test('addresses are looked up in networks of both families, however a socket writes them', (t) => {
  const allow = createAllowList(['192.0.2.0/24', '198.51.100.7/32', '2001:db8::/32', 'fe80::/10', '::ffff:203.0.113.0/120'])
  const answers = (addresses: readonly string[]) => addresses.map((address) => allow?.(address))
  const allowed = ['192.0.2.255', '::ffff:192.0.2.1', '198.51.100.7', '2001:db8:1::1', 'fe80::1%eth0', '203.0.113.9', '::ffff:203.0.113.9']
  const others = ['192.0.3.1', '::ffff:192.0.3.1', '198.51.100.8', '2001:db9::1', '::1', '', 'nonsense']
  for (let twice = 0; twice < 2; twice++) {
    t.deepEqual(new Set(answers(allowed)), new Set([true]))
    t.deepEqual(new Set(answers(others)), new Set([false]))
  }
})

test('without networks everybody may send', (t) => {
  t.is(createAllowList([]), undefined)
})

test('a flood of addresses is answered rightly and remembered in part', (t) => {
  const allow = createAllowList(['10.1.0.0/16'])
  for (let count = 0; count < 20_000; count++) {
    const address = `10.${count % 3}.${count >> 8}.${count & 255}`
    t.is(allow?.(address), count % 3 === 1)
  }
})

test('one sender has one name', (t) => {
  t.is(senderOf('::ffff:192.0.2.7'), '192.0.2.7')
  t.is(senderOf('fe80::1%eth0'), 'fe80::1')
  t.is(senderOf('2001:db8::1'), '2001:db8::1')
})
