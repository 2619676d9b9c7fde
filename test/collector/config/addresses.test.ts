import test from 'ava'
import { listenAddressText, parseListenAddress } from '../../../collector/config/listen-address.ts'
import { parseNetwork } from '../../../collector/config/network.ts'

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
