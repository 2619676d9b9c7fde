import test from 'ava'
import { agreementDifferences, offersNothingKnown, protectedPorts } from '../../classifiers/security-agreement.ts'

const differences = test.macro((t, given: string, echoed: string, expected: readonly string[]) => {
  t.deepEqual(agreementDifferences(given, echoed), expected)
})

test('the same', differences, 'ipsec-3gpp;alg=a;spi-s=1', 'ipsec-3gpp;alg=a;spi-s=1', [])
test(
  'order of parameters, case, q and quotes do not count',
  differences,
  'ipsec-3gpp;q=0.9;alg=a;spi-s=1',
  'IPSEC-3GPP; spi-s=1; ALG="a"',
  [],
)
test('order of mechanisms does not count', differences, 'ipsec-3gpp;alg=a, ipsec-3gpp;alg=b', 'ipsec-3gpp;alg=b,ipsec-3gpp;alg=a', [])
test('one value', differences, 'ipsec-3gpp;alg=a;spi-s=1', 'ipsec-3gpp;alg=a;spi-s=2', ['spi-s'])
test('one missing parameter', differences, 'ipsec-3gpp;alg=a;ealg=b', 'ipsec-3gpp;alg=a', ['ealg'])
test('one missing mechanism', differences, 'ipsec-3gpp;alg=a,ipsec-3gpp;alg=b', 'ipsec-3gpp;alg=a', ['alg'])
test('values crossed between mechanisms', differences, 'x;a=1;b=1,x;a=2;b=2', 'x;a=1;b=2,x;a=2;b=1', ['combination'])
test('nothing at all', differences, 'ipsec-3gpp;alg=a', '', ['mechanism', 'alg'])

test('protected ports of every mechanism', (t) => {
  t.deepEqual(protectedPorts('ipsec-3gpp;port-c=1;port-s=6100, ipsec-3gpp;Port-S=6102'), [6100, 6102])
  t.deepEqual(protectedPorts(''), [])
})

test('offers', (t) => {
  t.false(offersNothingKnown('tls, ipsec-3gpp;alg=hmac-sha-1-96'))
  t.true(offersNothingKnown('tls'))
  t.true(offersNothingKnown('ipsec-3gpp;alg=rot13'))
  t.true(offersNothingKnown(''))
})

test('white space anywhere does not count', differences, ' ipsec-3gpp ; alg = a ; spi-s=1 , tls ', 'ipsec-3gpp;alg=a;spi-s=1,tls', [])
test('empty mechanisms and parameters do not count', differences, 'ipsec-3gpp;;alg=a;=b,,', 'ipsec-3gpp;alg=a', [])
test('q with blanks around it, and commas with nothing between', differences, 'x ; q = 0.9 ;a=1, ,', 'x;a=1', [])
test('a parameter that one of two lost which had it alike', differences, 'x;a=1;b=1,x;a=1;b=2', 'x;b=1,x;a=1;b=2', ['a'])
test('a parameter that one of two mechanisms lacks', differences, 'x;a=1,x;a=2', 'x;a=1,x', ['a'])
test('values that join to the same', differences, 'x;a=1;b=2', 'x;a=1b=2', ['a', 'b'])
test('one of three that differs', differences, 'x;a=1,x;a=2,x;a=3', 'x;a=1,x;a=2,x;a=4', ['a'])

test('protected ports with white space or in quotes, and no others', (t) => {
  t.deepEqual(protectedPorts('x; port-s = "6100"'), [6100])
  t.deepEqual(protectedPorts('x;port-c=1;support-s=2;port-s=x'), [])
})
test('every algorithm of 3GPP, and none of others', (t) => {
  for (const name of ['hmac-sha-1-96', 'hmac-md5-96', 'aes-gmac', 'null', 'HMAC-SHA-1-96'])
    t.false(offersNothingKnown(`ipsec-3gpp;alg=${name}`), name)
  t.false(offersNothingKnown('ipsec-3gpp;prot=esp'))
  t.true(offersNothingKnown('tls;alg=hmac-sha-1-96'))
})
