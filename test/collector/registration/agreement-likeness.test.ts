import test from 'ava'
import { addAgreement } from '../../../collector/registration/agreement-likeness.ts'
import { hashBytes } from '../../../collector/registration/hash.ts'
import { LikenessHash } from '../../../collector/registration/likeness-hash.ts'
import { header } from '../../../collector/sip/header.ts'

const server = (spi: number) => `ipsec-3gpp;alg=hmac-sha-1-96;spi-c=${spi};spi-s=9;port-c=5062;port-s=5064`

test('associations that differ in what was drawn are alike where it agrees', (t) => {
  t.deepEqual(read(server(123), server(123)), read(server(456), server(456)))
})

test('one that was changed on its way is not like one that was not', (t) => {
  t.notDeepEqual(read(server(123), server(123)), read(server(456), server(123)))
})

for (const [said, value] of Object.entries({ 'in quotes': '"123"', 'after white space': ' 123', 'after a tab': '\t123' })) {
  test(`a value ${said} is like none: rules take it for the plain one`, (t) => {
    t.is(read(server(123), server(123).replace('=123', `=${value}`)), undefined)
  })
}

test('white space before the equals sign as well', (t) => {
  t.is(read(server(123), server(123).replace('=123', ' =123')), undefined)
})

test('more values than one association has are given up', (t) => {
  const many = Array.from({ length: 5_000 }, (_, index) => `spi-a=${index}`).join(';')
  t.is(read(many, many), undefined)
})

/** The likeness of a Security-Server and a Security-Verify; undefined where they have none. */
function read(given: string, verified: string): readonly [number, number] | undefined {
  const bytes = new Uint8Array(Buffer.from(`${given}\n${verified}`))
  const view = new DataView(bytes.buffer)
  const hash = new LikenessHash(bytes)
  const fingerprint = (start: number, end: number) => hashBytes(view, bytes, start, end)
  hash.begin()
  addAgreement(hash, bytes, header.securityServer, 0, given.length, fingerprint)
  addAgreement(hash, bytes, header.securityVerify, given.length + 1, bytes.length, fingerprint)
  return hash.isGivenUp ? undefined : [hash.low, hash.high]
}
