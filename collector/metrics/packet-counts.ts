import type { Registry } from 'prom-client'
import type { HepVersion } from '../hep/packet.ts'
import type { Drop, Observer } from '../observer.ts'
import { catalogue, type Labels } from './catalogue.ts'
import { createTally, type Cell } from './tally.ts'

type Input = Labels<'hepPackets'>['input']

export interface PacketCounts extends Pick<Observer, 'packet' | 'dropped'> {
  /** From now on packets are of this input. */
  readFrom(input: string): void
}

/** Counts what was received and dropped: per packet one lookup among at most five versions, and one addition. */
export function countPackets(registry: Registry): PacketCounts {
  const received = createTally('hepPackets', registry)
  const refused = createTally('hepPacketsDropped', registry)
  const byInput = new Map<Input, { packets: Map<HepVersion, Cell>; drops: Map<Drop, Cell> }>()
  let input: Input = 'udp'
  let current = cells(input)

  function cells(of: Input) {
    let found = byInput.get(of)
    if (found === undefined) byInput.set(of, (found = { packets: new Map(), drops: new Map() }))
    return found
  }

  return {
    readFrom(name) {
      if (name === input) return
      input = catalogue.hepPackets.labels.input.find((known) => known === name) ?? input
      current = cells(input)
    },
    packet(version) {
      let cell = current.packets.get(version)
      if (cell === undefined) current.packets.set(version, (cell = received.cell({ input, version })))
      cell.count += 1
    },
    dropped(reason, count = 1) {
      let cell = current.drops.get(reason)
      if (cell === undefined) current.drops.set(reason, (cell = refused.cell({ input, reason })))
      cell.count += count
    },
  }
}
