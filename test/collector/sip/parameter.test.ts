import * as fc from 'fast-check'
import test from 'ava'
import { found, findParameter } from '../../../collector/sip/parameter.ts'

const NONCE = Buffer.from('nonce')
const BEHIND = '", nonce="behind"'

const nonceIn = test.macro({
  exec: (t, text: string, nonce: string | undefined) => {
    const bytes = Buffer.from(text + BEHIND)
    t.is(
      findParameter(wordsOf(bytes), bytes, 0, Buffer.byteLength(text), NONCE) ? bytes.toString('utf8', found.start, found.end) : undefined,
      nonce,
    )
  },
  title: (_, text: string, nonce: string | undefined) => `the nonce of ${text} is ${nonce ?? 'missing'}`,
})

test(nonceIn, 'Digest nonce="n1", realm="a"', 'n1')
test(nonceIn, 'Digest realm="a",nonce="n1"', 'n1')
test(nonceIn, 'Digest realm="a", NONCE="n1"', 'n1')
test(nonceIn, 'Digest realm="a", nonce=n1', 'n1')
test(nonceIn, 'Digest realm="a", nonce=n1,qop=auth', 'n1')
test(nonceIn, 'Digest realm="a", nonce = "n1"', 'n1')
test(nonceIn, 'Digest realm="a",\r\n nonce="n1"', 'n1')
test(nonceIn, 'Digest realm="a", nonce="a,b c"', 'a,b c')
test(nonceIn, 'Digest realm="a", nonce=""', '')
test(nonceIn, 'Digest realm="nonce=x, nonce=y", nonce="n1"', 'n1')
test(nonceIn, 'Digest realm = "nonce=x", nonce="n1"', 'n1')
test(nonceIn, 'Digest realm="say \\", nonce=x", nonce="n1"', 'n1')
test(nonceIn, 'Digest cnonce="c", nextnonce="x", nonce="n1"', 'n1')
test(nonceIn, 'Digest nonce-count=1, nonce="n1"', 'n1')
test(nonceIn, 'Digest realm="a"', undefined)
test(nonceIn, 'Digest nonce', undefined)
test(nonceIn, 'Digest realm="a, nonce=x', undefined)
test(nonceIn, 'Digest nonce="n1', 'n1')
test(nonceIn, 'Digest nonce="n1\\', 'n1\\')
test(nonceIn, '', undefined)
test(nonceIn, 'Digest realm="a"nonce="n1"', 'n1')

test('never beyond the end, whatever the bytes', (t) => {
  const text = fc.array(fc.constantFrom('nonce', '=', '"', '\\', ',', ' ', 'x', '\r\n'), { maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (value) => {
      const bytes = Buffer.from(value + BEHIND)
      if (!findParameter(wordsOf(bytes), bytes, 0, value.length, NONCE)) return
      t.true(found.start <= found.end && found.end <= value.length, JSON.stringify(value))
    }),
    { numRuns: 2000 },
  )
  t.pass()
})

/** Node hands out its buffers at multiples of eight bytes. */
function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, byteLength >> 2)
}
