import { by, promql, range, type Vector } from '../collector/metrics/promql.ts'
import type { Shelf } from './layout.ts'
import { atEnd, bars, coloured, fixedColour, line, stacked, thresholds } from './panel.ts'
import { roleColours, state } from './palette.ts'
import { perSecond, shown } from './shown.ts'

const NONE = 'Nothing failed in this time'

/** Who refused, whom, and how sure that is. */
export function who(): Shelf {
  return {
    height: 8,
    panels: [
      [8, topShare()],
      [8, origin()],
      [8, confidence()],
    ],
  }
}

function topShare() {
  // Each cause counts as much as it fails: the only failure of a rare cause has a share of 100 %.
  const weight = by('sum', ['instance', 'registrar', 'cause'], range('rate', shown('registerFailures'), '5m'))
  const weighted: Vector<'by'> = promql`sum by (by) (${shown('registerFailureTopShare')} * on (instance, registrar, cause) group_left () ${weight}) / scalar(sum(${weight}) > 0)`
  return bars({
    title: 'One or many',
    description:
      'How much of the failures of the last 5 minutes the largest one makes: the largest user, address, subnet, kind of phone. A large user is one phone in a loop, a large subnet one site, a large user agent one firmware. All small: look at the network. Causes are weighted by their failures; a share is never overstated.',
    unit: 'percentunit',
    empty: 'Nothing failed in the last 5 minutes',
  })
    .min(0)
    .max(1)
    .decimals(0)
    .thresholds(thresholds([null, state.plain], [0.5, state.doubtful], [0.9, state.bad]))
    .withTarget(atEnd(weighted, '{{by}}'))
    .overrideByName('user_agent', [{ id: 'displayName', value: 'user agent' }])
}

function origin() {
  const panel = stacked({
    title: 'Who decided',
    description:
      'Failures by the role of the node that decided. none: nobody answered. unknown: its leg was not captured, so that only the last hop is known. An S-CSCF or registrar decides about subscriptions and credentials, a P-CSCF, proxy or SBC about addresses and paths.',
    unit: 'reqps',
    empty: NONE,
  }).withTarget(line(perSecond('registerFailureOrigins', ['origin']), '{{origin}}'))
  return coloured(panel, roleColours)
}

function confidence() {
  return stacked({
    title: 'How sure the causes are',
    description:
      'Failures by the confidence of their cause. definite: only this cause can look so. likely: the usual one. ambiguous: the wire cannot tell, and the page of the cause says what else it could be. The number of failures is exact in any case.',
    unit: 'reqps',
    empty: NONE,
  })
    .withTarget(line(perSecond('registerVerdicts', ['confidence']), '{{confidence}}'))
    .overrideByName('definite', [fixedColour(state.good)])
    .overrideByName('likely', [fixedColour(state.plain)])
    .overrideByName('ambiguous', [fixedColour(state.doubtful)])
}
