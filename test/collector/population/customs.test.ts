import test from 'ava'
import { answerTo, Call, REGISTRAR } from '../../scenario.ts'
import type { CapturedPacket } from '../../replay.ts'
import { watch } from '../../watch.ts'
import { address } from './crowd.ts'
import { NAME_OTHERS, OFFER_OTHERS } from '../../../collector/population/thresholds.ts'

const HOME = 'ims.mnc001.mcc262.3gppnetwork.org'
const [EDGE, INNER] = ['198.51.100.11:5060', '198.51.100.12:5060'] as const
const KAMAILIO = { headers: ['Server: kamailio (5.8.4 (x86_64/linux))'] }

const under = (name: string, nonce: string) => ({ headers: [`Authorization: ${answerTo(nonce, name)}`] })

/** A trunk authenticates under another name than the one that it registers, and gets through. */
function trunk(user: string, at: number, name = 'carrier'): readonly CapturedPacket[] {
  return new Call({ callId: user, user, path: [`${address(at)}:5060`, REGISTRAR] })
    .register(at)
    .challenge(at + 0.1, user, KAMAILIO)
    .register(at + 0.2, under(name, user))
    .answer(at + 0.3, 200).packets
}

function trunks(count: number): readonly CapturedPacket[] {
  return Array.from({ length: count }, (_, index) => trunk(`${index}8`, index)).flat()
}

/** The same, refused twice. */
function refused(at: number, name = 'carrier'): readonly CapturedPacket[] {
  return new Call({ callId: 'judged', user: 'judged' })
    .register(at)
    .challenge(at + 0.1, 'j1', KAMAILIO)
    .register(at + 0.2, under(name, 'j1'))
    .challenge(at + 0.3, 'j2', KAMAILIO)
    .register(at + 0.4, under(name, 'j2'))
    .challenge(at + 0.5, 'j3', KAMAILIO).packets
}

function saidOf(packets: readonly CapturedPacket[]): string {
  const judged = watch(packets).findLast(({ detail }) => detail.callId === 'judged')
  return `${judged?.finding} ${judged?.confidence}`
}

test('another digest username is a fault where nobody is seen to get through so, and none where one is', (t) => {
  t.is(saidOf([...trunks(NAME_OTHERS - 1), ...refused(60)]), 'credentials/identity_mismatch likely')
  t.is(saidOf([...trunks(NAME_OTHERS), ...refused(60)]), 'credentials/unspecified likely')
})
test('who gets through under the own name, in another case or with its domain, shows nothing', (t) => {
  for (const name of ['08', '08@example.com'])
    t.is(saidOf([...trunk('08', 0, name), ...refused(60)]), 'credentials/identity_mismatch likely')
  t.is(saidOf([...trunk('Max', 0, 'mAX'), ...refused(60)]), 'credentials/identity_mismatch likely')
})
test('what one registrar allows says nothing of another, nor of an hour later', (t) => {
  const elsewhere = new Call({ callId: '08', user: '08', path: ['192.0.2.77:5060', '198.51.100.99:5060'] })
    .register(0)
    .challenge(0.1, 'e', KAMAILIO)
    .register(0.2, under('carrier', 'e'))
    .answer(0.3, 200).packets
  t.is(saidOf([...elsewhere, ...refused(60)]), 'credentials/identity_mismatch likely')
  t.is(saidOf([...trunk('08', 0), ...refused(3_590)]), 'credentials/unspecified likely')
  t.is(saidOf([...trunk('08', 0), ...refused(3_610)]), 'credentials/identity_mismatch likely')
})
test('seen on two legs or on one, it is the same', (t) => {
  const two = new Call({ callId: '08', user: '08', path: ['192.0.2.77:5060', '198.51.100.1:5060', REGISTRAR] })
    .register(0)
    .challenge(0.1, 'e', KAMAILIO)
    .register(0.2, under('carrier', 'e'))
    .answer(0.3, 200).packets
  t.is(saidOf([...two, ...refused(60)]), 'credentials/unspecified likely')
})

const offer = (algorithm: string, spi: number) =>
  `Security-Client: ipsec-3gpp;alg=${algorithm};ealg=null;spi-c=${spi};spi-s=${spi + 1};port-c=${spi};port-s=${spi + 2}`
const [OLD, NEW] = ['hmac-md5-96', 'hmac-sha-1-96'] as const

/** A UE whose REGISTER the core accepts. */
function taken(index: number, algorithm: string): readonly CapturedPacket[] {
  return new Call({ callId: `ue-${index}`, user: `ue-${index}`, domain: HOME, path: [`${address(index)}:5060`, EDGE, INNER] })
    .register(index, { headers: [offer(algorithm, 100 * (index + 1))] })
    .answer(index + 0.2, 200).packets
}

function allTaken(count: number, algorithm: string): readonly CapturedPacket[] {
  return Array.from({ length: count }, (_, index) => taken(index, algorithm)).flat()
}

/** One that the P-CSCF refuses by itself. */
function turnedAway(status: number): readonly CapturedPacket[] {
  return new Call({ callId: 'judged', user: 'judged', domain: HOME, path: ['192.0.2.99:5060', EDGE] })
    .register(60, { headers: [offer(OLD, 9_000)] })
    .answer(60.1, status).packets
}

test('an offer with which nobody gets through a P-CSCF, where others do: no agreement', (t) => {
  for (const [status, otherwise] of [
    [403, 'acl/topology ambiguous'],
    [500, 'server/internal likely'],
  ] as const) {
    t.is(saidOf([...allTaken(OFFER_OTHERS, NEW), ...turnedAway(status)]), 'sa/agreement_required ambiguous')
    t.is(saidOf([...allTaken(OFFER_OTHERS - 1, NEW), ...turnedAway(status)]), otherwise)
    t.is(saidOf([...allTaken(OFFER_OTHERS, NEW), ...taken(9, OLD), ...turnedAway(status)]), otherwise)
  }
})
