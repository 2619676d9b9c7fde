import { taxonomy, type Cause } from '../../classifiers/rule.ts'
import { hepDrops } from '../hep/drop.ts'
import type { HepVersion } from '../hep/packet.ts'
import { outcomes, type Outcome } from '../registration/verdict.ts'
import { sipRefusals } from '../sip/refusal.ts'
import { sourceDrops } from '../source/source.ts'

const causes = Object.keys(taxonomy).filter((word): word is Cause => Object.hasOwn(taxonomy, word))
const reasons = Object.values(taxonomy).flat()
const inputs = ['udp', 'tcp', 'tls', 'file', 'kafka'] as const
const versions = ['v1', 'v2', 'v3', 'protobuf', 'none'] as const satisfies readonly HepVersion[]
/** `pending` is a word of `explain`: where input never ends, an open attempt is simply not counted yet. */
const counted = outcomes.filter((outcome): outcome is Exclude<Outcome, 'pending'> => outcome !== 'pending')

/** A label's values: a closed list, or `bounded` for what the wire names and a guard caps. */
type Values = readonly string[] | 'bounded'

export interface MetricSpec {
  readonly type: 'counter' | 'gauge'
  readonly name: string
  readonly help: string
  readonly labels: Readonly<Record<string, Values>>
}

/** Every metric of ours, by the name that code, dashboards and alerts use for it. */
export const catalogue = {
  registerAttempts: {
    type: 'counter',
    name: 'sip_register_attempts_total',
    help: 'REGISTER attempts that reached an outcome.',
    labels: { registrar: 'bounded', outcome: counted },
  },
  registerFailures: {
    type: 'counter',
    name: 'sip_register_failures_total',
    help: 'REGISTER attempts that failed, by the cause that was found and the status that the user agent was given.',
    labels: { registrar: 'bounded', cause: causes, reason: reasons, code: 'bounded' },
  },
  registerFinalResponses: {
    type: 'counter',
    name: 'sip_register_final_responses_total',
    help: 'Final responses that ended a REGISTER attempt, by status. Challenges of a normal exchange are not in it.',
    labels: { registrar: 'bounded', code: 'bounded' },
  },
  hepPackets: {
    type: 'counter',
    name: 'hep_packets_total',
    help: 'HEP packets received, those that were dropped included.',
    labels: { input: inputs, version: versions },
  },
  hepPacketsDropped: {
    type: 'counter',
    name: 'hep_packets_dropped_total',
    help: 'What was received and not used, by reason.',
    labels: { input: inputs, reason: [...hepDrops, ...sourceDrops, ...sipRefusals] },
  },
  labelOverflow: {
    type: 'counter',
    name: 'regwatch_label_overflow_total',
    help: 'How often a label value was counted as "other" because the label had no room left.',
    labels: { label: ['registrar'] },
  },
  buildInfo: {
    type: 'gauge',
    name: 'regwatch_build_info',
    help: 'Always 1; the labels say what is running.',
    labels: { version: 'bounded', nodeversion: 'bounded' },
  },
} as const satisfies Record<string, MetricSpec>

type ValueOf<V> = V extends readonly (infer Value)[] ? Value : string
export type LabelsOf<Spec extends { labels: object }> = { [Name in keyof Spec['labels']]: ValueOf<Spec['labels'][Name]> }
