import type { Vector } from '../collector/metrics/promql.ts'

/** An alerting rule of Prometheus. Its name is also that of its runbook. */
export interface Alert {
  readonly name: string
  readonly expr: Vector<string>
  /** How long it must hold before it fires. */
  readonly wait?: string
  /** How long it goes on after that. */
  readonly hold?: string
  readonly severity: 'critical' | 'warning'
  /** The same words each time, ending in a full stop. */
  readonly summary: string
  /** Written for the one who was woken: what, how much, since when it matters. */
  readonly description: string
  /** What to do first, and what not. */
  readonly advice: { readonly do: string; readonly dont: string }
  /** Where the cause is explained, once it is known. */
  readonly causeUrl?: string
  /** Path in Grafana. */
  readonly dashboard: string
}
