import { format, resolveConfig } from 'prettier'
import { alertsFile, recordingRulesFile } from '../../alerts/rule-files.ts'
import { overview } from '../../dashboards/overview.ts'
import { configurationPage } from './configuration-page.ts'
import { dashboardsPage } from './dashboards-page.ts'
import { exampleFile } from './example.ts'
import { metricsPage } from './metrics-page.ts'
import { configJsonSchema } from '../../collector/config/json-schema.ts'

/** A file that is made from the sources. It is kept beside them, so that it can be read and linked; a test says when it is out of date. */
export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string
  readonly content: () => string
}

/** Every file that `npm run generate` writes. */
export const generatedFiles: readonly GeneratedFile[] = [
  { path: 'alerts/generated/alerts.yaml', content: alertsFile },
  { path: 'alerts/generated/rules.yaml', content: recordingRulesFile },
  { path: 'config.example.yaml', content: exampleFile },
  { path: 'config.schema.json', content: () => JSON.stringify(configJsonSchema()) },
  { path: 'dashboards/generated/registrations-overview.json', content: overview },
  { path: 'docs/dashboards.md', content: dashboardsPage },
  { path: 'docs/configuration.md', content: configurationPage },
  { path: 'docs/metrics.md', content: metricsPage },
]

/** The content as it is written: formatted as everything else is. */
export async function formatted({ path, content }: GeneratedFile): Promise<string> {
  if (path.endsWith('.md')) return content()
  return format(content(), { ...(await resolveConfig(new URL(`../../${path}`, import.meta.url))), filepath: path })
}
