import type { Collector } from '../regwatch.ts'

const POLL_MILLIS = 1_000

/** What a collector has counted so far, as its /metrics shows it. */
export interface Counted {
  /** Failures: `registrar cause/reason code`. */
  readonly failures: Readonly<Record<string, number>>
  /** Attempts that did not fail: `registrar outcome`. */
  readonly others: Readonly<Record<string, number>>
  /** Verdicts on failures: `cause confidence`. */
  readonly verdicts: Readonly<Record<string, number>>
  /** Flags that are up: `registrar flag`. */
  readonly flags: readonly string[]
}

/** Waits until as many attempts have been told as there were, or time is over, and gives what was counted. */
export async function countedBy({ web }: Collector, attempts: number, seconds: number): Promise<Counted> {
  const until = performance.now() + seconds * 1_000
  for (;;) {
    const counted = read(await (await fetch(`${web}/metrics`)).text())
    if (sum(counted.failures) + sum(counted.others) >= attempts || performance.now() > until) return counted
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS))
  }
}

function read(text: string): Counted {
  const labelled = (family: string, show: (label: (name: string) => string) => string): Record<string, number> => {
    const found: Record<string, number> = {}
    for (const [, labels = '', value] of text.matchAll(new RegExp(`^${family}\\{(.*)\\} ([1-9]\\d*)$`, 'gm')))
      found[show((name) => new RegExp(`(?:^|,)${name}="(.*?)"`).exec(labels)?.[1] ?? '')] = Number(value)
    return found
  }
  const attempts = labelled('sip_register_attempts_total', (label) => `${label('registrar')} ${label('outcome')}`)
  return {
    failures: labelled(
      'sip_register_failures_total',
      (label) => `${label('registrar')} ${label('cause')}/${label('reason')} ${label('code')}`,
    ),
    others: Object.fromEntries(Object.entries(attempts).filter(([name]) => !name.endsWith(' failure'))),
    verdicts: labelled('sip_register_verdicts_total', (label) => `${label('cause')} ${label('confidence')}`),
    flags: Object.keys(labelled('sip_register_population_active', (label) => `${label('registrar')} ${label('flag')}`)).sort(),
  }
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0)
}
