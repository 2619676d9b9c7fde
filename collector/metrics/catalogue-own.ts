import { cappedLabels, evidenceKinds } from './label-values.ts'
import type { MetricSpec } from './metric-spec.ts'

/** What regwatch says of itself. */
export const ownMetrics = {
  attemptsOpen: {
    type: 'gauge',
    name: 'regwatch_attempts_open',
    help: 'Calls whose messages are kept, because their attempts are open or held.',
    unit: 'count',
    labels: {},
  },
  attemptsEvicted: {
    type: 'counter',
    name: 'regwatch_attempts_evicted_total',
    help: 'Attempts that were given up for want of room: from the first on, counts are not exact.',
    unit: 'count',
    labels: {},
  },
  evidenceEvicted: {
    type: 'counter',
    name: 'regwatch_evidence_evicted_total',
    help: 'What was known of other attempts and had to be forgotten too early: verdicts are less sure, counts are exact; of `contacts` the gauge shows too few.',
    unit: 'count',
    labels: { kind: evidenceKinds },
  },
  arrivalsRefused: {
    type: 'counter',
    name: 'regwatch_arrivals_refused_total',
    help: 'Arrivals over a minute ahead of our clock, in record timestamps or capture times: the packets are followed, the timers wait for ours.',
    unit: 'count',
    labels: {},
  },
  labelOverflow: {
    type: 'counter',
    name: 'regwatch_label_overflow_total',
    help: 'How often a label value was counted as "other" because there was no room for it.',
    unit: 'count',
    labels: { label: cappedLabels },
  },
  series: {
    type: 'gauge',
    name: 'regwatch_series',
    help: 'Series that regwatch shows; past the budget new ones are counted as "other".',
    unit: 'count',
    labels: {},
  },
  buildInfo: {
    type: 'gauge',
    name: 'regwatch_build_info',
    help: 'Always 1; the labels say what is running.',
    unit: 'boolean',
    labels: { version: 'bounded', nodeversion: 'bounded' },
  },
  configReloadSuccessful: {
    type: 'gauge',
    name: 'regwatch_config_last_reload_successful',
    help: '1 when the configuration in use is the one that was last asked for, 0 when that one had a fault.',
    unit: 'boolean',
    labels: {},
  },
  configReloadTime: {
    type: 'gauge',
    name: 'regwatch_config_last_reload_success_timestamp_seconds',
    help: 'When the configuration in use was read.',
    unit: 'timestamp',
    labels: {},
  },
  lastScrape: {
    type: 'gauge',
    name: 'regwatch_last_scrape_timestamp_seconds',
    help: 'When the last scrape before this one was served.',
    unit: 'timestamp',
    labels: {},
  },
  commitByTime: {
    type: 'gauge',
    name: 'regwatch_commit_by_time',
    help: '1 while progress is stored by time, and not by what a scrape has shown: a crash then loses counts that no scrape has seen.',
    unit: 'boolean',
    labels: {},
  },
  eventLoopDelay: {
    type: 'gauge',
    name: 'regwatch_event_loop_delay_seconds',
    help: 'Longest time in the last minute for which nothing but one task ran.',
    unit: 'seconds',
    labels: {},
  },
} as const satisfies Record<string, MetricSpec>
