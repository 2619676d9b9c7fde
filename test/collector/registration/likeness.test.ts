import test from 'ava'
import { USUAL_LIMITS } from '../../../collector/registration/limits.ts'
import { Call, digest, RESPONSE, UE, type CallOptions, type Wording } from '../../scenario.ts'
import type { CapturedPacket } from '../../replay.ts'
import { watch, type Watched } from '../../watch.ts'

/** Nobody watches and nothing is remembered: what is said of an attempt rests on that attempt. */
const ALONE = { population: 'none', history: 'none', quiet: 60 } as const

interface Refusal {
  readonly options?: CallOptions
  readonly first?: Wording
  readonly challenge?: Wording
  readonly answer?: Wording | ((user: string) => Wording)
  readonly status?: number
  readonly refusal?: Wording
  /** The answer is challenged with nonce n2; the nonce of the answer to that. */
  readonly last?: string
  /** Seconds between challenge and answer. */
  readonly pause?: number
}

/** Each differs from the first in one thing that a rule reads, or that facts hold. */
const refusals: Readonly<Record<string, Refusal>> = {
  'the usual one': {},
  'the usual answer, in quotes': { answer: answering({}) },
  'another phrase': { refusal: { phrase: 'Forbidden auth ID' } },
  'a phrase with words in it': { refusal: { phrase: 'User barred' } },
  'another code': { status: 404 },
  'a code of the server': { status: 503 },
  'a server that names itself': { refusal: { headers: ['Server: Asterisk PBX 20.9.2'] } },
  'a challenge by a server that names itself': { challenge: { headers: ['Server: kamailio (5.7.4)'] } },
  'a user agent in place of a server': { refusal: { headers: ['User-Agent: FreeSWITCH-mod_sofia/1.10'] } },
  'a Reason': { refusal: { headers: ['Reason: SIP;cause=403;text="Source address not allowed"'] } },
  'another Reason': { refusal: { headers: ['Reason: SIP;cause=403;text="User barred"'] } },
  'a Warning': { refusal: { headers: ['Warning: 399 pbx "User barred"'] } },
  'a fault of the registrar': { refusal: { headers: ['P-Registrar-Error: too many registered contacts'] } },
  'a Date': { refusal: { headers: ['Server: Asterisk PBX', 'Date: Sat, 21 Nov 2026 12:00:00 GMT'] } },
  'a wait': { status: 503, refusal: { headers: ['Retry-After: 120'] } },
  'another wait': { status: 503, refusal: { headers: ['Retry-After: 30'] } },
  'a demand': { status: 421, refusal: { headers: ['Require: sec-agree'] } },
  'another demand': { status: 421, refusal: { headers: ['Require: outbound'] } },
  'a nonce that was not given': { answer: { nonce: 'n0' } },
  'a challenge to the answer': { status: 401, refusal: { nonce: 'n2' } },
  'told that the nonce was stale': { status: 401, refusal: { headers: [`WWW-Authenticate: ${digest('n2', ', stale=true')}`] } },
  'the same nonce again': { status: 401, refusal: { nonce: 'n1' } },
  'challenged twice, and answered': { last: 'n2', status: 401, refusal: { nonce: 'n3' } },
  'challenged twice, and the first challenge answered again': { last: 'n1', status: 401, refusal: { nonce: 'n3' } },
  'another realm': { answer: answering({ realm: 'example.net' }) },
  'another algorithm': { answer: answering({ algorithm: 'SHA-256' }) },
  'another digest user': { answer: answering({ username: 'bob' }) },
  'no digest user': { answer: answering({ username: '' }) },
  'an empty answer': { answer: answering({ response: '' }) },
  'a resynchronisation': { answer: answering({}, ', auts="5PYxMuX2NOT2NeQ="') },
  'no answer': { answer: {} },
  'an answer to a proxy': { answer: { nonce: 'n1', proxy: true } },
  'a challenge of a proxy': { challenge: { nonce: 'n1', proxy: true }, answer: { nonce: 'n1', proxy: true } },
  'a nonce of another form': { challenge: { nonce: '1700000000/0123456789abcdef0123456789abcdef' } },
  'a scanner': { first: { headers: ['User-Agent: friendly-scanner'] } },
  'another port': { options: { path: [UE, '198.51.100.3:6100'] } },
  'a slow phone': { pause: 3 },
  'a hop behind the registrar': { options: { path: [UE, '198.51.100.7:5060', '198.51.100.8:5060'] } },
  'another From': { options: { from: '<sip:carol@example.com>' } },
  'an IMS': { options: { domain: 'ims.mnc001.mcc262.3gppnetwork.org' } },
}

const names = Object.keys(refusals)

test('whatever failed before, each gets the verdict and shows the facts that it has alone', (t) => {
  // Each comes after every other one, and after itself.
  const order = [...names, ...names.toReversed(), ...names]
  const together = watch(order.flatMap(packetsOf), { ...ALONE, limits: USUAL_LIMITS })
  t.is(together.length, order.length)
  for (const [index, name] of order.entries()) {
    const [alone, ...more] = watch(packetsOf(name, index), ALONE)
    const [same, ...others] = together.filter(({ detail }) => detail.callId === `call-${index}`)
    t.deepEqual(more, [])
    t.deepEqual(others, [])
    t.deepEqual(shown(same), shown(alone), `${name}, after ${order[index - 1] ?? 'nothing'}`)
  }
})

test('verdicts differ where the words do', (t) => {
  const findings = new Set(watch(names.flatMap(packetsOf), { ...ALONE, limits: USUAL_LIMITS }).map(({ finding }) => finding))
  t.true(findings.size > 12, [...findings].join(', '))
})

function shown(watched: Watched | undefined) {
  return watched === undefined ? undefined : { ...watched, at: 0 }
}

function packetsOf(name: string, number: number): readonly CapturedPacket[] {
  const { options, first, challenge, answer, last, status = 403, refusal, pause = 0.1 } = refusals[name]!
  const at = number * 2
  const call = new Call({ callId: `call-${number}`, user: `user-${number}`, ...options })
    .register(at, first)
    .challenge(at + 0.1, challenge?.nonce ?? 'n1', challenge)
    .register(at + 0.1 + pause, typeof answer === 'function' ? answer(`user-${number}`) : (answer ?? { nonce: 'n1' }))
  if (last !== undefined) call.challenge(at + 0.25, 'n2').register(at + 0.3, { nonce: last })
  return call.answer(at + 0.35 + pause, status, refusal).packets
}

/** An answer in which one parameter is not as it was asked for. */
function answering(changed: Readonly<Record<string, string>>, more = ''): (user: string) => Wording {
  return (user) => {
    const parameters = {
      username: user,
      realm: 'example.com',
      nonce: 'n1',
      uri: 'sip:example.com',
      response: RESPONSE,
      algorithm: 'MD5',
      ...changed,
    }
    const text = Object.entries(parameters).map(([parameter, value]) => `${parameter}="${value}"`)
    return { headers: [`Authorization: Digest ${text.join(', ')}${more}`] }
  }
}
