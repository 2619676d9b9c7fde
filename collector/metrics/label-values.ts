import type { Population } from '../../classifiers/attempt.ts'
import { roles, taxonomy, type Cause } from '../../classifiers/taxonomy.ts'
import { hepDrops } from '../hep/drop.ts'
import type { HepVersion } from '../hep/packet.ts'
import { outcomes, type Outcome } from '../registration/verdict.ts'
import { sipRefusals } from '../sip/refusal.ts'
import { sourceDrops } from '../source/source.ts'

/** Values of the labels that are closed lists. */
export const causes = Object.keys(taxonomy).filter((word): word is Cause => Object.hasOwn(taxonomy, word))
export const reasons = Object.values(taxonomy).flat()
export const confidences = ['definite', 'likely', 'ambiguous'] as const
export const origins = roles
export const inputs = ['udp', 'tcp', 'tls', 'file', 'kafka'] as const
export const versions = ['v1', 'v2', 'v3', 'protobuf', 'none'] as const satisfies readonly HepVersion[]
export const dropReasons = [...hepDrops, ...sourceDrops, ...sipRefusals] as const

/** `pending` is a word of `explain`: where input never ends, an open attempt is simply not counted yet. */
export const countedOutcomes = outcomes.filter((outcome): outcome is Exclude<Outcome, 'pending'> => outcome !== 'pending')

/** `first` opens the exchange; `stale` says that only the nonce was too old; `repeated` comes although the one before it was answered. */
export const challengeKinds = ['first', 'stale', 'repeated'] as const
export const challengeCodes = ['401', '407'] as const

/** Steps of IMS AKA (TS 33.203 §6.1). */
export const akaEvents = ['challenge', 'resync', 'mac_failure', 'res_mismatch'] as const

/** By whom failures are grouped to see whether one of them makes most. */
export const shareDimensions = ['user', 'source', 'subnet', 'user_agent'] as const

/** What others do at the same time, as the rules know it, in the spelling of labels. */
export const populationFlags = [
  'scan',
  'source_wide',
  'pcscf_wide',
  'node_wide',
  'visited_cluster',
  'user_multi_source',
  'ban_pattern',
  'expiry_wave',
] as const satisfies readonly (Snake<keyof Population> | 'expiry_wave')[]

/** Evidence beyond the attempt at hand; `release`: verdicts told without a look at it, for want of room; `contacts`: users whose contacts are no longer counted. */
export const evidenceKinds = ['population', 'history', 'release', 'contacts'] as const

/** Labels that a guard caps. */
export const cappedLabels = ['registrar', 'agent'] as const

/** What each label says, for the pages that are made of the catalogue. */
export const labelHelp = {
  registrar: 'The node that the attempt was first sent to: its configured name, else its address; `other` past the cap.',
  outcome: 'How the attempt ended.',
  cause: 'Who has to act. In the gauges also `all`: whatever the cause.',
  reason: 'What it was; each reason belongs to one cause. Of packets: why one was not used.',
  code: 'What the user agent was given: a registered status, else its class (`4xx`), `none` for silence.',
  confidence: 'How sure the verdict is.',
  origin: 'Role of the node that decided.',
  network:
    'Where the user agent registers from, by the section `networks`; `none` of an address in none of them, `other` at the registrar `other`. There is no such label without that section.',
  kind: '`first` opens the exchange, `stale` says that only the nonce was too old, `repeated` comes although the one before was answered. Of evidence: what of it was forgotten.',
  event: 'Step of IMS AKA.',
  by: 'Whose share it is.',
  flag: 'What others do at the same time.',
  input: 'Where the packets came from.',
  version: 'How the packet was wrapped; in `regwatch_build_info` the version of regwatch.',
  agent: 'Capture agent: its node name if it gives one, else its capture id; `other` past the cap.',
  topic: 'Kafka topic.',
  partition: 'Partition of the topic.',
  label: 'The label that had no room left.',
  nodeversion: 'Version of Node.',
} as const

type Snake<Text extends string> = Text extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${Snake<Tail>}`
  : Text
