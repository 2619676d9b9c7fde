import { failureTable } from './failure-table.ts'
import { jsonText } from './json.ts'
import type { Page } from './page.ts'
import { attemptWord } from './plain-words.ts'
import { failuresByCount, sumBy, type Tally } from './tally.ts'

/** Counts of everything that was read, as a table. `seconds` is how long the reading took. */
export function summaryLines(tally: Tally, seconds: number, page: Page): readonly string[] {
  const { method, attempts, packets, dropped } = tally
  const { bold } = page.paint
  const failures = failuresByCount(tally)
  const codes = sumBy(
    failures,
    ({ code }) => String(code ?? 'silence'),
    ({ count }) => count,
  )
  const causes = sumBy(
    failures,
    ({ cause }) => cause,
    ({ count }) => count,
  )
  const lost =
    sumBy(
      [...dropped],
      () => 'dropped',
      ([, count]) => count,
    ).get('dropped') ?? 0
  const table = (title: string, rows: Iterable<readonly [string, number]>): readonly string[] => {
    const filled = [...rows].filter(([, count]) => count > 0)
    return filled.length === 0 ? [] : ['', bold(title), ...counts(filled)]
  }
  return [
    bold(`${attempts} ${attemptWord(method, attempts)}`),
    ...table('Outcome', Object.entries(tally.outcomes)),
    ...table('Failures by cause', largestFirst(causes)),
    ...table('Failures by code', largestFirst(codes)),
    ...(failures.length === 0 ? [] : ['', bold('Failures by code, cause and reason'), ...failureTable(tally, page)]),
    '',
    bold('Packets'),
    ...counts([
      ['read', packets],
      ['dropped', lost],
    ]),
    ...[...dropped].map(([reason, count]) => `    ${reason}: ${count}`),
    `  ${perSecond(packets, seconds)} packets a second (${seconds.toFixed(2)} s)`,
  ]
}

/** The same counts as one JSON object. */
export function summaryJson(tally: Tally, seconds: number): string {
  const { method, attempts, packets, outcomes, dropped } = tally
  const failures = failuresByCount(tally)
  return jsonText({
    method,
    attempts,
    outcomes,
    causes: Object.fromEntries(
      sumBy(
        failures,
        ({ cause }) => cause,
        ({ count }) => count,
      ),
    ),
    reasons: Object.fromEntries(
      sumBy(
        failures,
        ({ cause, reason }) => `${cause}/${reason}`,
        ({ count }) => count,
      ),
    ),
    codes: Object.fromEntries(
      sumBy(
        failures,
        ({ code }) => String(code ?? 'none'),
        ({ count }) => count,
      ),
    ),
    failures: failures.map(({ cause, reason, code, count, confidence }) => ({ cause, reason, code: code ?? null, count, confidence })),
    packets,
    dropped: Object.fromEntries(dropped),
    seconds: Number(seconds.toFixed(3)),
    packets_per_second: perSecond(packets, seconds),
  })
}

function largestFirst(sums: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...sums].sort(([, one], [, other]) => other - one)
}

function perSecond(packets: number, seconds: number): number {
  return seconds > 0 ? Math.round(packets / seconds) : 0
}

function counts(rows: readonly (readonly [string, number])[]): readonly string[] {
  const nameColumns = Math.max(...rows.map(([name]) => name.length))
  const countColumns = Math.max(...rows.map(([, count]) => String(count).length))
  return rows.map(([name, count]) => `  ${name.padEnd(nameColumns)}  ${String(count).padStart(countColumns)}`)
}
