import test from 'ava'
import { listenAddressText, parseListenAddress } from '../../../collector/config/listen-address.ts'
import { networkAround, parseNetwork } from '../../../collector/config/network.ts'

const listensOn = test.macro({
  exec(t, text: string, host: string, port: number) {
    const address = parseListenAddress(text)
    t.deepEqual(address, { host, port })
    t.is(address && listenAddressText(address), text)
  },
  title: (_, text: string) => `listens on ${text}`,
})

test(listensOn, ':9062', '', 9062)
test(listensOn, '127.0.0.1:9062', '127.0.0.1', 9062)
test(listensOn, '[::1]:9062', '::1', 9062)
test(listensOn, 'localhost:0', 'localhost', 0)

for (const text of ['9062', '', ':', '1.2.3:1', '[::1]', '::1:9062', '[127.0.0.1]:1', ':65536', ':+1', ' :1', 'host.example:1']) {
  test(`does not listen on ${JSON.stringify(text)}`, (t) => t.is(parseListenAddress(text), undefined))
}

const network = test.macro({
  exec: (t, text: string, expected: string | undefined) => t.is(parseNetwork(text), expected),
  title: (_, text: string, expected) => `network ${JSON.stringify(text)}: ${expected ?? 'refused'}`,
})

test(network, '192.0.2.7', '192.0.2.7/32')
test(network, '10.0.0.0/8', '10.0.0.0/8')
test(network, '2001:db8::/32', '2001:db8::/32')
test(network, '::1', '::1/128')
test(network, '0.0.0.0/0', '0.0.0.0/0')
test(network, '10.0.0.0/33', undefined)
test(network, '10.0.0.0/', undefined)
test(network, '10.0.0.0/8/8', undefined)
test(network, '10.0.0/8', undefined)
test(network, 'example.org', undefined)
test(network, 'fe80::1%eth0/64', undefined)

const around = test.macro({
  exec: (t, text: string, expected: string | undefined) => t.is(networkAround(text), expected),
  title: (_, text: string, expected) => `around ${text}: ${expected ?? 'nothing, it begins there'}`,
})

test(around, '192.0.2.5/24', '192.0.2.0/24')
test(around, '192.0.2.5/30', '192.0.2.4/30')
test(around, '10.1.0.0/8', '10.0.0.0/8')
test(around, '1.2.3.4/0', '0.0.0.0/0')
test(around, '192.0.2.0/24', undefined)
test(around, '192.0.2.5/32', undefined)
test(around, '0.0.0.0/0', undefined)
test(around, '2001:db8:7::1/33', '2001:db8::/33')
test(around, '2001:db8::1/127', '2001:db8::/127')
test(around, '2001:db8:8000::/33', undefined)
test(around, '2001:DB8::/32', undefined)
test(around, '::ffff:203.0.113.0/120', undefined)
test(around, '::1/128', undefined)
test(around, '::1/0', '::/0')
