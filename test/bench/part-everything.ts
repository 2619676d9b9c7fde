import { measureMemory } from './part-memory.ts'
import { measureOpen } from './part-open.ts'
import { measureStages } from './part-stages.ts'
import type { Row } from './table.ts'

const USERS = 1_000_000
/** These two take half a minute each. */
const MOST_ROUNDS = 3

/** What the product costs with everything on, two legs with copies, and a history that is full. */
export async function measureEverything(rounds: number, packets: number): Promise<Row[]> {
  const samples = await measureStages('two-legs', ['everything'], rounds, packets)
  const few = Math.min(rounds, MOST_ROUNDS)
  return [
    { what: 'everything on, two legs', samples: samples.get('everything') ?? [], unit: 'CPU-s/M', target: { most: 1.3 } },
    { what: 'baseline, two legs', samples: samples.get('baseline') ?? [], unit: 'CPU-s/M' },
    ...(await measureMemory(few, USERS, 500)),
    ...(await measureOpen(few, USERS, 1.5)),
  ]
}
