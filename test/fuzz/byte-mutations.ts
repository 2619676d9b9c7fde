import type { Random } from '../bench/random.ts'

/** Makes another packet of one; `other` is a second one to take parts of. */
export type Mutation = (random: Random, packet: Buffer, other: Buffer) => Buffer

const SPECIAL = [0x00, 0xff, 0x7f, 0x80, 0x0a, 0x0d, 0x20, 0x09, 0x22, 0x2c, 0x3a, 0x3b, 0x3c, 0x3e, 0x40, 0x5c] as const

/** Damage that knows nothing of what the bytes mean. */
export const byteMutations: readonly Mutation[] = [flipBits, setBytes, truncate, duplicate, remove, splice, lengthOff]

function flipBits(random: Random, packet: Buffer): Buffer {
  const out = Buffer.from(packet)
  for (let left = 1 + random.below(8); left > 0; left--) {
    const at = random.below(out.length)
    out[at] = (out[at] ?? 0) ^ (1 << random.below(8))
  }
  return out
}

function setBytes(random: Random, packet: Buffer): Buffer {
  const out = Buffer.from(packet)
  for (let left = 1 + random.below(8); left > 0; left--) out[random.below(out.length)] = random.pick(SPECIAL)
  return out
}

function truncate(random: Random, packet: Buffer): Buffer {
  return packet.subarray(0, random.below(packet.length))
}

function duplicate(random: Random, packet: Buffer): Buffer {
  const { from, to } = slice(random, packet)
  return Buffer.concat([packet.subarray(0, to), packet.subarray(from)])
}

function remove(random: Random, packet: Buffer): Buffer {
  const { from, to } = slice(random, packet)
  return Buffer.concat([packet.subarray(0, from), packet.subarray(to)])
}

function splice(random: Random, packet: Buffer, other: Buffer): Buffer {
  return Buffer.concat([packet.subarray(0, random.below(packet.length)), other.subarray(random.below(other.length))])
}

/** Spoils the length of the packet or of one of its chunks. */
function lengthOff(random: Random, packet: Buffer): Buffer {
  const out = Buffer.from(packet)
  const places = [4]
  for (let at = 6; at + 6 <= out.length; at += Math.max(6, out.readUInt16BE(at + 4))) places.push(at + 4)
  const place = places[random.below(places.length)] ?? 4
  if (place + 2 > out.length) return out
  const length = out.readUInt16BE(place)
  out.writeUInt16BE(
    random.pick([0, 1, 5, 6, 0xffff, 0x8000, (length + 1) & 0xffff, (length + 0xffff) & 0xffff, random.below(0x10000)]),
    place,
  )
  return out
}

function slice(random: Random, packet: Buffer): { from: number; to: number } {
  const from = random.below(packet.length)
  return { from, to: from + random.below(packet.length - from + 1) }
}
