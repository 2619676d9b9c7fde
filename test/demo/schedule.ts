import { ARRIVAL_BY_PACKET } from '../../collector/source/source.ts'
import type { CapturedPacket } from '../replay.ts'
import { retimed, timeOf } from '../retime.ts'

/** Silences longer than this are cut to it. */
export const LONGEST_SILENCE = 2e6
/** Between packets that carry no time at all. */
const UNTIMED_GAP = 20e3

/** A packet and when it is sent, in microseconds after the first of its capture. */
export interface ScheduledPacket {
  readonly bytes: Buffer
  readonly at: number
}

/**
 * Packets in the order of the capture, as far apart as they were but for long silences. Packets of several agents overtake each other:
 * one that is earlier than its predecessor keeps its earlier time, and is sent at once.
 */
export function schedule(packets: readonly CapturedPacket[]): readonly ScheduledPacket[] {
  let latest: number | undefined
  let start = 0
  return packets.map(({ bytes, arrival }) => {
    const time = timeOf(bytes) ?? (arrival === ARRIVAL_BY_PACKET ? (latest ?? 0) + UNTIMED_GAP : arrival)
    if (latest === undefined) start = time
    else start += Math.max(0, time - latest - LONGEST_SILENCE)
    latest = Math.max(latest ?? time, time)
    return { bytes, at: time - start }
  })
}

/** How long sending takes, in seconds. */
export function secondsOf(packets: readonly ScheduledPacket[]): number {
  return packets.reduce((most, { at }) => Math.max(most, at), 0) / 1e6
}

/** What goes on the wire: a HEPv3 packet with its capture time moved, others as they are. `begin` is in microseconds since 1970. */
export function packetAt({ bytes, at }: ScheduledPacket, begin: number): Buffer {
  const time = timeOf(bytes)
  return time === undefined ? bytes : retimed(bytes, Math.round(begin + at) - time)
}
