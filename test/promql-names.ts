import { everyMetric } from '../collector/metrics/catalogue.ts'

/** What Prometheus knows besides the catalogue: its own, and what it gives to whatever it scrapes. */
const OTHERS: Readonly<Record<string, readonly string[]>> = { up: ['job', 'instance'], ALERTS: ['alertname', 'alertstate', 'registrar'] }
const GIVEN = ['job', 'instance']

/** Says what is wrong with the names and labels of a query; nothing, if they are in the catalogue or recorded by a rule. */
export function strangers(query: string, recorded: ReadonlySet<string> = new Set()): string[] {
  const bare = query.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
  return [...bare.matchAll(/([a-zA-Z_][\w:]*)(?:\{([^}]*)\})?/g)].flatMap(([, name = '', matchers]) => {
    const isMetric = /^(?:sip|hep|kafka|regwatch|process)_|:|^up$|^ALERTS$/.test(name)
    if (!isMetric) return matchers === undefined ? [] : [`${name}{${matchers}}`]
    const labels = labelsOf(name)
    if (labels === undefined) return recorded.has(name) ? [] : [name]
    const used = (matchers ?? '').split(',').flatMap((matcher) => /^\s*(\w+)/.exec(matcher)?.[1] ?? [])
    return used.filter((label) => !labels.includes(label)).map((label) => `${name}{${label}}`)
  })
}

function labelsOf(name: string): readonly string[] | undefined {
  if (OTHERS[name] !== undefined) return OTHERS[name]
  const spec = Object.values(everyMetric).find(
    (metric) => metric.name === name || (metric.type === 'histogram' && `${metric.name}_bucket` === name),
  )
  return spec === undefined ? undefined : [...Object.keys(spec.labels), ...GIVEN, ...(spec.name === name ? [] : ['le'])]
}
