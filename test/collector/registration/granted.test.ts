import test from 'ava'
import { contactsIn, Granted, secondsIn } from '../../../collector/registration/granted.ts'

const BEHIND = ';expires=9, <sip:z@h>'

/** The value stands at every offset of a word, in front of something that must not be read. */
function inMemory(text: string, offset: number): { bytes: Uint8Array; words: Int32Array } {
  const bytes = new Uint8Array(Buffer.from((' '.repeat(offset) + text + BEHIND).padEnd(256)))
  return { bytes, words: new Int32Array(bytes.buffer, 0, bytes.length >> 2) }
}

const grants = test.macro({
  exec(t, values: readonly string[], contacts: number, seconds: number, expires?: string) {
    for (let offset = 0; offset < 8; offset++) {
      const granted = new Granted()
      granted.clear()
      for (const text of values) {
        const { bytes, words } = inMemory(text, offset)
        granted.contact(words, bytes, offset, offset + text.length)
      }
      if (expires !== undefined) granted.expires(inMemory(expires, offset).bytes, offset, offset + expires.length)
      const { packed } = granted
      t.deepEqual([contactsIn(packed), secondsIn(packed)], [contacts, seconds], `at ${offset}`)
    }
  },
  title: (_, values: readonly string[]) => JSON.stringify(values),
})

test(grants, [], 0, 0)
test(grants, ['<sip:a@192.0.2.1>;expires=600'], 1, 600)
test(grants, ['<sip:a@192.0.2.1;transport=tcp>;q=0.5;EXPIRES = 600;+sip.instance="<urn:uuid:0>"'], 1, 600)
test(grants, ['<sip:a@192.0.2.1>;expires=600', '<sip:b@192.0.2.1>;expires=3600'], 2, 3600)
test(grants, ['<sip:a@192.0.2.1>;expires=600, "a, \\"b\\" = c" <sip:b,c@192.0.2.1>;expires=60,<sip:d@h>;expires=7'], 3, 600)
test(grants, ['<sip:a@192.0.2.1>;expires=0'], 0, 0)
test(grants, ['<sip:a@192.0.2.1>;expires=0, <sip:b@192.0.2.1>;expires=60'], 1, 60)
test(grants, ['<sip:a@192.0.2.1>'], 1, 1800, ' 1800')
test(grants, ['<sip:a@192.0.2.1>', '<sip:b@192.0.2.1>;expires=60'], 2, 1800, '1800')
test(grants, ['<sip:a@192.0.2.1>', '<sip:b@192.0.2.1>;q=1'], 0, 0, '0')
test(grants, ['<sip:a@192.0.2.1>;q=1.0'], 1, 3600)
test(grants, ['<sip:a@192.0.2.1>;x-expires=60;expiresx=70'], 1, 3600)
test(grants, ['<sip:a@192.0.2.1>;expires="600"'], 1, 600, '1800')
test(grants, ['<sip:a@192.0.2.1>;expires="0"'], 0, 0, '1800')
test(grants, ['<sip:a@192.0.2.1>;expires="600", <sip:b@192.0.2.1>;expires="60"'], 2, 600, '1800')
test(grants, ['<sip:a@192.0.2.1>;\r\n\texpires=600'], 1, 600, '1800')
// A value that cannot be read is taken for an hour (RFC 3261 §20.10).
test(grants, ['<sip:a@192.0.2.1>;expires=soon'], 1, 3600, '1800')
test(grants, ['<sip:a@192.0.2.1>;expires=4294967295'], 1, 0xffffff)
// What stands between < and >, or in quotes, is the URI's or a name's (RFC 3261 §20.10).
test(grants, ['<sip:a@192.0.2.1;expires=60>'], 1, 1800, '1800')
test(grants, ['"a;expires=60" <sip:a@192.0.2.1>;expires=600'], 1, 600, '1800')
test(grants, ['<sip:a@192.0.2.1;x=1,2;expires=60>;expires=600,<sip:b@192.0.2.1;expires=9>;q=1'], 2, 1800, '1800')
// Some registrars repeat the star of a request that took all back.
test(grants, ['*'], 0, 0, '1800')
test(grants, [''], 0, 0, '1800')
test(
  grants,
  Array.from({ length: 300 }, (_, index) => `<sip:a${index}@h>;expires=60`),
  255,
  60,
)
