import { inChild } from './child.ts'
import { ratios } from './samples.ts'
import type { Row } from './table.ts'

const MANY = 1_000_000
const FEW = 1000
const ROOM = 1_200_000
const MEGABYTES = 4096
const MESSAGES = 4

/** What a packet costs when a million attempts are open, against a thousand: the same attempts in another order. `users`: of a history that is full. */
export async function measureOpen(rounds: number, users: number, most: number): Promise<Row[]> {
  const costs = { many: [] as number[], few: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    for (const [name, open] of [
      ['few', FEW],
      ['many', MANY],
    ] as const) {
      const figure = await inChild('./measure-open.ts', open, MANY, MESSAGES, ROOM, MEGABYTES, users)
      if (figure('evicted') > 0 || figure('verdicts') !== MANY) {
        throw new Error(`${open} open: ${figure('verdicts')} verdicts of ${MANY} attempts, ${figure('evicted')} evicted`)
      }
      costs[name].push((figure('cpu') / figure('packets')) * 1e6)
    }
  }
  const history = users === 0 ? '' : ', history full'
  return [
    { what: `1,000,000 open against 1,000${history}`, samples: ratios(costs.many, costs.few), unit: 'times', target: { most } },
    { what: `1,000,000 open${history}`, samples: costs.many, unit: 'CPU-s/M' },
    { what: `1,000 open${history}`, samples: costs.few, unit: 'CPU-s/M' },
  ]
}
