import test from 'ava'
import { canonicalUri, findUri, uriHost, uriUser } from '../../../collector/sip/address-of-record.ts'

const reads = test.macro({
  exec: (t, text: string, canonical: string | undefined) => {
    // What stands around the value must not be read.
    for (const [before, behind] of [
      ['', ''],
      ['<sip:x@', '@y>'],
      ['"', '"<sip:z@z>'],
    ] as const) {
      const bytes = Buffer.from(before + text + behind)
      const start = Buffer.byteLength(before)
      const isFound = findUri(bytes, start, start + Buffer.byteLength(text))
      t.is(isFound ? canonicalUri(bytes) : undefined, canonical, `between ${before} and ${behind}`)
    }
  },
  title: (_, text: string, canonical: string | undefined) => `${text} is ${canonical ?? 'no address'}`,
})

test(reads, '<sip:alice@example.com>', 'sip:alice@example.com')
test(reads, 'sip:alice@example.com', 'sip:alice@example.com')
test(reads, 'sip:alice@example.com;tag=1', 'sip:alice@example.com')
test(reads, '<sips:Alice@Example.COM:5061;transport=tls?Subject=x>;tag=1', 'sips:Alice@example.com')
test(reads, 'Alice <SIP:alice@example.com>', 'sip:alice@example.com')
test(reads, '"Alice" <sip:alice@example.com>', 'sip:alice@example.com')
test(reads, '"<sip:mallory@evil>" <sip:alice@example.com>', 'sip:alice@example.com')
test(reads, '"a \\" <sip:mallory@evil>" <sip:alice@example.com>', 'sip:alice@example.com')
test(reads, '"a\\\\" <sip:alice@example.com>', 'sip:alice@example.com')
test(reads, '"Ålice 😀" <sip:ålice@example.com>', 'sip:ålice@example.com')
test(reads, '< sip:alice@example.com >', 'sip:alice@example.com')
test(reads, '"folded"\r\n <sip:alice@example.com>', 'sip:alice@example.com')
test(reads, '<sip:alice:secret@example.com>', 'sip:alice@example.com')
test(reads, '<sip:alice;day=tue@example.com>', 'sip:alice;day=tue@example.com')
test(reads, '<sip:+15551234;ext=1?x@example.com;user=phone>', 'sip:+15551234;ext=1?x@example.com')
test(reads, '<sip:example.com>', 'sip:example.com')
test(reads, '<sip:alice@[2001:DB8::1]:5070>', 'sip:alice@[2001:db8::1]')
test(reads, '<sip:[2001:db8::1];lr>', 'sip:[2001:db8::1]')
test(reads, '<tel:+1-555-1234;phone-context=example.com>', 'tel:+1-555-1234')
test(reads, '<urn:service:sos>', 'urn:service')
test(reads, '', undefined)
test(reads, '<>', undefined)
test(reads, '<sip:>', undefined)
test(reads, '<sip:alice@>', undefined)
test(reads, 'alice', undefined)

// A user may hold ";" and "?", a parameter or a header no "@" (RFC 3261 §25.1: user-unreserved, paramchar, hnv-unreserved).
test(reads, '<sip:example.com;maddr=x@y>', 'sip:example.com;maddr=x@y')
test(reads, '<sip:example.com?Contact=a@b>', 'sip:example.com?Contact=a@b')
test(reads, '<sip:example.com;maddr=x%40y>', 'sip:example.com')

test(reads, '"alice@example.com"', undefined)
test(reads, '"<sip:alice@example.com>"', undefined)

test('user and host are told apart', (t) => {
  const bytes = Buffer.from('<sip:Alice@Example.com>')
  t.true(findUri(bytes, 0, bytes.length))
  t.is(uriUser(bytes), 'Alice')
  t.is(uriHost(bytes), 'example.com')
})
