/** The runbook of an alert, as the collector serves it (collector/web/documents.ts); a test holds that the file exists. */
export function runbookPath(alert: string): string {
  return `/alerts/runbooks/${alert}.md`
}

/** The page of a cause, likewise. */
export function causePath(cause: string): string {
  return `/docs/causes/${cause}.md`
}

/**
 * A page of the collector. Only the operator knows where a browser reaches it: Prometheus puts the external label `regwatch_url` before
 * the path, if it is set (deploy/prometheus/prometheus.yml).
 */
export function collectorUrl(path: string): string {
  return `{{ $externalLabels.regwatch_url }}${path}`
}

/** A path in Grafana, which is found by the external label `grafana_url`. */
export function dashboardUrl(path: string): string {
  return `{{ $externalLabels.grafana_url }}${path}`
}
