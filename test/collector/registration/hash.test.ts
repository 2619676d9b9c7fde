import test from 'ava'
import { hashBytes, hashed, hashLong } from '../../../collector/registration/hash.ts'

test('values made so that the top bit of a word is taken back by the next do not fall together', (t) => {
  const bytes = new Uint8Array(96)
  const view = new DataView(bytes.buffer)
  const lows = new Set<number>()
  const highs = new Set<number>()
  for (let value = 0; value < 4096; value++) {
    for (let block = 0; block < 12; block++) {
      const isTurned = ((value >> block) & 1) === 1
      view.setInt32(block * 8, isTurned ? 0x61626364 ^ 0x80000000 : 0x61626364, true)
      view.setInt32(block * 8 + 4, isTurned ? 0x65666768 ^ 0x80010000 : 0x65666768, true)
    }
    lows.add(hashBytes(view, bytes, 0, bytes.length))
    highs.add(hashed.high)
  }
  t.true(lows.size > 4_000)
  t.true(highs.size > 4_000)
})

test('nor do they in long values, where every second word is of the same lane', (t) => {
  const bytes = new Uint8Array(192)
  const view = new DataView(bytes.buffer)
  const hashes = new Set<number>()
  for (let value = 0; value < 4096; value++) {
    for (let block = 0; block < 12; block++) {
      const isTurned = ((value >> block) & 1) === 1
      view.setInt32(block * 16, isTurned ? 0x61626364 ^ 0x80000000 : 0x61626364, true)
      view.setInt32(block * 16 + 8, isTurned ? 0x65666768 ^ 0x80010000 : 0x65666768, true)
    }
    hashes.add(hashLong(view, bytes, 0, bytes.length))
  }
  t.true(hashes.size > 4_000)
})
