import test from 'ava'
import { REGISTRAR } from '../../scenario.ts'
import type { CapturedPacket } from '../../replay.ts'
import { address, flagsIn, lastOf, phones, served, type Fate } from './crowd.ts'

/** Phones behind one NAT. */
function nat(index: number): string {
  return `192.0.2.9:${10_000 + index}`
}

test('one phone with a wrong password behind a NAT of two hundred good ones sets no flag', (t) => {
  const good = phones(200, (index) => ({ at: index * 1.5, user: `u${index}`, fate: 'ok', source: nat(index) }))
  const wrong = phones(30, (index) => ({
    at: index * 10,
    user: 'lost',
    fate: 'wrong',
    source: nat(300),
    guess: `${index}`.padStart(32, 'b'),
  }))
  t.deepEqual(flagsIn([...good, ...wrong]), [])
  t.is(lastOf('lost', [...good, ...wrong])?.finding, 'credentials/unspecified')
})
test('five thousand phones that come back after a restart set no flag', (t) => {
  const before = phones(20, (index) => ({ at: index * 3, user: `e${index}`, fate: 'ok', source: `${address(index)}:5060` }))
  const avalanche = phones(5_000, (index) => ({
    at: 90 + index * 0.006,
    user: `r${index}`,
    fate: 'ok',
    source: `${address(index, 11)}:5060`,
  }))
  const lost = phones(40, (index) => ({ at: 90 + index * 0.7, user: `bad${index}`, fate: 'wrong', source: `${address(index, 12)}:5060` }))
  t.deepEqual(flagsIn([...before, ...avalanche, ...lost]), [])
})
test('five thousand phones of which some are told to come again set nothing but the flag of the storm', (t) => {
  const before = phones(20, (index) => ({ at: index * 7, user: `e${index}`, fate: 'ok', source: `${address(index)}:5060` }))
  const avalanche = phones(5_000, (index) => ({
    at: 150 + index * 0.006,
    user: `r${index}`,
    fate: index % 10 === 0 ? 503 : 'ok',
    source: `${address(index, 11)}:5060`,
  }))
  const again = phones(500, (index) => ({
    at: 182 + index * 0.06,
    user: `r${index * 10}`,
    fate: 'ok',
    source: `${address(index * 10, 11)}:5060`,
  }))
  t.deepEqual(flagsIn([...before, ...avalanche, ...again]), ['expiryWave'])
})
/** Sixty phones, one a second, behind one node. */
function behind(path: readonly string[], fates: readonly Fate[]): CapturedPacket[] {
  return phones(60, (index) => ({
    at: index,
    user: `${200 + index}`,
    fate: fates[index % fates.length]!,
    source: path.length === 1 ? '198.51.100.1:5060' : `${address(index)}:5060`,
    path,
  }))
}

for (const [what, path] of [
  ['a proxy', ['198.51.100.1:5060', REGISTRAR]],
  ['an SBC whose own calls are all that is captured', [REGISTRAR]],
] as const) {
  test(`${what} in front of everybody is no attacker, served or not`, (t) => {
    t.deepEqual(flagsIn(behind(path, ['ok', 'ok', 'wrong', 404])), [])
    t.false(flagsIn(behind(path, [403])).includes('scan'))
    t.false(flagsIn(behind(path, [503])).includes('scan'))
    t.false(flagsIn(behind(path, ['silent'])).includes('scan'))
  })
}
test('an SBC that is seen to answer its own phones is a node, and what comes from it says nothing of sources', (t) => {
  const sbc = '198.51.100.1:5060'
  const access = phones(12, (index) => ({ at: index, user: `a${index}`, fate: 'asked', source: `${address(index)}:5060`, path: [sbc] }))
  const core = phones(12, (index) => ({ at: index + 0.01, user: `a${index}`, fate: 'asked', source: sbc }))
  t.deepEqual(flagsIn([...access, ...core]), [])
})
test('ten phones with wrong passwords behind one NAT are no scanner, each has a port and answers', (t) => {
  const packets = phones(12, (index) => ({ at: index, user: `${300 + index}`, fate: 'wrong', source: `192.0.2.9:${7000 + index}` }))
  t.deepEqual(flagsIn(packets), [])
})
test('an office that an ACL refuses is no scanner', (t) => {
  const packets = [
    ...served(4),
    ...phones(12, (index) => ({ at: index, user: `${300 + index}`, fate: 403, source: `192.0.2.9:${7000 + index}` })),
  ]
  t.deepEqual(flagsIn(packets), ['sourceWide'])
})
test('a night of de-registrations sets no flag, taken or refused', (t) => {
  for (const fate of ['ok', 'asked', 403, 404] as const) {
    const packets = [
      ...served(5),
      ...phones(100, (index) => ({ at: index * 0.5, user: `${400 + index}`, fate, source: '192.0.2.9:5060', expires: 0 })),
    ]
    t.deepEqual(flagsIn(packets), [], `${fate}`)
  }
})
