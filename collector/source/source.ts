import type { Packet } from '../hep/packet.ts'

/** Arrival of a packet whose source has no clock of its own: the highest packet time so far (`.hep` without `.idx`). */
export const ARRIVAL_BY_PACKET = -1

/** Why a source could not make packets of what it read; the `reason` label of `hep_packets_dropped_total`. */
export const sourceDrops = [
  'resync',
  'oversize',
  'not_ip',
  'fragment_lost',
  'stream_gap',
  'stream_too_large',
  'idle_stream',
  'queue_full',
  'kernel',
  'not_allowed',
  'no_auth_key',
  'bad_auth_key',
  'too_many_connections',
  'handshake_failed',
  'empty_record',
  'json_record',
  'sip_record',
  'utf8_record',
] as const

export type SourceDrop = (typeof sourceDrops)[number]

/** What a source hands its packets to. All calls are synchronous; the bytes are only valid until the call returns. */
export interface Intake {
  /** One whole HEP packet of any version at `bytes[start, end)`. `arrival` is in microseconds since 1970, or ARRIVAL_BY_PACKET. */
  hep(bytes: Buffer, start: number, end: number, arrival: number): void
  /** One SIP message captured without HEP: `packet` is filled by the source, `packet.version` is `none`. */
  sip(packet: Packet, arrival: number): void
  /** Bytes that no packet could be made of; `count` of them where a source learns of several at once, else 1. */
  drop(reason: SourceDrop, count?: number): void
  /** Time went on although nothing came: lets timers run. */
  tick(arrival: number): void
}

/** Some packets, whole and in order of arrival: walks over them and hands each to the intake. */
export type Batch = (intake: Intake) => void

/**
 * Where packets come from. One `await` a batch; a source that is read slowly holds back its sender where it can (TCP, file),
 * and counts what it loses where it cannot (UDP). `input` is the label of `hep_packets_total`: udp, tcp, tls, file, kafka.
 */
export interface Source extends AsyncIterable<Batch> {
  readonly input: string
  /** Asked about each packet that could be read; what it answers is why the packet is refused. */
  readonly refuse?: ((packet: Packet) => SourceDrop | undefined) | undefined
  /** Asked at each `/-/ready`: what it still waits for before packets can come, such as its partitions; undefined when they can. */
  readonly waitsFor?: (() => string | undefined) | undefined
}
