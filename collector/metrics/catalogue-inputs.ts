import { dropReasons, inputs, versions } from './label-values.ts'
import type { MetricSpec } from './metric-spec.ts'

const agent = 'bounded'
const partition = { topic: 'bounded', partition: 'bounded' } as const

/** What is received, and from whom. */
export const inputMetrics = {
  hepPackets: {
    type: 'counter',
    name: 'hep_packets_total',
    help: 'HEP packets received, those that were dropped included.',
    unit: 'count',
    labels: { input: inputs, version: versions },
  },
  hepPacketsDropped: {
    type: 'counter',
    name: 'hep_packets_dropped_total',
    help: 'What was received and not used, by reason.',
    unit: 'count',
    labels: { input: inputs, reason: dropReasons },
  },
  hepAgentLastSeen: {
    type: 'gauge',
    name: 'hep_agent_last_seen_timestamp_seconds',
    help: 'When the last packet of the agent arrived.',
    unit: 'timestamp',
    labels: { agent },
  },
  hepAgentClockSkew: {
    type: 'gauge',
    name: 'hep_agent_clock_skew_seconds',
    help: 'How far the clock of the agent is ahead of ours, by its promptest packet of the last minute; negative when it is behind or its packets are late.',
    unit: 'seconds',
    labels: { agent },
  },
  hepAgentRequests: {
    type: 'counter',
    name: 'hep_agent_requests_total',
    help: 'REGISTER requests of released attempts that the agent captured.',
    unit: 'count',
    labels: { agent },
  },
  hepAgentUnansweredRequests: {
    type: 'counter',
    name: 'hep_agent_unanswered_requests_total',
    help: 'Of these, requests to which the agent captured no final response: nearly all of them when it sees one direction only.',
    unit: 'count',
    labels: { agent },
  },
  kafkaLag: {
    type: 'gauge',
    name: 'kafka_consumer_lag_records',
    help: 'Records of the partition that are not read yet: end of the log less the next read.',
    unit: 'count',
    labels: partition,
  },
  kafkaUncommitted: {
    type: 'gauge',
    name: 'kafka_consumer_uncommitted_records',
    help: 'Records of the partition that would be read again after a crash: end of the log less the committed offset.',
    unit: 'count',
    labels: partition,
  },
  kafkaFetchErrors: {
    type: 'counter',
    name: 'kafka_consumer_fetch_errors_total',
    help: 'Fetches that failed: a broker that did not answer, or records that cannot be read.',
    unit: 'count',
    labels: {},
  },
  kafkaRecordsDropped: {
    type: 'counter',
    name: 'kafka_consumer_records_dropped_total',
    help: 'Records that were fetched and not counted here, because another member of the group counts them.',
    unit: 'count',
    labels: {},
  },
} as const satisfies Record<string, MetricSpec>
