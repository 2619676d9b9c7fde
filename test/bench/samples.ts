/** Several measurements of one thing, in the order in which they were made. */
export type Samples = readonly number[]

/** The middle one; half of the measurements are below it. */
export function median(samples: Samples): number {
  return [...samples].sort((left, right) => left - right)[samples.length >> 1] ?? Number.NaN
}

/** The quotients of two things that were measured side by side, round by round. */
export function ratios(above: Samples, below: Samples): Samples {
  return above.map((value, index) => value / (below[index] ?? Number.NaN))
}
