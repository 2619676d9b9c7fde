/** Every figure of the alerts, in one place. Change one, run `npm run generate`, and let the tests of alerts/tests say what it does. */
export const thresholds = {
  /** Minutes over which failures are counted. The chain from a refusal to Alertmanager must stay under 90 s, so it is short. */
  windowMinutes: 2,
  /** Refusals in the window: under it, ratios say nothing. */
  refusals: 10,
  /** Share of all attempts. */
  ratio: 0.05,
  /** Users: one phone in a loop is no incident. */
  users: 3,
  /** How many times the usual level, where one is known. */
  surge: 3,
  /** An alert that fired is held this long after the last of its conditions is gone, so that it does not flap. */
  hold: '5m',
  /** How often rules are evaluated. */
  interval: '15s',
  /** Share of what was received that may be dropped. */
  drops: 0.01,
  /** Seconds of input that may wait in Kafka: at 60 the gauges of affected users go to 0, and the 403 alert with them. */
  lagSeconds: 60,
} as const

/** `job` of the collectors in Prometheus, as deploy/prometheus has it. */
export const JOB = 'regwatch'
