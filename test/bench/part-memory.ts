import { History } from '../../collector/history/history.ts'
import { Population } from '../../collector/population/population.ts'
import { inChild } from './child.ts'
import type { Row } from './table.ts'

const OPEN = 300_000
const ROOM = 320_000
const MEGABYTES = 512
const MEGABYTE = 1024 * 1024
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
  const rows: Row[] = [{ what, samples, unit: 'MiB', target: { most } }]
  return users === 0 ? rows : [...rows, ...tables(users)]
}

/** What these tables take of it when they are full: each is touched only as far as it is used. */
function tables(users: number): Row[] {
  const { bytes, served, refused, refusedUsers, guesses, nodes, edges, networks, domains } = new Population()
  const parts = {
    'population, all tables': bytes,
    'population, sources that get through': served.bytes,
    'population, sources that are refused': refused.bytes,
    'population, users that are refused': refusedUsers.bytes,
    'population, answers that are tried': guesses.bytes,
    'population, nodes, P-CSCFs, networks, domains': nodes.bytes + edges.bytes + networks.bytes + domains.bytes,
    history: new History({ users, days: 30 }).bytes,
  }
  return Object.entries(parts).map(([what, size]) => ({ what: `${what}, when full`, samples: [size / MEGABYTE], unit: 'MiB' }))
}
