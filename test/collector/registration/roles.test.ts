import test from 'ava'
import { Call } from '../../scenario.ts'
import { watch, type WatchOptions } from '../../watch.ts'

const UE = '192.0.2.10:5060'
const [ALG, EDGE, INNER, CORE] = ['198.51.100.1:5060', '198.51.100.2:5060', '198.51.100.3:5060', '198.51.100.4:5060'] as const
const HOME = 'ims.mnc001.mcc262.3gppnetwork.org'
const VISITED = ['P-Visited-Network-ID: "ims.mnc001.mcc262.3gppnetwork.org"']

/** Role of the node that refuses at the end of a path, and how it is known. `visited` is the first leg that carries P-Visited-Network-ID. */
function decider(path: readonly string[], visited: number, options: WatchOptions = {}): string {
  const call = new Call({ path: [UE, ...path], domain: HOME })
  const legs = path.map((_, index) => index + 1)
  call.register(0, { legs: legs.filter((leg) => leg < visited) })
  call.register(0, { cseq: 1, legs: legs.filter((leg) => leg >= visited), headers: VISITED })
  call.answer(0.5, 403)
  const attempt = watch(call.packets, options)[0]?.detail.attempt
  return `${attempt?.decision?.role} ${attempt?.decision?.roleBy}`
}

test('by its place: the third node in an IMS is the S-CSCF, the second the I-CSCF', (t) => {
  t.is(decider([EDGE, INNER, CORE], 9), 'scscf depth')
  t.is(decider([EDGE, INNER], 9), 'icscf depth')
  t.is(decider([EDGE], 9), 'pcscf nearest')
})
test('a proxy before the P-CSCF moves nobody: who adds P-Visited-Network-ID is the P-CSCF', (t) => {
  t.is(decider([ALG, EDGE, INNER, CORE], 3), 'scscf depth')
  t.is(decider([ALG, EDGE, INNER], 3), 'icscf depth')
  t.is(decider([EDGE, INNER, CORE], 2), 'scscf depth')
})
test('what the configuration says goes first', (t) => {
  t.is(decider([EDGE, INNER, CORE], 9, { roles: [{ cidr: '198.51.100.4', role: 'icscf' }] }), 'icscf configured')
})
