import { z } from 'zod'
import { amount, section } from './section.ts'

/** `population`: how much is kept of what others do. */
export const populationSchema = section({
  enabled: z
    .boolean('write true or false')
    .default(true)
    .describe('Whether others are watched. Without, nothing is held for a look at them: verdicts come after 5 s, and are less sure.'),
  attempts: amount({ least: 1_000, most: 1_000_000, usual: 16_384 }).describe('Attempts that end within a second.'),
  sources: amount({ least: 1_000, most: 10_000_000, usual: 131_072 }).describe(
    'Sources that get through; of those that are refused a quarter as many.',
  ),
  users: amount({ least: 1_000, most: 10_000_000, usual: 131_072 }).describe('Users that fail.'),
  nodes: amount({ least: 16, most: 100_000, usual: 1_024 }).describe('Nodes, P-CSCFs, visited networks and domains, of each so many.'),
})
  .prefault({})
  .describe(
    'What others do at the same time is evidence (docs/population.md), kept for some minutes. Past these bounds the oldest goes first: ' +
      'where regwatch_evidence_evicted_total{kind="population"} grows, raise them.',
  )
