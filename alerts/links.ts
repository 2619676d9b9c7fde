/** Where the pages of the project are read; a test holds that each file named behind it exists. */
const HOME = 'https://github.com/regwatch/regwatch/blob/main'

/** The runbook of an alert. */
export function runbookUrl(alert: string): string {
  return `${HOME}/alerts/runbooks/${alert}.md`
}

/** The page of a cause. */
export function causeUrl(cause: string): string {
  return `${HOME}/docs/causes/${cause}.md`
}

/**
 * A path in Grafana. Only the operator knows where Grafana is: Prometheus puts the external label `grafana_url` before it, if it is set
 * (deploy/prometheus/prometheus.yml).
 */
export function dashboardUrl(path: string): string {
  return `{{ $externalLabels.grafana_url }}${path}`
}
