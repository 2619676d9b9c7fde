import { GUESSES, PANE_TICKS, WIDE_OTHERS, WIDE_USERS } from '../../../collector/population/thresholds.ts'
import { address, phone, phones, served, type Fate } from './crowd.ts'

/** Seconds of a pane. */
export const PANE = PANE_TICKS / 10
export const ATTACKER = '203.0.113.7:5071'
export const OFFICE = '192.0.2.9'
export const HOME = 'ims.mnc001.mcc262.3gppnetwork.org'
export const AWAY = ['P-Visited-Network-ID: "ims.mnc015.mcc208.3gppnetwork.org"']
export const AT_HOME = [`P-Visited-Network-ID: "${HOME}"`]
export const IMPI = `Authorization: Digest username="262019876543210@${HOME}", realm="${HOME}", nonce="", response=""`
export const [EDGE, OTHER_EDGE, CORE] = ['198.51.100.7:5060', '198.51.100.8:5060', '198.51.100.9:5060'] as const

/** Users of a scanner that nobody knows. */
export const scanned = (count: number, at: number) =>
  phones(count, (index) => ({ at: at + index * 0.2, user: `x${index * 7}`, fate: 404, source: ATTACKER }))

/** Phones all over that a node fails. */
export const failing = (count: number, at: number, fate: Fate = 'wrong', net = 12) =>
  phones(count, (index) => ({ at: at + index * 0.05, user: `d${net}-${index}`, fate, source: `${address(index, net)}:5060` }))

/** Subscribers that come by way of a P-CSCF, at home or abroad. */
export const subscribers = (name: string, count: number, fate: Fate, edge: string, headers: readonly string[] = AT_HOME) =>
  phones(count, (index) => ({
    at: index,
    user: `${name}${index}`,
    fate,
    domain: HOME,
    source: `${address(index, name.charCodeAt(0))}:5060`,
    path: [edge, CORE],
    headers: fate === 'ok' ? headers : [...headers, IMPI],
  }))

export const scan = { user: 'last', flag: 'scan', above: 'scan/scanner likely', below: 'credentials/unknown_user likely' }
export const lastScanned = (at: number) => phone({ at, user: 'last', fate: 404, source: ATTACKER })
export const guess = { user: 'bob', flag: 'scan', above: 'scan/scanner likely', below: 'credentials/unspecified likely' }
export const guesses = (count: number, seconds: number) => [
  ...served(5),
  ...phones(count, (index) => ({
    at: (index * seconds) / (GUESSES - 1),
    user: 'bob',
    fate: 'wrong',
    source: ATTACKER,
    guess: `${index}`.padStart(32, 'a'),
  })),
]
export const wide = { user: 'w0', flag: 'sourceWide', above: 'acl/source_ip likely', below: 'overload/unavailable likely' }
export const office = (count: number) => inOffice(count, 0, 503)
/** An office that was served, and how some of it fare a minute later. */
export const officeAgain = (count: number, fate: Fate) => [
  ...served(WIDE_OTHERS, 30),
  ...inOffice(WIDE_USERS, 0, 'ok'),
  ...inOffice(count, 60, fate),
]
const inOffice = (count: number, at: number, fate: Fate) =>
  phones(count, (index) => ({ at: at + index, user: `w${index}`, fate, source: `${OFFICE}:${6000 + index}` }))
export const node = { user: 'd12-0', flag: 'nodeWide', above: 'server/internal likely', below: 'credentials/unspecified likely' }
export const edge = { user: 'p0', flag: 'pcscfWide', above: 'acl/topology likely', below: 'credentials/impi_unknown ambiguous' }
export const abroad = {
  user: 'v0',
  flag: 'visitedCluster',
  above: 'barring/roaming_not_allowed likely',
  below: 'barring/roaming_not_allowed ambiguous',
}
export const ban = { user: 'b0', flag: 'banPattern', above: 'acl/source_ip likely', below: 'server/no_response ambiguous' }
export const banned = (refusals: number, silentAt: number) => [
  ...served(3, silentAt - 10),
  ...phones(refusals, (index) => ({ at: index * 0.1, user: 'b0', fate: 403, source: `${OFFICE}:6000` })),
  ...phone({ at: silentAt, user: 'b0', fate: 'silent', source: `${OFFICE}:6000` }),
]
export const storm = { user: 'd12-0', flag: 'expiryWave', above: 'overload/unavailable likely', below: 'server/no_response ambiguous' }
