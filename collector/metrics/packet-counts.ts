import type { HepVersion } from '../hep/packet.ts'
import type { Drop, Observer } from '../observer.ts'
import { catalogue, type Labels } from './catalogue.ts'
import type { Cell } from './series.ts'
import type { SeriesStore } from './series-store.ts'

type Input = Labels<'hepPackets'>['input']

export interface PacketCounts extends Pick<Observer, 'packet' | 'dropped'> {
  /** Packets of this input may come: that none has come is a 0, and not a series that is missing. */
  expect(input: string): void
  /** From now on packets are of this input. */
  readFrom(input: string): void
}

/** Counts what was received and dropped: per packet one addition, as long as the version stays the same. */
export function countPackets(store: SeriesStore): PacketCounts {
  const byInput = new Map<Input, { packets: Map<HepVersion, Cell>; drops: Map<Drop, Cell> }>()
  let input: Input = 'udp'
  let current = cells(input)
  let lastVersion: HepVersion | undefined
  let last: Cell = { count: 0 }

  function cells(of: Input) {
    let found = byInput.get(of)
    if (found === undefined) byInput.set(of, (found = { packets: new Map(), drops: new Map() }))
    return found
  }

  return {
    expect(name) {
      const expected = inputNamed(name)
      if (expected !== undefined) store.counter('hepPackets', { input: expected, version: 'v3' })
    },
    readFrom(name) {
      if (name === input) return
      input = inputNamed(name) ?? input
      current = cells(input)
      lastVersion = undefined
    },
    packet(version) {
      if (version !== lastVersion) {
        const known = current.packets.get(version)
        last = known ?? store.counter('hepPackets', { input, version })
        if (known === undefined) current.packets.set(version, last)
        lastVersion = version
      }
      last.count += 1
    },
    dropped(reason, count = 1) {
      let cell = current.drops.get(reason)
      if (cell === undefined) current.drops.set(reason, (cell = store.counter('hepPacketsDropped', { input, reason })))
      cell.count += count
    },
  }
}

function inputNamed(name: string): Input | undefined {
  return catalogue.hepPackets.labels.input.find((known) => known === name)
}
