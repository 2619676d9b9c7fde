import { BigValueGraphMode, BigValueTextMode } from '@grafana/grafana-foundation-sdk/common'
import { by, oneOf, promql, top, type Vector } from '../collector/metrics/promql.ts'
import type { Shelf } from './layout.ts'
import { atEnd, byThreshold, coloured, line, stat, thresholds } from './panel.ts'
import { causeColours, state } from './palette.ts'
import { inTime, perSecond, shown } from './shown.ts'

/** What it is like now, in one line: is it bad, how bad, for whom, and why. */
export function now(): Shelf {
  return {
    height: 5,
    panels: [
      [4, alerts()],
      [4, successes()],
      [4, failures()],
      [4, users()],
      [4, sources()],
      [4, mainCause()],
    ],
  }
}

function alerts() {
  const firing = promql`count(ALERTS{alertname=~"SipRegister.*|Regwatch.*", alertstate="firing"}) or vector(0)`
  return stat({
    title: 'Alerts firing',
    description:
      'Alerts on registrations and on regwatch itself that fire now, whatever the registrar. 0 is only worth something while RegwatchDown and RegwatchNoHep are loaded.',
    unit: 'none',
    empty: 'The alerts are not loaded',
  })
    .colorScheme(byThreshold())
    .thresholds(thresholds([null, state.good], [1, state.bad]))
    .withTarget(line(firing, 'firing'))
}

function successes() {
  const done = perSecond('registerAttempts', [], { outcome: 'success' })
  const judged = perSecond('registerAttempts', [], { outcome: oneOf('success', 'failure') })
  return stat({
    title: 'Attempts that succeed',
    description:
      'Share of the attempts with a known end that registered. A challenge of a normal exchange is not a failure, and de-registrations are neither. Look at the course behind it: the level is that of your users, a step is an event.',
    unit: 'percentunit',
    empty: 'Nobody tried to register',
  })
    .min(0)
    .max(1)
    .decimals(1)
    .colorScheme(byThreshold())
    .thresholds(thresholds([null, state.bad], [0.8, state.doubtful], [0.95, state.good]))
    .withTarget(line(promql`(${done} or vector(0)) / (${judged} > 0)`, 'success'))
}

function failures() {
  return stat({
    title: 'Failed attempts',
    description:
      'Registrations that fail in a second, each counted once, however many legs, copies and retransmissions of it were captured.',
    unit: 'reqps',
    empty: 'Nothing failed',
  })
    .colorScheme(byThreshold())
    .thresholds(thresholds([null, state.plain]))
    .withTarget(line(perSecond('registerFailures', []), 'failures'))
}

function users() {
  return affected('registerAffectedUsers', {
    title: 'Affected users',
    description:
      'Different users with a failed registration in the last 5 minutes. Few users and many failures: somebody’s phone. Many users: your network. It is 0 while the input is more than a minute behind.',
    unit: 'none',
    empty: 'Nobody is affected',
  })
}

function sources() {
  return affected('registerAffectedSources', {
    title: 'Affected sources',
    description:
      'Different addresses from which registrations failed in the last 5 minutes. One source and many users: an SBC, a NAT, or a scanner.',
    unit: 'none',
    empty: 'Nobody is affected',
  })
}

function affected(key: 'registerAffectedUsers' | 'registerAffectedSources', says: Parameters<typeof stat>[0]) {
  return stat(says)
    .colorScheme(byThreshold())
    .thresholds(thresholds([null, state.plain]))
    .withTarget(line(by('sum', [], shown(key, { cause: 'all' })), 'affected'))
}

function mainCause() {
  const all = inTime('registerFailures', ['cause'])
  const share: Vector<'cause'> = promql`${top(1, all)} / scalar(${by('sum', [], all)}) > 0`
  const panel = stat({
    title: 'Main cause',
    description:
      'The cause of most failures of the time shown, and its share. One cause with nearly all of it is one event; many with a little each is the everyday level.',
    unit: 'percentunit',
    empty: 'Nothing failed',
  })
    .decimals(0)
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.ValueAndName)
    .withTarget(atEnd(share, '{{cause}}'))
  return coloured(panel, causeColours)
}
