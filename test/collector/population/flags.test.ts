import test from 'ava'
import { REGISTRAR } from '../../scenario.ts'
import type { CapturedPacket } from '../../replay.ts'
import { address, flagsIn, lastOf, phone, phones, type Fate } from './crowd.ts'

const ATTACKER = '203.0.113.7:5071'
const HOME = 'ims.mnc001.mcc262.3gppnetwork.org'
const AWAY = ['P-Visited-Network-ID: "ims.mnc015.mcc208.3gppnetwork.org"']
const AT_HOME = [`P-Visited-Network-ID: "${HOME}"`]

/** What is said of `user` with just enough of something, and with one less. */
const pair = test.macro(
  (t, user: string, crowd: (enough: boolean) => readonly CapturedPacket[], flag: string, above: string, below: string) => {
    const said = (enough: boolean) => {
      const verdict = lastOf(user, crowd(enough))
      const { population } = verdict?.detail.attempt ?? {}
      const isSet = Object.entries(population ?? {}).some(([name, known]) => name === flag && known === 'yes')
      return `${verdict?.finding} ${verdict?.confidence}${isSet ? ` ${flag}` : ''}`
    }
    t.is(said(true), `${above} ${flag}`)
    t.is(said(false), below)
  },
)

/** Sources that are served meanwhile. */
function served(count: number, at = 0, net = 10): CapturedPacket[] {
  return phones(count, (index) => ({
    at: at + index * 0.05,
    user: `good${net}-${index}`,
    fate: 'ok',
    source: `${address(index, net)}:5060`,
  }))
}

test(
  'scan: the tenth user that a source asks for in vain',
  pair,
  'x0',
  (enough) => phones(enough ? 10 : 9, (index) => ({ at: index * 0.2, user: `x${index * 7}`, fate: 404, source: ATTACKER })),
  'scan',
  'scan/scanner likely',
  'credentials/unknown_user likely',
)
test(
  'scan: the sixth number in a row',
  pair,
  '100',
  (enough) => phones(enough ? 6 : 5, (index) => ({ at: index * 0.2, user: `${100 + index}`, fate: 'asked', source: ATTACKER })),
  'scan',
  'scan/scanner likely',
  'credentials/challenge_unanswered ambiguous',
)
test(
  'scan: the tenth answer for one user within half a minute',
  pair,
  'bob',
  (enough) => [
    ...served(5),
    ...phones(enough ? 10 : 9, (index) => ({
      at: index * 2.5,
      user: 'bob',
      fate: 'wrong',
      source: ATTACKER,
      guess: `${index}`.padStart(32, 'a'),
    })),
  ],
  'scan',
  'scan/scanner likely',
  'credentials/unspecified likely',
)
test(
  'source_wide: the third user of a source that is refused',
  pair,
  'w0',
  (enough) => [
    ...served(3),
    ...phones(enough ? 3 : 2, (index) => ({ at: index, user: `w${index}`, fate: 503, source: `192.0.2.9:${6000 + index}` })),
  ],
  'sourceWide',
  'acl/source_ip likely',
  'overload/unavailable likely',
)
test(
  'source_wide: the third other source that is served',
  pair,
  'w0',
  (enough) => [
    ...served(enough ? 3 : 2),
    ...phones(3, (index) => ({ at: index, user: `w${index}`, fate: 503, source: `192.0.2.9:${6000 + index}` })),
  ],
  'sourceWide',
  'acl/source_ip likely',
  'overload/unavailable likely',
)
test(
  'node_wide: the twentieth user',
  pair,
  'd0',
  (enough) => phones(enough ? 20 : 19, (index) => ({ at: index * 0.1, user: `d${index}`, fate: 403, source: `${address(index)}:5060` })),
  'nodeWide',
  'server/internal likely',
  'acl/source_ip likely',
)
test(
  'node_wide: the fifth source',
  pair,
  'd0',
  (enough) =>
    phones(20, (index) => ({
      at: index * 0.1,
      user: `d${index}`,
      fate: 'wrong',
      source: `${address(index % (enough ? 5 : 4))}:${5060 + index}`,
    })),
  'nodeWide',
  'server/internal likely',
  'credentials/unspecified likely',
)
test(
  'node_wide: half of the users, where nearly everybody was served before',
  pair,
  'd0',
  (enough) => [
    ...served(40),
    ...served(enough ? 20 : 22, 120, 11),
    ...phones(20, (index) => ({ at: 120 + index * 0.1, user: `d${index}`, fate: 'wrong', source: `${address(index, 12)}:5060` })),
  ],
  'nodeWide',
  'server/internal likely',
  'credentials/unspecified likely',
)
test(
  'pcscf_wide: the fifth subscriber that the core refuses of one P-CSCF',
  pair,
  'p0',
  (enough) => [
    ...phones(5, (index) => ({
      at: index,
      user: `q${index}`,
      fate: 'ok',
      domain: HOME,
      source: `${address(index)}:5060`,
      path: ['198.51.100.8:5060', '198.51.100.9:5060'],
      headers: AT_HOME,
    })),
    ...phones(enough ? 5 : 4, (index) => ({
      at: index,
      user: `p${index}`,
      fate: 403,
      domain: HOME,
      source: `${address(index, 12)}:5060`,
      path: ['198.51.100.7:5060', '198.51.100.9:5060'],
      headers: [
        'Authorization: Digest username="262019876543210@ims.mnc001.mcc262.3gppnetwork.org", realm="ims.mnc001.mcc262.3gppnetwork.org", nonce="", response=""',
      ],
    })),
  ],
  'pcscfWide',
  'acl/topology likely',
  'credentials/impi_unknown ambiguous',
)
test(
  'visited_cluster: the fifth subscriber that is refused abroad, where all come through the P-CSCF of that network',
  pair,
  'v0',
  (enough) => {
    const impi =
      'Authorization: Digest username="262019876543210@ims.mnc001.mcc262.3gppnetwork.org", realm="ims.mnc001.mcc262.3gppnetwork.org", nonce="", response=""'
    return [
      ...phones(5, (index) => ({
        at: index,
        user: `h${index}`,
        fate: 'ok',
        domain: HOME,
        source: `${address(index)}:5060`,
        path: ['198.51.100.8:5060', '198.51.100.9:5060'],
        headers: AT_HOME,
      })),
      ...phones(enough ? 5 : 4, (index) => ({
        at: index,
        user: `v${index}`,
        fate: 403,
        domain: HOME,
        source: `${address(index, 12)}:5060`,
        path: ['198.51.100.7:5060', '198.51.100.9:5060'],
        headers: [...AWAY, impi],
      })),
    ]
  },
  'visitedCluster',
  'barring/roaming_not_allowed likely',
  'barring/roaming_not_allowed ambiguous',
)
test(
  'user_multi_source: refused from a second source where others get through',
  pair,
  'eve',
  (enough) => [
    ...phones(2, (index) => ({ at: index, user: `n${index}`, fate: 'ok', source: `${address(index)}:5061` })),
    ...phones(enough ? 2 : 1, (index) => ({ at: 3 + index, user: 'eve', fate: 403, source: `${address(index)}:5062` })),
  ],
  'userMultiSource',
  'credentials/unknown_user likely',
  'credentials/unknown_user ambiguous',
)
test(
  'ban_pattern: silence after the tenth refusal',
  pair,
  'b0',
  (enough) => [
    ...served(3, 100),
    ...phones(enough ? 10 : 9, (index) => ({ at: index * 10, user: 'b0', fate: 403, source: '192.0.2.9:6000' })),
    ...phone({ at: 120, user: 'b0', fate: 'silent', source: '192.0.2.9:6000' }),
  ],
  'banPattern',
  'acl/source_ip likely',
  'server/no_response likely',
)
test(
  'expiry_wave: three times as many users as before, and some get no reply',
  pair,
  's0',
  (enough) => [
    ...phones(15, (index) => ({ at: index * 14, user: `e${index}`, fate: 'ok', source: `${address(index)}:5060` })),
    ...served(enough ? 14 : 6, 240, 11),
    ...phones(6, (index) => ({ at: 240, user: `s${index}`, fate: 'silent', source: `${address(index, 12)}:5060` })),
    ...served(2, 275, 13),
  ],
  'expiryWave',
  'overload/unavailable likely',
  'server/no_response likely',
)
test(
  'domain_wide: the third user of a domain that nobody knows',
  pair,
  'm0',
  (enough) => [
    ...served(3),
    ...phones(enough ? 3 : 2, (index) => ({
      at: index,
      user: `m${index}`,
      fate: 404,
      domain: 'moved.example',
      source: `${address(index, 12)}:5060`,
    })),
  ],
  'domainWide',
  'acl/domain likely',
  'credentials/unknown_user likely',
)

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
