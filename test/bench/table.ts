import { median, type Samples } from './samples.ts'

/** What is asked of a figure. */
export type Target = { readonly most: number } | { readonly least: number }

/** One line of the result; without a target it only informs. */
export interface Row {
  readonly what: string
  readonly samples: Samples
  readonly unit: string
  readonly target?: Target
}

const HEADINGS = ['what', 'median', 'unit', 'min–max', 'target', ''] as const

/** Prints what was measured, the spread, and whether the target is met. */
export function printTable(rows: readonly Row[]): void {
  const lines = [HEADINGS, ...rows.map(cells)]
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

function cells({ what, samples, unit, target }: Row): string[] {
  const value = median(samples)
  const spread = `${short(Math.min(...samples))}–${short(Math.max(...samples))}`
  if (target === undefined) return [what, short(value), unit, spread]
  const met = 'most' in target ? value <= target.most : value >= target.least
  return [what, short(value), unit, spread, 'most' in target ? `≤ ${target.most}` : `≥ ${target.least}`, met ? 'PASS' : 'short']
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}
