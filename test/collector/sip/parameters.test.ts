import * as fc from 'fast-check'
import test from 'ava'
import { found, findParameter } from '../../../collector/sip/parameter.ts'
import { Parameters } from '../../../collector/sip/parameters.ts'

const NAMES = ['nonce', 'stale', 'ck']
const PARTS = ['nonce="a, b"', 'Stale=true', 'ck = "', 'nonce', 'ck', '=', '="', '"', '\\', ',', ', ', ' ', 'x', '\r\n ', '\xee']

test('one pass finds what a search for each would find, whatever the bytes', (t) => {
  const text = fc.array(fc.constantFrom(...PARTS), { maxLength: 16 }).map((parts) => parts.join(''))
  const parameters = new Parameters(...NAMES)
  let seen = 0
  fc.assert(
    fc.property(text, (value) => {
      const bytes = Buffer.from(`${value}", nonce="behind"`, 'latin1')
      const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
      parameters.read(words, bytes, 0, value.length)
      for (const [index, name] of NAMES.entries()) {
        const isFound = findParameter(words, bytes, 0, value.length, Buffer.from(name))
        if (isFound) seen++
        t.deepEqual(
          parameters.starts[index]! < 0 ? undefined : [parameters.starts[index], parameters.ends[index]],
          isFound ? [found.start, found.end] : undefined,
          JSON.stringify(value),
        )
      }
    }),
    { numRuns: 5000 },
  )
  t.true(seen > 500, `${seen} parameters were found`)
})
