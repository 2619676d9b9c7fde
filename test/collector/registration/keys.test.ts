import test from 'ava'
import { overwriteKeys } from '../../../collector/registration/keys.ts'
import { recordFlag } from '../../../collector/registration/record.ts'
import { recorded } from '../../recorded.ts'
import { Call, PROXY, REGISTRAR, UE } from '../../scenario.ts'

const BEHIND = ', ck="behind"'

const becomes = test.macro({
  exec(t, text: string, expected: string) {
    const bytes = Buffer.from(text + BEHIND)
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
    t.is(overwriteKeys(words, bytes, 0, text.length), text !== expected)
    t.is(bytes.toString(), expected + BEHIND)
  },
  title: (_, text: string) => text,
})

test(becomes, 'Digest realm="a", nonce="n", ck="c1", ik="i1"', 'Digest realm="a", nonce="n", ck="xx", ik="xx"')
test(becomes, 'Digest CK = c1,Ik="i1"', 'Digest CK = xx,Ik="xx"')
test(becomes, 'Digest ck="c1", ik="i1", ck="c2", ik="i2"', 'Digest ck="xx", ik="xx", ck="xx", ik="xx"')
test(
  becomes,
  'Digest nonce="n", ck="c1", Digest nonce="m", ck="c2", ik="i2"',
  'Digest nonce="n", ck="xx", Digest nonce="m", ck="xx", ik="xx"',
)
test(becomes, 'Digest realm="a, ck="c1", ik="i1', 'Digest realm="a, ck="xx", ik="xx')
test(becomes, 'ck="c1"', 'ck="xx"')
test(becomes, 'Digest realm="ck=c1, ik=i1", xck="c2", cki="c3"', 'Digest realm="ck=c1, ik=i1", xck="c2", cki="c3"')

// The equals sign is lost.
test(becomes, 'Digest realm="a", ck"c1", ik  "i1",nonce="n"', 'Digest realm="a", ck"xx", ik  "xx",nonce="n"')
test(becomes, 'ik"i1",ck"c1=="', 'ik"xx",ck"xxxx"')
test(becomes, 'Digest ck "c1, ik"i1', 'Digest ck "xx, ik"xx')
test(becomes, 'Digest ckx"c1", ik, ck', 'Digest ckx"c1", ik, ck')

// A header that is repeated, one that is not that of its status, one value with several challenges; a P-CSCF that passes the keys on.
const CHALLENGES = [
  'WWW-Authenticate: Digest realm="a", nonce="n", ck="SECRET-1", ik="SECRET-2", Digest realm="b", nonce="m", ck="SECRET-3", ik="SECRET-4"',
  'Proxy-Authenticate: Digest realm="a", nonce="n", ck="SECRET-5", ck="SECRET-6"',
  'WWW-Authenticate: Digest realm="a, ik="SECRET-7"',
  'WWW-Authenticate: Digest realm="a", ck"SECRET-8", nonce="n"',
  'WWW-Authenticate: Digest realm="a", ik "SECRET-9", nonce="n"',
  'WWW-Authenticate: ik"SECRET-10", realm="a"',
]
for (const status of [401, 407, 403, 494]) {
  for (const path of [
    [UE, REGISTRAR],
    [UE, PROXY, REGISTRAR],
  ]) {
    test(`a ${status} with ${path.length - 1} Via is written down without its keys`, (t) => {
      const [, answer] = new Call({ path }).register(0, { legs: [path.length - 1] }).answer(0.1, status, {
        headers: CHALLENGES,
        legs: [path.length - 1],
      }).packets
      const { store, flags } = recorded(answer!)
      t.false(store.arena.buffer.includes('SECRET'))
      t.true(store.arena.buffer.includes('realm="b"'))
      t.is(flags & recordFlag.keys, recordFlag.keys)
    })
  }
}
