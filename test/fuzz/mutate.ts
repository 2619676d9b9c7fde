import type { Random } from '../bench/random.ts'
import { byteMutations } from './byte-mutations.ts'
import { sipMutations } from './sip-mutations.ts'

const LARGEST_PACKET = 65_535

/** A packet made of one or two real ones: untouched, damaged as text, or damaged as bytes. */
export function mutate(random: Random, seeds: readonly Buffer[]): Buffer {
  let packet = pick(random, seeds)
  const damages = random.below(4)
  for (let done = 0; done < damages && packet.length > 0; done++) {
    const mutations = random.below(3) === 0 ? byteMutations : sipMutations
    packet = mutations[random.below(mutations.length)]?.(random, packet, pick(random, seeds)) ?? packet
  }
  return packet.subarray(0, LARGEST_PACKET)
}

function pick(random: Random, seeds: readonly Buffer[]): Buffer {
  return seeds[random.below(seeds.length)] ?? Buffer.alloc(1)
}
