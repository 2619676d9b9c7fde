import {
  akaEvents,
  causes,
  challengeCodes,
  challengeKinds,
  confidences,
  countedOutcomes,
  origins,
  populationFlags,
  reasons,
  shareDimensions,
} from './label-values.ts'
import type { MetricSpec } from './metric-spec.ts'

const registrar = 'bounded'
const code = 'bounded'
const network = 'optional'
const causeOrAll = [...causes, 'all'] as const

/** What is said of registrations. Attempts are counted when they are released: 5 s after they are over, 15 s where others may explain them. */
export const registerMetrics = {
  registerAttempts: {
    type: 'counter',
    name: 'sip_register_attempts_total',
    help: 'REGISTER attempts that reached an outcome.',
    unit: 'count',
    labels: { registrar, outcome: countedOutcomes, network },
  },
  registerFailures: {
    type: 'counter',
    name: 'sip_register_failures_total',
    help: 'REGISTER attempts that failed, by the cause that was found and the status that the user agent was given.',
    unit: 'count',
    labels: { registrar, cause: causes, reason: reasons, code, network },
  },
  registerFailureOrigins: {
    type: 'counter',
    name: 'sip_register_failure_origins_total',
    help: 'REGISTER attempts that failed, by the role of the node that decided it.',
    unit: 'count',
    labels: { registrar, origin: origins, cause: causes },
  },
  registerFinalResponses: {
    type: 'counter',
    name: 'sip_register_final_responses_total',
    help: 'Final responses that ended a REGISTER attempt, by status. Challenges of a normal exchange are not in it. Counted 5 s after the response.',
    unit: 'count',
    labels: { registrar, code },
  },
  registerVerdicts: {
    type: 'counter',
    name: 'sip_register_verdicts_total',
    help: 'Verdicts on failed REGISTER attempts, by how sure they are.',
    unit: 'count',
    labels: { cause: causes, confidence: confidences },
  },
  registerChallenges: {
    type: 'counter',
    name: 'sip_register_challenges_total',
    help: 'Challenges that the user agent was given within REGISTER attempts, normal exchanges included.',
    unit: 'count',
    labels: { registrar, code: challengeCodes, kind: challengeKinds },
  },
  registerRetransmissions: {
    type: 'counter',
    name: 'sip_register_retransmissions_total',
    help: 'REGISTER requests that the user agent sent again.',
    unit: 'count',
    labels: { registrar },
  },
  registerCopies: {
    type: 'counter',
    name: 'sip_register_copies_total',
    help: 'Messages of REGISTER attempts that were captured more than once.',
    unit: 'count',
    labels: { registrar },
  },
  registerDuration: {
    type: 'histogram',
    name: 'sip_register_duration_seconds',
    help: 'Time from the first REGISTER of an attempt to its last final response, by the clock of one agent. Silence has none.',
    unit: 'seconds',
    labels: { registrar, outcome: countedOutcomes },
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 32],
  },
  registerAffectedUsers: {
    type: 'gauge',
    name: 'sip_register_affected_users',
    help: 'Distinct users with a failed REGISTER attempt in the last 5 minutes; 0 while the input lags over 60 s.',
    unit: 'count',
    labels: { registrar, cause: causeOrAll },
  },
  registerAffectedSources: {
    type: 'gauge',
    name: 'sip_register_affected_sources',
    help: 'Distinct source addresses with a failed REGISTER attempt in the last 5 minutes; 0 while the input lags over 60 s.',
    unit: 'count',
    labels: { registrar, cause: causeOrAll },
  },
  registerFailureTopShare: {
    type: 'gauge',
    name: 'sip_register_failure_top_share_ratio',
    help: 'Share of the failures of the last 5 minutes that the largest one makes alone; never more than its true share.',
    unit: 'ratio',
    labels: { registrar, cause: causes, by: shareDimensions },
  },
  registerPopulationActive: {
    type: 'gauge',
    name: 'sip_register_population_active',
    help: '1 while many registrations show the same thing at once.',
    unit: 'boolean',
    labels: { registrar, flag: populationFlags },
  },
  registerAkaEvents: {
    type: 'counter',
    name: 'sip_register_aka_events_total',
    help: 'Steps of IMS AKA within REGISTER attempts: challenges, resynchronisations, refusals by the SIM, wrong answers of it.',
    unit: 'count',
    labels: { registrar, event: akaEvents },
  },
  registeredContacts: {
    type: 'gauge',
    name: 'sip_registered_contacts',
    help: 'Contacts that are registered, as the last 200 to each user lists them, until they expire. Registrations before the start are known when they are renewed.',
    unit: 'count',
    labels: { registrar },
  },
} as const satisfies Record<string, MetricSpec>
