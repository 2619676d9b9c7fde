import * as fc from 'fast-check'
import test from 'ava'
import { auth, parameter, readAuth } from '../../../collector/sip/auth-parameters.ts'

/** Every challenge of a value: its scheme, and its parameters as they stand there. */
function read(text: string): readonly Readonly<Record<string, string>>[] {
  const bytes = Buffer.from(`${text}", nonce="behind"`)
  const end = Buffer.byteLength(text)
  const all: Record<string, string>[] = []
  for (let at = 0; at < end;) {
    at = readAuth(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2), bytes, at, end)
    const one: Record<string, string> = { scheme: bytes.toString('utf8', auth.schemeStart, auth.schemeEnd) }
    for (const [name, place] of Object.entries(parameter)) {
      const start = auth.starts[place] ?? -1
      if (start >= 0) one[name] = bytes.toString('utf8', start, auth.ends[place])
    }
    all.push(one)
  }
  return all
}

const reads = test.macro((t, text: string, ...expected: readonly Readonly<Record<string, string>>[]) => {
  t.deepEqual(read(text), expected)
})

test('a challenge', reads, 'Digest realm="a b", nonce="n,1", stale=TRUE, qop="auth,auth-int", algorithm=MD5', {
  scheme: 'Digest',
  realm: 'a b',
  nonce: 'n,1',
  stale: 'TRUE',
  qop: 'auth,auth-int',
  algorithm: 'MD5',
})
test('credentials', reads, 'Digest username="alice", nc=00000001, uri="sip:h", response="5e", auts=""', {
  scheme: 'Digest',
  username: 'alice',
  nc: '00000001',
  uri: 'sip:h',
  response: '5e',
  auts: '',
})
test('names in any case', reads, 'DIGEST Realm="a", NONCE="n"', { scheme: 'DIGEST', realm: 'a', nonce: 'n' })
test('white space anywhere', reads, '  Digest\r\n realm = "a" ,\r\n\tnonce\t=\tn  ', { scheme: 'Digest', realm: 'a', nonce: 'n' })
test('names that are not asked for', reads, 'Digest cnonce="c", domain="d", realmx="r", realm="a"', { scheme: 'Digest', realm: 'a' })
test('the first of two equal names', reads, 'Digest realm="a", realm="b"', { scheme: 'Digest', realm: 'a' })
test('escaped quotes', reads, 'Digest realm="a \\"b\\"", nonce="n"', { scheme: 'Digest', realm: 'a \\"b\\"', nonce: 'n' })
test('stray commas', reads, 'Digest ,, realm="a",,nonce="n",', { scheme: 'Digest', realm: 'a', nonce: 'n' })
test('no comma at all', reads, 'Digest realm="a" nonce="n"', { scheme: 'Digest', realm: 'a', nonce: 'n' })
test(
  'two challenges on one line',
  reads,
  'Digest realm="a", nonce="n", Digest realm="b", nonce="m"',
  { scheme: 'Digest', realm: 'a', nonce: 'n' },
  { scheme: 'Digest', realm: 'b', nonce: 'm' },
)
test(
  'two schemes on one line',
  reads,
  'Basic realm="a", Digest realm="b", nonce="m"',
  { scheme: 'Basic', realm: 'a' },
  { scheme: 'Digest', realm: 'b', nonce: 'm' },
)
test('a scheme alone', reads, 'Negotiate', { scheme: 'Negotiate' })
test('a token in place of parameters', reads, 'Basic dXNlcjpwYXNz', { scheme: 'Basic' })

test(
  'a token with padding in place of parameters',
  reads,
  'Bearer abcd==, Digest realm="b"',
  { scheme: 'Bearer' },
  { scheme: 'Digest', realm: 'b' },
)
test(
  'a scheme without parameters before another',
  reads,
  'Negotiate, Digest realm="b"',
  { scheme: 'Negotiate' },
  { scheme: 'Digest', realm: 'b' },
)

test('it comes to an end and stays within, whatever the bytes', (t) => {
  const text = fc
    .array(fc.constantFrom('Digest', 'realm', 'nonce', 'ck', '=', '"', '\\', ',', ' ', 'x'), { maxLength: 14 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (value) => {
      for (const one of read(value)) for (const part of Object.values(one)) t.true(value.includes(part))
    }),
    { numRuns: 2000 },
  )
  t.pass()
})
