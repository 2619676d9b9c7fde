import { inChild } from './child.ts'
import type { Row } from './table.ts'

const OPEN = 300_000
const ROOM = 320_000
const MEGABYTES = 512
const REGISTER_AND_401 = 2

/** How large the process grows with 300,000 attempts that wait for the UE to answer its challenge, and a history of so many users. */
export async function measureMemory(rounds: number, users: number, most: number): Promise<Row[]> {
  const samples: number[] = []
  for (let round = 0; round < rounds; round++) {
    const figure = await inChild('./measure-open.ts', OPEN, OPEN, REGISTER_AND_401, ROOM, MEGABYTES, users)
    if (figure('verdicts') > 0) throw new Error(`${figure('verdicts')} of ${OPEN} attempts closed, ${figure('evicted')} evicted`)
    samples.push(figure('rss'))
  }
  const what = users === 0 ? 'RSS with 300,000 open' : `RSS with 300,000 open and ${users.toLocaleString('en')} users of history`
  return [{ what, samples, unit: 'MiB', target: { most } }]
}
