import { stringify } from 'yaml'
import { collectorUrl, dashboardUrl, runbookPath } from './links.ts'
import { meta } from './meta.ts'
import { recorded } from './recorded.ts'
import type { Alert } from './rule.ts'
import { spike403 } from './spike-403.ts'
import { thresholds } from './thresholds.ts'

const HEADER = '# Made from alerts/*.ts by "npm run generate". Change it there.\n\n'

/** Every alert that is shipped. */
export const alerts: readonly Alert[] = [spike403, ...meta]

/** Rule file of Prometheus: what the alerts stand on. */
export function recordingRulesFile(): string {
  return file(
    'regwatch-recorded',
    Object.values(recorded).map(({ name, expr }) => ({ record: name, expr })),
  )
}

/** Rule file of Prometheus: the alerts. */
export function alertsFile(): string {
  return file('regwatch-alerts', alerts.map(ruleOf))
}

function file(name: string, rules: readonly object[]): string {
  return HEADER + stringify({ groups: [{ name, interval: thresholds.interval, rules }] }, { lineWidth: 0 })
}

function ruleOf({ name, expr, wait, hold, severity, summary, description, advice, causeUrl, dashboard }: Alert): object {
  return {
    alert: name,
    expr,
    ...(wait === undefined ? {} : { for: wait }),
    ...(hold === undefined ? {} : { keep_firing_for: hold }),
    labels: { severity },
    annotations: {
      summary,
      description,
      ...advice,
      ...(causeUrl === undefined ? {} : { cause_url: causeUrl }),
      runbook_url: collectorUrl(runbookPath(name)),
      dashboard_url: dashboardUrl(dashboard),
    },
  }
}
