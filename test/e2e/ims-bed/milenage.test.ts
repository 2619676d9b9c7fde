import test from 'ava'
import { vectorOf } from './milenage.ts'

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')

test('the HSS of the test bed makes the vectors of 3GPP TS 35.208, test set 1', (t) => {
  const vector = vectorOf(
    bytes('465b5ce8 b199b49f aa5f0a2e e238a6bc'),
    bytes('cdc202d5 123e20f6 2b6d676a c72cb318'),
    bytes('b9b9'),
    0xff9bb4d0b607,
    bytes('23553cbe 9637a89d 218ae64d ae47bf35'),
  )
  t.is(vector.xres.toString('hex'), 'a54211d5e3ba50bf')
  t.is(vector.ck.toString('hex'), 'b40ba9a3c58b2a05bbf0d987b21bf8cb')
  t.is(vector.ik.toString('hex'), 'f769bcd751044604127672711c6d3441')
  // SQN xor AK (aa689c648370), AMF, and f1 (4a9ffac354dfafb3)
  t.is(vector.autn.toString('hex'), '55f328b43577b9b94a9ffac354dfafb3')
})
