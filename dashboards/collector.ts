import { by, matching, promql, top } from '../collector/metrics/promql.ts'
import type { Shelf } from './layout.ts'
import { atEnd, bars, fixedColour, graph, line, stacked, thresholds } from './panel.ts'
import { state } from './palette.ts'
import { perSecond, shown } from './shown.ts'

/** As many agents as a panel has room for. */
const SHOWN = 8
/** A property of an override: its own axis, for what is of another size. */
const onTheRight = { id: 'custom.axisPlacement', value: 'right' }

/** Whether what is above can be trusted: what comes in, what is lost, what has no room. */
export function collector(): readonly Shelf[] {
  return [
    {
      height: 7,
      panels: [
        [6, input()],
        [6, drops()],
        [6, lag()],
        [6, agents()],
      ],
    },
    {
      height: 7,
      panels: [
        [6, open()],
        [6, room()],
        [6, oneWay()],
        [6, load()],
      ],
    },
  ]
}

function input() {
  return stacked({
    title: 'Packets received',
    description: 'HEP packets in a second by the way they came, the dropped ones included. None: look at the agents, then at the network.',
    unit: 'suffix:/s',
    empty: 'Nothing is received',
  }).withTarget(line(perSecond('hepPackets', ['input']), '{{input}}'))
}

function drops() {
  return stacked({
    title: 'Drops',
    description:
      'What was received and not used, by reason. kernel and queue_full: it comes faster than it is read. not_sip and log_line are no fault. What each is: the runbook of RegwatchPacketsDropped.',
    unit: 'suffix:/s',
    empty: 'Nothing was dropped in this time',
  }).withTarget(line(perSecond('hepPacketsDropped', ['reason']), '{{reason}}'))
}

function lag() {
  const records = by('sum', ['topic'], shown('kafkaLag'))
  const none = promql`label_replace(vector(0), "topic", "no input from Kafka", "", "") unless on () ${records}`
  return graph({
    title: 'Kafka lag',
    description:
      'Records that wait to be read, by topic. It should go up and down and never only up. More than a minute of input: the affected users are told as 0, and the 403 alert is blind.',
    unit: 'short',
    empty: 'No input from Kafka',
  }).withTarget(line(promql`${records} or (${none})`, '{{topic}}'))
}

function agents() {
  return bars({
    title: 'Agents: time since last heard',
    description:
      'The eight capture agents that have been silent for longest. One that is gone stands out; one whose node has no traffic does as well.',
    unit: 's',
    empty: 'No agent was heard',
  })
    .min(0)
    .max(600)
    .thresholds(thresholds([null, state.plain], [60, state.doubtful], [300, state.bad]))
    .withTarget(atEnd(top(SHOWN, promql`time() - ${by('max', ['agent'], shown('hepAgentLastSeen'))}`), '{{agent}}'))
}

function open() {
  return graph({
    title: 'Attempts open, attempts given up',
    description:
      'Attempts that are followed at this moment, and those that were given up for want of room. From the first one given up, counts are not exact: raise limits.attempts or limits.megabytes.',
    unit: 'short',
    empty: 'No collector is scraped',
  })
    .withTarget(line(by('sum', [], shown('attemptsOpen')), 'open'))
    .withTarget(line(promql`${perSecond('attemptsEvicted', [])} * 60`, 'given up in a minute'))
    .overrideByName('given up in a minute', [onTheRight, fixedColour(state.bad)])
}

function room() {
  return graph({
    title: 'Series, and label values without room',
    description:
      'Series that regwatch shows, and how often in a minute a registrar or agent was counted as “other”, because there was no room for its name. Name your registrars in the configuration: named ones always have room.',
    unit: 'short',
    empty: 'No collector is scraped',
  })
    .withTarget(line(by('max', [], shown('series')), 'series'))
    .withTarget(line(promql`${perSecond('labelOverflow', ['label'])} * 60`, '{{label}} as other in a minute'))
    .overrideByRegexp('/ as other in a minute$/', [onTheRight])
}

function oneWay() {
  const unanswered = perSecond('hepAgentUnansweredRequests', ['agent'])
  const share = promql`${unanswered} / (${perSecond('hepAgentRequests', ['agent'])} > 0)`
  return bars({
    title: 'Agents: requests without an answer',
    description:
      'The eight agents with the largest share of REGISTER requests to which they captured no final answer. Near 100 %: it sees one direction only, and silence may be its fault. One agent alone: its node does not answer.',
    unit: 'percentunit',
    empty: 'No agent captured a REGISTER in this time',
  })
    .min(0)
    .max(1)
    .decimals(0)
    .thresholds(thresholds([null, state.plain], [0.5, state.doubtful], [0.9, state.bad]))
    .withTarget(atEnd(top(SHOWN, share), '{{agent}}'))
}

function load() {
  const job = { job: matching('$job') }
  return graph({
    title: 'CPU and stalls',
    description:
      'CPU time that a collector uses, 1 is a whole core and its limit but for compression and TLS; and the longest time for which it did nothing but one task. A stall of seconds loses UDP packets and scrapes.',
    unit: 's',
    empty: 'No collector is scraped',
  })
    .withTarget(line(perSecond('processCpu', ['instance'], job), 'CPU {{instance}}'))
    .withTarget(line(by('max', ['instance'], shown('eventLoopDelay', job)), 'longest stall {{instance}}'))
}
