import * as fc from 'fast-check'
import test from 'ava'
import { auth, parameter } from '../../../collector/sip/auth.ts'
import { AuthParameters } from '../../../collector/sip/auth-parameters.ts'

const BEHIND = '", nonce="behind"'

/** Every challenge of a value: its scheme, and its parameters as they stand there. */
function read(text: string): readonly Readonly<Record<string, string>>[] {
  const bytes = Buffer.from(text + BEHIND)
  const end = Buffer.byteLength(text)
  const all: Record<string, string>[] = []
  for (let at = 0; at < end;) {
    at = auth.read(wordsOf(bytes), bytes, at, end)
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

// A quote that is missing, or one too many: what the value is cannot be known, and it may hold what must not be told.
const WELL = { scheme: 'Digest', nonce: 'n', opaque: 'o' }
test('the quote behind a value is missing', reads, 'Digest realm="a, nonce="n", opaque="o"', WELL)
test('the quote behind a value is missing, and white space parts', reads, 'Digest realm="a nonce="n" opaque="o"', WELL)
test('the quote behind a value is missing, and the next is empty', reads, 'Digest nonce="n", opaque="o", realm="a, nc=""', {
  ...WELL,
  nc: '',
})
test('the quote before a value is missing', reads, 'Digest realm=a", nonce="n", opaque="o"', WELL)
test('the last quote is missing', reads, 'Digest nonce=n, opaque=o, realm="a', WELL)
test('the comma is missing', reads, 'Digest algorithm=MD5nonce="x", nonce="n", opaque="o"', WELL)
test('the comma is missing, and there are no quotes', reads, 'Digest algorithm=MD5nonce=x, nonce=n, opaque=o', WELL)
test('a backslash before the quote behind a value', reads, 'Digest realm="a\\", nonce="n", opaque="o"', WELL)
test('the quotes behind a value and before the next are missing', reads, 'Digest realm="a b,auts=s", nonce="n", opaque="o"', WELL)
for (const name of ['nonce', 'response', 'auts', 'ck', 'ik', 'cnonce', 'CK'])
  test(`what is left pairs, and ${name} is within`, reads, `Digest nonce="n", opaque="o", realm="a,\t${name} =s"`, WELL)
test('equals signs of other names', reads, 'Digest realm="a, b=c", qop="xnonce=1", username="nonce=1"', {
  scheme: 'Digest',
  realm: 'a, b=c',
  qop: 'xnonce=1',
  username: 'nonce=1',
})
test('white space within a value without quotes', reads, 'Digest nonce=n n n, opaque=o', WELL)
test('base64 without quotes', reads, 'Digest nonce=bm8=, opaque=bw==', { scheme: 'Digest', nonce: 'bm8=', opaque: 'bw==' })
test('base64', reads, 'Digest nonce="bm8=", opaque="bw=="', { scheme: 'Digest', nonce: 'bm8=', opaque: 'bw==' })
test('no scheme', reads, 'nonce="n", realm="a"', { scheme: '', nonce: 'n', realm: 'a' })
test('no scheme, and white space around the equals sign', reads, 'nonce = "n", realm="a"', { scheme: '', nonce: 'n', realm: 'a' })

const nonceIn = test.macro({
  exec(t, text: string, nonce: string | undefined) {
    const bytes = Buffer.from(text + BEHIND)
    const parameters = new AuthParameters('nonce')
    parameters.find(wordsOf(bytes), bytes, 0, Buffer.byteLength(text))
    t.is(parameters.starts[0]! < 0 ? undefined : bytes.toString('utf8', parameters.starts[0], parameters.ends[0]), nonce)
    t.is(parameters.gives(0), nonce !== undefined && nonce !== '')
  },
  title: (_, text: string, nonce: string | undefined) => `the nonce of ${text} is ${nonce ?? 'missing'}`,
})

test(nonceIn, 'Digest realm="a",nonce="n1"', 'n1')
test(nonceIn, 'Digest realm="a",\r\n nonce = n1,qop=auth', 'n1')
test(nonceIn, 'Digest realm="a"nonce="n1"', 'n1')
test(nonceIn, 'Digest nonce=""', '')
test(nonceIn, 'Digest realm="nonce=x, nonce=y", nonce="n1"', 'n1')
test(nonceIn, 'Digest realm="say \\", nonce=x", nonce="n1"', 'n1')
test(nonceIn, 'Digest cnonce="c", nextnonce="x", nonce-count=1, nonce="n1"', 'n1')
test(nonceIn, 'Digest realm="a"', undefined)
test(nonceIn, 'Digest nonce', undefined)
test(nonceIn, 'Digest nonce="n1', undefined)
test(nonceIn, 'Basic realm="a", Digest realm="b", nonce="n1", Digest realm="c", nonce="n2"', 'n1')
test(nonceIn, '', undefined)

const anyText = fc
  .array(fc.constantFrom('Digest', 'Realm', 'nonce', 'ck', '=', '="', '"', '\\', ',', ', ', ' ', 'x', '\r\n ', '\xee', 'nonce="a, b"'), {
    maxLength: 16,
  })
  .map((parts) => parts.join(''))

test('it comes to an end and stays within, whatever the bytes', (t) => {
  fc.assert(
    fc.property(anyText, (value) => {
      for (const one of read(value)) for (const part of Object.values(one)) t.true(value.includes(part))
    }),
    { numRuns: 2000 },
  )
})

test('what is found in a header is the first of what its challenges say, whatever the bytes', (t) => {
  const names = ['nonce', 'realm'] as const
  const parameters = new AuthParameters(...names)
  const each = new AuthParameters(...names)
  let seen = 0
  fc.assert(
    fc.property(anyText, (value) => {
      const bytes = Buffer.from(value + BEHIND)
      const end = Buffer.byteLength(value)
      for (const [index] of names.entries()) {
        let first = -1
        for (let at = 0; at < end && first === -1;) {
          at = each.read(wordsOf(bytes), bytes, at, end)
          first = each.starts[index]!
        }
        parameters.find(wordsOf(bytes), bytes, 0, end)
        t.is(parameters.starts[index], first, JSON.stringify(value))
        if (first >= 0) seen++
      }
    }),
    { numRuns: 2000 },
  )
  t.true(seen > 200, `${seen} parameters were found`)
})

/** Node hands out its buffers at multiples of eight bytes. */
function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, byteLength >> 2)
}
