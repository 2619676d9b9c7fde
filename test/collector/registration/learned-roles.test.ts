import test from 'ava'
import type { CapturedPacket } from '../../replay.ts'
import { Call } from '../../scenario.ts'
import { watch, type WatchOptions } from '../../watch.ts'

const UE = '192.0.2.10:5060'
const [ALG, EDGE, INNER, CORE] = ['198.51.100.1:5060', '198.51.100.2:5060', '198.51.100.3:5060', '198.51.100.4:5060'] as const
const HOME = 'ims.mnc001.mcc262.3gppnetwork.org'
const VISITED = `P-Visited-Network-ID: "${HOME}"`
const PATH = 'Path: <sip:term@pcscf.example;lr>'
const AGREED = 'Security-Server: ipsec-3gpp;alg=hmac-sha-1-96;spi-c=1;spi-s=2;port-c=6101;port-s=6100'
const VOUCHED = `Authorization: Digest username="a@${HOME}", realm="${HOME}", nonce="n", response="5ec0", integrity-protected="yes"`

interface Added {
  readonly path: readonly string[]
  /** Header of the requests from this leg on. */
  readonly from: number
  readonly header: string
  /** What the UE sends of itself. */
  readonly own?: readonly string[]
  readonly domain?: string
}

/** A registration that ends well, and on whose way a hop adds something. */
function passed({ path, from, header, own = [], domain = HOME }: Added, at = 0): readonly CapturedPacket[] {
  const call = new Call({ callId: `passed-${at}`, user: 'other', domain, path: [UE, ...path] })
  const legs = path.map((_, index) => index + 1)
  call.register(at, { legs: legs.filter((leg) => leg < from), headers: own })
  call.register(at, { cseq: 1, legs: legs.filter((leg) => leg >= from), headers: [...own, header] })
  return call.answer(at + 0.5, 200).packets
}

/** One that gets Service-Route with its 200. */
function served(path: readonly string[]): readonly CapturedPacket[] {
  const call = new Call({ callId: 'served', user: 'other', domain: HOME, path: [UE, ...path] })
  call.register(0, { legs: [1] }).register(0, { cseq: 1, legs: path.slice(1).map((_, index) => index + 2), headers: [VISITED] })
  return call.answer(0.5, 200, { headers: ['Service-Route: <sip:orig@scscf.example;lr>'] }).packets
}

/** Role of the node that refuses at the end of a path, and how it is known. */
function decider(path: readonly string[], before: readonly CapturedPacket[], at = 60, options: WatchOptions = {}, domain = HOME): string {
  const call = new Call({ callId: 'judged', domain, path: [UE, ...path] }).register(at).answer(at + 0.5, 403)
  const judged = watch([...before, ...call.packets], options).find(({ detail }) => detail.callId === 'judged')
  const attempt = judged?.detail.attempt
  // What is shown of the origin is what the rules were told.
  return attempt?.decision?.role === judged?.originRole ? `${judged?.originRole} ${attempt?.decision?.roleBy}` : 'shown otherwise'
}

const behindAlg = (header: string): Added => ({ path: [ALG, EDGE, INNER, CORE], from: 3, header })

test('a P-CSCF behind another proxy that refuses by itself is known by what it added before', (t) => {
  t.is(decider([ALG, EDGE], []), 'icscf depth')
  for (const [header, by] of [
    [VISITED, 'visited'],
    [PATH, 'path'],
    ['P-Charging-Vector: icid-value=1', 'charging'],
    [VOUCHED, 'vouches'],
  ] as const)
    t.is(decider([ALG, EDGE], passed(behindAlg(header))), `pcscf ${by}`)
})
test('and by the Security-Server that it put into a challenge', (t) => {
  const call = new Call({ callId: 'agreed', user: 'other', domain: HOME, path: [UE, ALG, EDGE, INNER] }).register(0)
  call.challenge(0.5, 'n', { legs: [3] }).challenge(0.5, 'n', { legs: [1, 2], headers: [AGREED] })
  t.is(decider([ALG, EDGE], call.packets, 400), 'pcscf agreement')
})
test('what lies behind it is told by its place from there', (t) => {
  t.is(decider([ALG, EDGE, INNER], passed(behindAlg(VISITED))), 'icscf depth')
  t.is(decider([ALG, EDGE, INNER, CORE], passed(behindAlg(VISITED))), 'scscf depth')
})
test('the surest proof counts: an SBC that adds Path stands in front of who adds P-Visited-Network-ID', (t) => {
  const call = new Call({ callId: 'both', user: 'other', domain: HOME, path: [UE, ALG, EDGE, INNER] })
  call.register(0, { legs: [1] }).register(0, { cseq: 1, legs: [2], headers: [PATH] })
  call.register(0, { cseq: 1, legs: [3], headers: [PATH, VISITED] }).answer(0.5, 200)
  t.is(decider([ALG, EDGE], call.packets), 'pcscf visited')
})
test('what a UE says of itself proves nothing', (t) => {
  t.is(decider([ALG, EDGE], passed({ ...behindAlg(PATH), own: [PATH] })), 'icscf depth')
})
test('what was learned holds for what begins five seconds after it was told', (t) => {
  t.is(decider([ALG, EDGE], passed(behindAlg(VISITED)), 10), 'icscf depth')
  t.is(decider([ALG, EDGE], passed(behindAlg(VISITED)), 11), 'pcscf visited')
})
test('who gives Service-Route is the S-CSCF, also where no I-CSCF stands before it', (t) => {
  t.is(decider([EDGE, CORE], []), 'icscf depth')
  t.is(decider([EDGE, CORE], served([EDGE, INNER, CORE])), 'scscf service_route')
})
test('one node behind the P-CSCF may be an I-CSCF that passes Service-Route on', (t) => {
  t.is(decider([EDGE, INNER], served([EDGE, INNER])), 'icscf depth')
})
test('what the configuration says goes first', (t) => {
  t.is(decider([ALG, EDGE], passed(behindAlg(VISITED)), 60, { roles: [{ cidr: '198.51.100.2', role: 'sbc' }] }), 'sbc configured')
})
test('outside an IMS who adds Path is a proxy, also when it refuses by itself', (t) => {
  const edge: Added = { path: [ALG, CORE], from: 2, header: PATH, domain: 'example.com' }
  t.is(decider([ALG], [], 60, {}, 'example.com'), 'registrar answers')
  t.is(decider([ALG], passed(edge), 60, {}, 'example.com'), 'proxy path')
})
test('who comes to a P-CSCF comes to an IMS, whatever its domain', (t) => {
  const through = (header: string): Added => ({ path: [EDGE, INNER], from: 2, header })
  t.is(decider([EDGE], [], 60, {}, 'example.com'), 'registrar answers')
  t.is(decider([EDGE], passed(through(VISITED)), 60, {}, 'example.com'), 'pcscf visited')
  t.is(decider([EDGE], passed(through(VOUCHED)), 60, {}, 'example.com'), 'pcscf vouches')
})
test('an SBC that adds P-Charging-Vector or Path makes no IMS of its domains', (t) => {
  const charged: Added = { path: [EDGE, INNER], from: 2, header: 'P-Charging-Vector: icid-value=1' }
  t.is(decider([EDGE], passed(charged), 60, {}, 'example.com'), 'registrar answers')
  t.is(decider([EDGE], passed({ ...charged, header: PATH }), 60, {}, 'example.com'), 'proxy path')
})
