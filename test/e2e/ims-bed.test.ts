import type { ExecutionContext } from 'ava'
import { startCollector } from '../regwatch.ts'
import { requires } from '../setup/programs.ts'
import { countedBy } from './counted.ts'
import type { Subscriber } from './ims-bed/hss.ts'
import { DOMAIN, type ImsBed, namesIn, startImsBed } from './ims-bed/ims-bed.ts'
import { ownNetwork } from './loopback.ts'
import { type Phone, registerPhones } from './ims-bed/phones.ts'

const KEY = 'regwatch-sim-key'
const HOLD_SECONDS = 40

const core = requires('kamailio', 'ims_icscf.so', 'presence.so', 'sipp')
const long = process.env['REGWATCH_LONG'] === undefined ? () => undefined : core

core('an IMS core refuses, each time for another reason, and the reason is said', async (t) => {
  t.timeout(120_000)
  const { bed, collector } = await start(t)
  await registerPhones(t, subscribers(bed, 101, 20), bed.home)
  await Promise.all([
    registerPhones(t, [phone(bed.network, 21)], bed.home),
    registerPhones(t, subscribers(bed, 22, 1, { refused: 'authorizationRejected' }), bed.home),
    registerPhones(t, subscribers(bed, 23, 1, { expectsOther: true }), bed.home),
    registerPhones(t, subscribers(bed, 24, 1, { refused: 'identitiesDiffer' }), bed.home),
    registerPhones(t, subscribers(bed, 25, 1, { refused: 'unableToComply' }), bed.home),
    registerPhones(t, subscribers(bed, 31, 5, { visits: [DOMAIN] }), bed.abroad),
    registerPhones(t, subscribers(bed, 41, 5), bed.strange),
    registerPhones(t, subscribers(bed, 51, 5), bed.untrusted),
  ])
  await countedBy(collector, 40, HOLD_SECONDS)
  // A literal refusal is told at once: that it is one of many shows in what comes after them.
  await registerPhones(t, subscribers(bed, 36, 1, { visits: [DOMAIN] }), bed.abroad)
  const { others, failures, verdicts, flags } = await countedBy(collector, 41, HOLD_SECONDS)
  t.deepEqual(others, { 'home success': 20 })
  t.deepEqual(failures, {
    'home credentials/impi_unknown 403': 1,
    'home barring/identity_barred 403': 1,
    'home credentials/aka_res_mismatch 403': 1,
    'home credentials/identity_mismatch 403': 1,
    'home server/hss 500': 1,
    'abroad barring/roaming_not_allowed 403': 6,
    'strange barring/roaming_not_allowed 403': 5,
    'untrusted acl/topology 403': 5,
  })
  t.deepEqual(verdicts, { 'credentials definite': 3, 'barring definite': 7, 'barring likely': 5, 'acl likely': 5, 'server definite': 1 })
  t.deepEqual(flags, [
    'abroad pcscf_wide',
    'abroad visited_cluster',
    'strange pcscf_wide',
    'strange visited_cluster',
    'untrusted pcscf_wide',
  ])
})

core('an HSS that says nothing is a node that serves nobody', async (t) => {
  t.timeout(120_000)
  const { bed, collector } = await start(t)
  bed.hss.silent = true
  await registerPhones(t, subscribers(bed, 100, 20), bed.home)
  const { others, failures, flags } = await countedBy(collector, 20, HOLD_SECONDS)
  t.deepEqual(others, {})
  t.deepEqual(failures, { 'home server/no_response 504': 20 })
  t.deepEqual(flags, ['home node_wide'])
})

const outages = {
  'the HSS falls silent, and comes back': (hss: ImsBed['hss']) => {
    hss.silent = true
    return () => (hss.silent = false)
  },
  'the S-CSCF is gone': (_: ImsBed['hss'], scscf: ImsBed['scscf']) => {
    scscf.process.kill('SIGTERM')
    return undefined
  },
}

for (const [what, breakDown] of Object.entries(outages)) {
  long(`a core that was well breaks down: ${what}`, async (t) => {
    t.timeout(300_000)
    const { bed, collector } = await start(t)
    const phones = subscribers(bed, 100, 24)
    await registerPhones(t, phones, bed.home)
    // That it was well is known when all that was begun then is over.
    await pause(60)
    const repair = breakDown(bed.hss, bed.scscf)
    await registerPhones(t, phones, bed.home)
    const down = await countedBy(collector, 48, HOLD_SECONDS)
    t.deepEqual(down.others, { 'home success': 24 })
    t.deepEqual(down.failures, { 'home server/no_response 504': 24 })
    t.deepEqual(down.flags, ['home node_wide'])
    if (repair === undefined) return
    repair()
    await pause(6)
    await registerPhones(t, phones, bed.home)
    t.deepEqual((await countedBy(collector, 72, HOLD_SECONDS)).others, { 'home success': 48 })
  })
}

async function pause(seconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
}

async function start(t: ExecutionContext) {
  const network = ownNetwork()
  const collector = await startCollector(t, namesIn(network))
  return { collector, bed: await startImsBed(t, network, collector.udp) }
}

/** Phones of as many subscribers that the HSS knows. */
function subscribers({ hss, network }: ImsBed, first: number, count: number, known: Partial<Subscriber> = {}): Phone[] {
  const phones = Array.from({ length: count }, (_, index) => phone(network, first + index))
  for (const { imsi, key } of phones) hss.subscribers.set(imsi, { key, ...known })
  return phones
}

function phone(network: string, number: number): Phone {
  return { imsi: `262019876543${String(number).padStart(3, '0')}`, key: KEY, address: `${network}.${number}` }
}
