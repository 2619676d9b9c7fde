import test from 'ava'
import { contactAsks, isZero } from '../../../collector/registration/contact.ts'
import { contactFlag } from '../../../collector/registration/record.ts'

const BEHIND = ';expires=0;reg-id=1'

/** The value stands at every offset of a word, in front of something that must not be read. */
const asks = test.macro((t, text: string, ...names: readonly (keyof typeof contactFlag)[]) => {
  const expected = names.reduce<number>((flags, name) => flags | contactFlag[name], contactFlag.present)
  for (let offset = 0; offset < 8; offset++) {
    const bytes = new Uint8Array(Buffer.from(' '.repeat(offset) + text + BEHIND.padEnd(32)))
    const words = new Int32Array(bytes.buffer, 0, bytes.length >> 2)
    t.is(contactAsks(words, bytes, offset, offset + text.length), expected, `at ${offset}`)
  }
})

test('nothing of its own', asks, '<sip:a@192.0.2.1>', 'followsExpires')
test('a wildcard', asks, '*', 'wildcard')
test('taken back', asks, '<sip:a@192.0.2.1>;expires=0', 'removes')
test('taken back, with zeros', asks, '<sip:a@192.0.2.1>;expires=000;q=1', 'removes')
test('bound', asks, '<sip:a@192.0.2.1>;q=0.5;expires=3600', 'binds')
test('a long time that begins with a zero', asks, '<sip:a@192.0.2.1>;expires=0600', 'binds')
test('in capitals', asks, '<sip:a@192.0.2.1>;EXPIRES=0', 'removes')
test('one of several flows', asks, '<sip:a@192.0.2.1>;reg-id=1;+sip.instance="<urn:uuid:0>"', 'regId', 'followsExpires')
test('several contacts', asks, '<sip:a@192.0.2.1>;expires=0, <sip:b@192.0.2.1>;expires=60', 'removes', 'binds')
test('names that only end in the same way', asks, '<sip:a@192.0.2.1>;x-expires=0;noreg-id=1', 'followsExpires')
test('white space before the name', asks, '<sip:a@192.0.2.1>; expires=0', 'removes')
// EQUAL is SWS "=" SWS (RFC 3261 §25.1).
test('white space before the equals sign', asks, '<sip:a@192.0.2.1>;expires =0', 'removes')
test('white space after the equals sign', asks, '<sip:a@192.0.2.1>;expires= 0', 'removes')
test('in quotes', asks, '<sip:a@192.0.2.1>;expires="0"', 'removes')
test('a time that cannot be read', asks, '<sip:a@192.0.2.1>;expires=soon', 'binds')
test('bound, in quotes', asks, '<sip:a@192.0.2.1>;expires="60"', 'binds')
test('folded around the equals sign', asks, '<sip:a@192.0.2.1>;expires\r\n =\r\n\t60', 'binds')
test('one of two removed', asks, '<sip:a@192.0.2.1>, <sip:b@192.0.2.1>;expires=0', 'removes', 'followsExpires')
test('the other one removed', asks, '<sip:a@192.0.2.1>;expires=0,<sip:b@192.0.2.1>', 'removes', 'followsExpires')
test('a comma in a name or a URI is none between contacts', asks, '"a, \\"b, c" <sip:a,b@192.0.2.1>;methods="A, B";expires=0', 'removes')
// What stands between < and >, or in quotes, is no parameter of the contact (RFC 3261 §20.10).
test('a parameter of the URI', asks, '<sip:a@192.0.2.1;expires=0;reg-id=1>', 'followsExpires')
test('a parameter of the URI, and one of the contact', asks, '<sip:a@192.0.2.1;expires=0>;expires=60', 'binds')
test('in the name', asks, '"b;expires=0;reg-id=1" <sip:a@192.0.2.1>', 'followsExpires')
test('a bracket in the name', asks, '"<b>;expires=0" <sip:a@192.0.2.1>;reg-id=2', 'regId', 'followsExpires')
test('in a quoted value', asks, '<sip:a@192.0.2.1>;x="y;expires=0;reg-id=1\\";expires=0"', 'followsExpires')
test('behind a quoted value', asks, '<sip:a@192.0.2.1>;x="";y="z";expires=0', 'removes')
test(
  'of the second of two',
  asks,
  '<sip:a@192.0.2.1;expires=0>, "x;expires=0" <sip:b@192.0.2.1;reg-id=1>;expires=9',
  'followsExpires',
  'binds',
)
test('a URI without brackets has none of its own', asks, 'sip:a@192.0.2.1;expires=0;reg-id=1', 'removes', 'regId')
test('several of these', asks, 'sip:a@192.0.2.1;expires=0,sip:b@192.0.2.1;expires=60', 'removes', 'binds')
test('a quote or a bracket that nothing closes hides the rest', asks, '<sip:a@192.0.2.1>;x="y;expires=0', 'followsExpires')
test('cut short in the URI', asks, '<sip:a@192.0.2.1;expires=0', 'followsExpires')
test('a name that begins with a star', asks, '*a* <sip:a@192.0.2.1>;expires=60', 'binds')
test('a star and white space', asks, '* ', 'wildcard')

const ZERO: Readonly<Record<string, boolean>> = {
  '0': true,
  '000': true,
  '0;x': true,
  '': false,
  '1': false,
  '01': false,
  '3600': false,
  x: false,
}
for (const [text, expected] of Object.entries(ZERO)) {
  test(`"${text}" is ${expected ? '' : 'not '}zero`, (t) => {
    const bytes = Buffer.from(`${text}9`)
    t.is(isZero(bytes, 0, text.length), expected)
  })
}
