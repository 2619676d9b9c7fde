import type { HepDrop } from './hep/drop.ts'
import type { HepVersion } from './hep/packet.ts'
import type { CountableVerdict } from './registration/verdict.ts'
import type { SipRefusal } from './sip/refusal.ts'
import type { SourceDrop } from './source/source.ts'

/** Every reason for which something read was not used. */
export type Drop = HepDrop | SourceDrop | SipRefusal

/** Who is told what the pipeline saw: the metrics when it runs, the report in `explain`. Called synchronously, once for each event. */
export interface Observer {
  /** Something was received, used or not. */
  packet(version: HepVersion): void
  /** `count` of them, 1 where it is left out. */
  dropped(reason: Drop, count?: number): void
  /** An arrival lay over a minute ahead of the wall clock: the packet is followed, time does not go on by it. */
  arrivalRefused?(): void
  /** A packet could be read: the number of its agent, its capture time (0 when it has none) and its arrival, in microseconds. */
  heard?(agent: number, time: number, arrival: number): void
  /**
   * A node is known to be the first that an attempt was sent to, and was not before: the hold of a REGISTER to it is over, or an attempt at it is told.
   * `network` is where its user agent registers from, undefined where networks have no names.
   */
  registrar?(name: string, network: string | undefined): void
  /** A REGISTER attempt failed and waits for a look at others: what its UE was given is known now, its verdict comes later. */
  held?(registrar: string, code: number | undefined): void
  /** `verdict` is valid only until this returns. */
  verdict(verdict: CountableVerdict): void
}
