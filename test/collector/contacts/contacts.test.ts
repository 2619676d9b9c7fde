import test from 'ava'
import { Contacts } from '../../../collector/contacts/contacts.ts'
import { createPipeline } from '../../../collector/pipeline.ts'
import { packetsOf, type CapturedPacket } from '../../replay.ts'
import { Call, PROXY, REGISTRAR, START, UE } from '../../scenario.ts'

const NOW = 1_790_000_000

/** A count whose ticks are seconds since 1970. */
function inSeconds(users: number): Contacts {
  const contacts = new Contacts(users)
  contacts.setClock((tick) => tick)
  return contacts
}

function at(contacts: Contacts, seconds: number): Record<string, number> {
  const counts: Record<string, number> = {}
  contacts.each(seconds, (registrar, count) => void (counts[registrar] = count))
  return counts
}

/** What is registered so many seconds after the start of the scenario. */
function registeredAfter(packets: readonly CapturedPacket[], ...seconds: readonly number[]): Record<string, number>[] {
  const contacts = new Contacts(1_000)
  const pipeline = createPipeline(
    { packet: () => undefined, dropped: () => undefined, verdict: () => undefined },
    { contacts, limits: { attempts: 500, megabytes: 4 } },
  )
  const left = packets.toSorted((one, other) => one.arrival - other.arrival)
  return seconds.map((after) => {
    const until = START + after * 1e6
    while (left[0] !== undefined && left[0].arrival <= until) {
      const { bytes, arrival } = left.shift()!
      pipeline.hep(bytes, 0, bytes.length, arrival)
    }
    pipeline.tick(until)
    return at(contacts, pipeline.inputTime / 1e6)
  })
}

const [ADDRESS = ''] = REGISTRAR.split(':')
const lists = (...values: readonly string[]) => ({ headers: values.map((value) => `Contact: ${value}`) })
const A = '<sip:alice@192.0.2.10>;expires=600'
const B = '<sip:alice@192.0.2.11>;expires=300'

test('what the last 200 to each user lists is registered until it expires', (t) => {
  const alice = new Call().register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' }).answer(0.3, 200, lists(A, B))
  const bob = new Call({ callId: 'call-2', user: 'bob' }).register(1).answer(1.1, 200, lists('<sip:bob@192.0.2.12>;expires=60'))
  t.deepEqual(registeredAfter([...alice.packets, ...bob.packets], 2, 10, 70, 400, 700), [
    {},
    { [ADDRESS]: 3 },
    { [ADDRESS]: 2 },
    { [ADDRESS]: 2 },
    { [ADDRESS]: 0 },
  ])
})

test('seconds in quotes count before an Expires header', (t) => {
  const headers = ['Contact: <sip:alice@192.0.2.10>;expires="60"', 'Expires: 600']
  t.deepEqual(registeredAfter(new Call().register(0).answer(0.1, 200, { headers }).packets, 10, 70), [{ [ADDRESS]: 1 }, { [ADDRESS]: 0 }])
})

test('a renewal takes the place of what was there, also with another Call-ID, and whatever was captured of it', (t) => {
  const agents = [{ id: 1 }, { id: 2, late: 0.2 }]
  const path = [UE, PROXY, REGISTRAR]
  const first = new Call({ agents, path }).register(0).answer(0.3, 200, lists(A))
  const second = new Call({ callId: 'call-2', agents, path, cseq: 7 }).register(300).answer(300.3, 200, lists(A, B)).again(300.4)
  t.deepEqual(registeredAfter([...first.packets, ...second.packets], 10, 320, 650, 910), [
    { '198.51.100.1': 1 },
    { '198.51.100.1': 2 },
    { '198.51.100.1': 2 },
    { '198.51.100.1': 0 },
  ])
})

test('who de-registers is taken away: one of two, then all', (t) => {
  const call = new Call()
    .register(0)
    .answer(0.1, 200, lists(A, B))
    .register(100, { contact: '<sip:alice@192.0.2.11>;expires=0' })
    .answer(100.1, 200, lists(A))
    .register(200, { contact: '*', expires: 0 })
    .answer(200.1, 200)
  t.deepEqual(registeredAfter(call.packets, 50, 150, 250), [{ [ADDRESS]: 2 }, { [ADDRESS]: 1 }, { [ADDRESS]: 0 }])
})

test('a refusal changes nothing', (t) => {
  const call = new Call().register(0).answer(0.1, 200, lists(A)).register(100).answer(100.1, 403, lists(B))
  t.deepEqual(registeredAfter(call.packets, 50, 200), [{ [ADDRESS]: 1 }, { [ADDRESS]: 1 }])
})

test('of five real phones that register and go away again, one gave up another contact than its own and one says nothing: they expire', (t) => {
  const contacts = new Contacts(1_000)
  const pipeline = createPipeline({ packet: () => undefined, dropped: () => undefined, verdict: () => undefined }, { contacts })
  for (const { bytes, arrival } of packetsOf('test/captures/sip/o22_rereg_dereg.hep')) pipeline.hep(bytes, 0, bytes.length, arrival)
  pipeline.finish('judge')
  const end = pipeline.inputTime / 1e6
  t.deepEqual(
    [end, end + 60, end + 600].map((seconds) => at(contacts, seconds)['127.0.0.1']),
    [2, 1, 0],
  )
})

test('one user at two registrars is registered at both', (t) => {
  const contacts = inSeconds(100)
  contacts.granted('east', 7, 8, 1, 600, NOW)
  contacts.granted('west', 7, 8, 2, 600, NOW)
  t.deepEqual(at(contacts, NOW), { east: 1, west: 2 })
})

test('past its bound it forgets who ends or was heard of longest ago, and counts those that were still bound', (t) => {
  const contacts = inSeconds(1_000)
  for (let user = 1; user <= 1_000; user++) contacts.granted('east', user, user, 1, user <= 400 ? 10 : 600, NOW)
  for (let user = 1_001; user <= 1_500; user++) contacts.granted('east', user, user, 1, 600, NOW + 60)
  t.deepEqual(at(contacts, NOW + 60), { east: 1_000 })
  t.is(contacts.evicted, 100)
  t.true(contacts.bytes < 1_000 * 40 + 8_192)
})

test('past 4,096 registrars the others are one', (t) => {
  const contacts = inSeconds(10_000)
  for (let registrar = 0; registrar < 5_000; registrar++) contacts.granted(`registrar-${registrar}`, registrar + 1, 1, 1, 600, NOW)
  const counts = at(contacts, NOW)
  t.is(Object.keys(counts).length, 4_097)
  t.is(counts[''], 5_000 - 4_096)
})
