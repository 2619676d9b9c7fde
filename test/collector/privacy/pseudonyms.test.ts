import test from 'ava'
import { Pseudonyms, tableKey } from '../../../collector/privacy/pseudonyms.ts'

const KEY = 'a key of all collectors'

test('with one key a name has one hash, in every process; with another key another', (t) => {
  const hash = new Pseudonyms(KEY).of('user', 'sip:alice@example.org')
  t.regex(hash, /^[0-9a-f]{16}$/)
  t.is(new Pseudonyms(KEY).of('user', 'sip:alice@example.org'), hash)
  t.not(new Pseudonyms(`${KEY}.`).of('user', 'sip:alice@example.org'), hash)
  t.not(new Pseudonyms(KEY).of('user', 'sip:alicf@example.org'), hash)
})

test('a text that is a user here and a Call-ID there has two hashes', (t) => {
  const names = new Pseudonyms(KEY)
  t.not(names.of('user', 'a@example.org'), names.of('call', 'a@example.org'))
})

test('without a key one is drawn', (t) => {
  t.not(new Pseudonyms().of('user', 'a'), new Pseudonyms().of('user', 'a'))
})

test('tables have a key that follows from that of all collectors', (t) => {
  t.deepEqual(tableKey(KEY), tableKey(KEY))
  t.notDeepEqual(tableKey(KEY), tableKey(`${KEY}.`))
})
