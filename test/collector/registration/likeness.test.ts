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
  'a challenge to the answer by another node': {
    answer: { nonce: 'n1', path: [UE, '198.51.100.9:5060'] },
    status: 401,
    refusal: { nonce: 'n2' },
  },
  'an extension that is not known': { status: 420 },
  'an extension that is not known, and a Path': { answer: { nonce: 'n1', headers: ['Path: <sip:edge.example.com;lr>'] }, status: 420 },
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

/** The same of subscribers of an IMS: what each differs in. */
interface ImsRefusal {
  readonly plmn?: string
  readonly digits?: number
  readonly status?: number
  readonly answer?: Readonly<Record<string, string>>
  /** Changes of what the UE offers with its answer, and of what it repeats. */
  readonly client?: string
  readonly verify?: string
  readonly port?: number
  readonly nonce?: string
  readonly phrase?: string
  /** The ports of the P-CSCF. */
  readonly given?: string
}

const UNKNOWN = 'Forbidden - HSS User Unknown'
const DRAWN = 'alg=hmac-sha-1-96;spi-c=SPI;spi-s=SPI9;port-c=3SPI;port-s=4SPI'
const GIVEN = 'alg=hmac-sha-1-96;spi-c=7SPI;spi-s=8SPI;port-c=5100;port-s=6100'
const NONCE = 'cmFuZGNtRnVaR05tRnVaR05tRnVaR05tRnVaR05tRnVaA=='

const imsRefusals: Readonly<Record<string, ImsRefusal>> = {
  'the usual subscriber': {},
  'one of another network': { plmn: '26202' },
  'an IMSI that is too short': { digits: 9 },
  'no number': { plmn: 'alice' },
  'another private identity': { answer: { username: '262010000000099@ims.mnc001.mcc262.3gppnetwork.org' } },
  'an empty answer': { answer: { response: '' } },
  'an answer to MD5': { answer: { algorithm: 'MD5' } },
  'another offer with the answer': { client: DRAWN.replace('sha-1-96', 'md5-96') },
  'another SPI with the answer': { client: DRAWN.replace('spi-c=SPI', 'spi-c=5SPI') },
  'another port with the answer': { client: DRAWN.replace('port-s=4SPI', 'port-s=2SPI') },
  'another SPI repeated': { verify: GIVEN.replace('spi-s=8SPI', 'spi-s=9SPI') },
  'another port repeated': { verify: GIVEN.replace('6100', '6101') },
  'nothing repeated': { verify: '' },
  'outside the association': { port: 5060 },
  'a nonce that is too short': { nonce: 'c2hvcnQ=' },
  'a code of the core': { status: 500 },
  'unknown to the HSS': { phrase: UNKNOWN },
  'unknown to the HSS, of another network': { phrase: UNKNOWN, plmn: '26203' },
  'unknown to the HSS, with an IMSI that is too short': { phrase: UNKNOWN, digits: 9 },
  'other protected ports': { given: GIVEN.replace('6100', '6200'), verify: GIVEN.replace('6100', '6200') },
}

test('of an IMS: whatever failed before, each gets the verdict and shows the facts that it has alone', (t) => {
  // Like no other, and shows that the P-CSCF lets protected requests be seen.
  const before = imsPacketsOf('no number', 0)
  const each = Object.keys(imsRefusals)
  const order = [...each, ...each.toReversed(), ...each]
  const packets = order.map((name, index) => imsPacketsOf(name, index + 1))
  const together = watch([...before, ...packets.flat()], { ...ALONE, limits: USUAL_LIMITS })
  for (const [index, name] of order.entries()) {
    const isIts = ({ detail }: Watched) => detail.callId === `call-${index + 1}`
    const alone = watch([...before, ...packets[index]!], ALONE)
    t.deepEqual(shown(together.find(isIts)), shown(alone.find(isIts)), `${name}, after ${order[index - 1] ?? 'nothing'}`)
  }
})

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

function imsPacketsOf(name: string, number: number): readonly CapturedPacket[] {
  const { plmn = '26201', digits = 10, status = 403, ...rest } = imsRefusals[name]!
  const { answer, client = DRAWN, verify = GIVEN, port = 6100, nonce = NONCE, phrase, given = GIVEN } = rest
  const user = `${plmn}${String(number).padStart(digits, '0')}`
  const at = number * 2
  const domain = 'ims.mnc001.mcc262.3gppnetwork.org'
  const own = (text: string) => text.replaceAll('SPI', `${1000 + number}`)
  const credentials = Object.entries({
    username: `${user}@${domain}`,
    realm: domain,
    nonce,
    uri: `sip:${domain}`,
    response: RESPONSE,
    algorithm: 'AKAv1-MD5',
    ...answer,
  }).map(([parameter, value]) => `${parameter}="${value}"`)
  return new Call({ callId: `call-${number}`, user, domain })
    .register(at, { headers: [`Security-Client: ipsec-3gpp;${own(DRAWN)}`] })
    .answer(at + 0.1, 401, {
      headers: [
        `WWW-Authenticate: Digest realm="${domain}", nonce="${nonce}", algorithm=AKAv1-MD5`,
        `Security-Server: ipsec-3gpp;${own(given)}`,
      ],
    })
    .register(at + 0.2, {
      path: [UE, `198.51.100.3:${port}`],
      headers: [
        `Authorization: Digest ${credentials.join(', ')}`,
        `Security-Client: ipsec-3gpp;${own(client)}`,
        ...(verify === '' ? [] : [`Security-Verify: ipsec-3gpp;${own(verify)}`]),
      ],
    })
    .answer(at + 0.3, status, phrase === undefined ? {} : { phrase }).packets
}
