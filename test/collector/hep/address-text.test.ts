import test from 'ava'
import { readAddress } from '../../../collector/hep/address-text.ts'

const reads = test.macro({
  exec(t, text: string, expected: string) {
    const into = new Uint8Array(16)
    const width = readAddress(text, into)
    t.is(Buffer.from(into.subarray(0, width)).toString('hex'), expected)
  },
  title: (_, text: string, expected: string) => `"${text}" is ${expected || 'no address'}`,
})

test(reads, '192.0.2.10', 'c000020a')
test(reads, '255.255.255.255', 'ffffffff')
test(reads, '::', '00000000000000000000000000000000')
test(reads, '::1', '00000000000000000000000000000001')
test(reads, '2001:db8::', '20010db8000000000000000000000000')
test(reads, '2001:DB8:0:0:1::a', '20010db800000000000100000000000a')
test(reads, '1:2:3:4:5:6:7:8', '00010002000300040005000600070008')
test(reads, '::ffff:192.0.2.10', '00000000000000000000ffffc000020a')
test(reads, '64:ff9b:0:0:0:0:192.0.2.10', '0064ff9b0000000000000000c000020a')
test(reads, 'fe80::1%eth0', 'fe800000000000000000000000000001')
test(reads, '', '')
test(reads, '192.0.2', '')
test(reads, '192.0.2.256', '')
test(reads, '1::2::3', '')
test(reads, '[::1]', '')
test(reads, 'sbc-1', '')
