import { by } from '../collector/metrics/promql.ts'
import type { Shelf } from './layout.ts'
import { fixedColour, graph, line, stacked } from './panel.ts'
import { state } from './palette.ts'
import { perSecond, quantile, shown } from './shown.ts'

const NONE = 'Nobody tried to register in this time'

/** How the exchange itself goes: what is tried, what is answered, how long it takes. */
export function exchange(): readonly Shelf[] {
  return [
    {
      height: 8,
      panels: [
        [8, attempts()],
        [8, answers()],
        [8, challenges()],
      ],
    },
    {
      height: 8,
      panels: [
        [6, contacts()],
        [6, duration()],
        [6, repeated()],
        [6, aka()],
      ],
    },
  ]
}

function attempts() {
  return stacked({
    title: 'Attempts by outcome',
    description:
      'Attempts to register that ended, in a second. A sudden rise of all is a restart avalanche: phones that come back at once after an outage. blind: what would tell was not captured, as where the answer hides in ESP or one direction is missing. evicted: there was no room to follow it; then raise limits.',
    unit: 'reqps',
    empty: NONE,
  })
    .withTarget(line(perSecond('registerAttempts', ['outcome']), '{{outcome}}'))
    .overrideByName('success', [fixedColour(state.good)])
    .overrideByName('failure', [fixedColour(state.bad)])
    .overrideByName('deregistration', [fixedColour(state.plain)])
    .overrideByName('blind', [fixedColour('#7F8C8D')])
    .overrideByName('evicted', [fixedColour(state.doubtful)])
}

function answers() {
  return stacked({
    title: 'Final answers by code',
    description:
      'What phones were told at the end of an attempt, in a second. A 401 here is a refusal: challenges of a normal exchange are not in it. Silence has no code and is not here.',
    unit: 'reqps',
    empty: NONE,
  }).withTarget(line(perSecond('registerFinalResponses', ['code']), '{{code}}'))
}

function challenges() {
  return stacked({
    title: 'Challenges',
    description:
      'Challenges in a second by kind. first: the normal beginning. stale: only the nonce was too old; many of them say that nonces live too short, or that servers behind one name do not share their secret. repeated: the answer was not accepted, or not understood.',
    unit: 'reqps',
    empty: 'Nobody was challenged in this time',
  }).withTarget(line(perSecond('registerChallenges', ['code', 'kind']), '{{code}} {{kind}}'))
}

function contacts() {
  return stacked({
    title: 'Registered contacts',
    description:
      'Contacts that are registered at each registrar, as the last 200 to each user lists them. A step down is what an outage leaves when registrations run out: less than the failures say, or much later. After a start it fills as phones renew, over the time for which they register.',
    unit: 'short',
    empty: 'No 200 to a REGISTER was seen that lists its contacts',
  }).withTarget(line(by('sum', ['registrar'], shown('registeredContacts')), '{{registrar}}'))
}

function duration() {
  const success = { outcome: 'success' } as const
  return graph({
    title: 'Time to register',
    description:
      'From the first REGISTER to the 200, challenge included, by the clock of one agent: the median, and the time that 9 of 10 and 99 of 100 stay under. A median that rises is a slow server or database; the upper lines alone are lost packets.',
    unit: 's',
    empty: 'Nobody registered in this time',
  })
    .withTarget(line(quantile(0.5, success), 'median'))
    .withTarget(line(quantile(0.9, success), '9 of 10'))
    .withTarget(line(quantile(0.99, success), '99 of 100'))
}

function repeated() {
  return graph({
    title: 'Sent again, captured again',
    description:
      'Retransmissions are REGISTERs that a phone sent again: many of them say that answers are late or lost. Copies are the same message captured by several agents: they depend on the agents alone, are counted once, and change when somebody changes the capture.',
    unit: 'reqps',
    empty: NONE,
  })
    .withTarget(line(perSecond('registerRetransmissions', []), 'retransmissions'))
    .withTarget(line(perSecond('registerCopies', []), 'copies'))
}

function aka() {
  return stacked({
    title: 'IMS AKA',
    description:
      'Steps of the authentication of SIMs, in a second. resync: the sequence number of the SIM is ahead of the HSS, normal once. mac_failure: the SIM does not accept the network, K or OPc differ. res_mismatch: the network does not accept the SIM.',
    unit: 'reqps',
    empty: 'No SIM was challenged in this time: no IMS here, or none captured',
  }).withTarget(line(perSecond('registerAkaEvents', ['event']), '{{event}}'))
}
