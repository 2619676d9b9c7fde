import test from 'ava'
import { Contacts } from '../../../collector/contacts/contacts.ts'
import { look, metricsOf, valueIn } from './metrics-of.ts'
import { verdict } from './verdict.ts'

const NOW = 1_790_000_000
const gauge = (registrar: string) => `sip_registered_contacts{registrar="${registrar}"}`

function watched(contacts: Contacts | undefined, clock = { seconds: NOW }) {
  return {
    contacts,
    open: 0,
    get inputTime() {
      return clock.seconds * 1e6
    },
    agentName: String,
    forgotten: { population: 0, history: 0, release: 0, contacts: 3 },
  }
}

test('registered contacts are a gauge for each registrar; those without series of their own are other', async (t) => {
  const contacts = new Contacts(1_000)
  contacts.setClock((tick) => tick)
  const metrics = metricsOf({ registrars: ['edge'], labels: { registrars: 1, agents: 1 } })
  metrics.watch(watched(contacts))
  for (const [index, registrar] of ['edge', 'edge', 'first', 'second', 'third'].entries()) {
    contacts.granted(registrar, index + 1, 1, 2, 600, NOW)
    metrics.observer.verdict(verdict({ registrar }))
  }
  const text = await look(metrics)
  t.is(valueIn(text, gauge('edge')), 4)
  t.is(valueIn(text, gauge('first')), 2)
  t.is(valueIn(text, gauge('other')), 4)
  t.is(valueIn(text, 'regwatch_evidence_evicted_total{kind="contacts"}'), 3)
})

test('they are added up again after five seconds of the input, and expire by its clock', async (t) => {
  const contacts = new Contacts(1_000)
  contacts.setClock((tick) => tick)
  const metrics = metricsOf({ registrars: ['edge'] })
  const clock = { seconds: NOW }
  metrics.watch(watched(contacts, clock))
  contacts.granted('edge', 1, 1, 2, 600, NOW)
  t.is(valueIn(await look(metrics), gauge('edge')), 2)
  contacts.granted('edge', 2, 1, 1, 60, NOW)
  clock.seconds = NOW + 4
  t.is(valueIn(await look(metrics), gauge('edge')), 2)
  clock.seconds = NOW + 5
  t.is(valueIn(await look(metrics), gauge('edge')), 3)
  clock.seconds = NOW + 60
  t.is(valueIn(await look(metrics), gauge('edge')), 2)
})

test('where they are not counted there is no gauge', async (t) => {
  const metrics = metricsOf()
  metrics.watch(watched(undefined))
  metrics.observer.verdict(verdict())
  t.notRegex(await look(metrics), /^sip_registered_contacts/m)
})
