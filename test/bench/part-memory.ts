import { inChild } from './child.ts'
import type { Row } from './table.ts'

const OPEN = 300_000
const ROOM = 320_000
const MEGABYTES = 512
const REGISTER_AND_401 = 2

/** How large the process grows with 300,000 attempts that wait for the UE to answer its challenge. */
export async function measureMemory(rounds: number): Promise<Row[]> {
  const samples: number[] = []
  for (let round = 0; round < rounds; round++) {
    const figure = await inChild('./measure-open.ts', OPEN, OPEN, REGISTER_AND_401, ROOM, MEGABYTES)
    if (figure('verdicts') > 0) throw new Error(`${figure('verdicts')} of ${OPEN} attempts closed, ${figure('evicted')} evicted`)
    samples.push(figure('rss'))
  }
  return [{ what: 'RSS with 300,000 open', samples, unit: 'MiB', target: { most: 300 } }]
}
