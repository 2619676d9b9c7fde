import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { regwatch } from '../regwatch.ts'

interface Expected {
  readonly file: string
  readonly call_id: string
  /** When the attempt began, seconds since 1970. */
  readonly t0: number
  readonly outcome: readonly string[]
  readonly code: number | null
  readonly accept: readonly string[]
  /** The packets alone prove the cause. */
  readonly provable: boolean
  readonly scenario: string
  readonly truth: string
}

interface Attempt {
  readonly call_id: string
  readonly start: string
  readonly outcome: string
  readonly code: number | null
  readonly cause?: string
  readonly reason?: string
  readonly confidence?: string
}

const FOLDER = new URL('../captures/other/', import.meta.url)
const rows: readonly Expected[] = JSON.parse(readFileSync(new URL('expected.json', FOLDER), 'utf8'))

for (const [file, expected] of Map.groupBy(rows, (row) => row.file)) {
  test(`every attempt is found once and judged no surer than it can be: ${file}`, async (t) => {
    const run = regwatch(t, 'explain', '--json', fileURLToPath(new URL(file, FOLDER)))
    t.is(await run.ended, 0)
    const attempts: readonly Attempt[] = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    t.is(attempts.length, expected.length)
    for (const row of expected) {
      const distance = (attempt: Attempt): number => Math.abs(secondsOf(attempt) - row.t0)
      const [found] = attempts
        .filter((attempt) => attempt.call_id === row.call_id)
        .toSorted((one, other) => distance(one) - distance(other))
      if (found === undefined) {
        t.fail(`${row.truth}: not found`)
        continue
      }
      t.true(row.outcome.includes(found.outcome), `${row.truth}: ${found.outcome}`)
      t.is(found.code, row.code, row.truth)
      if (found.outcome !== 'failure') continue
      t.true(row.accept.includes(`${found.cause}/${found.reason}`), `${row.truth}: ${found.cause}/${found.reason}`)
      if (!row.provable) t.not(found.confidence, 'definite', row.truth)
    }
  })
}

/** To the microsecond, which a Date does not keep. */
function secondsOf({ start }: Attempt): number {
  return Date.parse(`${start.slice(0, 19)}Z`) / 1000 + Number(`0${/\.\d+/.exec(start)?.[0] ?? '.0'}`)
}
