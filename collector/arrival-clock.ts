import { TICKS_PER_SECOND } from './registration/wheel.ts'
import { ARRIVAL_BY_PACKET } from './source/source.ts'

const MICROSECONDS_PER_TICK = 1e6 / TICKS_PER_SECOND

/** How far ahead of the wall clock an arrival may be: past it somebody's clock is wrong, and every timer would run out at once. */
const AHEAD_MICROSECONDS = 60e6

/**
 * The clock of all timers: arrival time, which is part of the input. It never goes back.
 * Ticks count from the first arrival that had a time, so that they fit a word for years.
 */
export class ArrivalClock {
  readonly #wallClock: () => number
  readonly #onRefused: () => void
  #now = 0
  #base = 0
  /** Up to here times need not be compared with the wall clock: asking it costs more than all the rest. */
  #trusted = 0

  /** `wallClock` gives milliseconds since 1970; `onRefused` is called for each arrival that is refused. */
  constructor(wallClock: () => number = Date.now, onRefused: () => void = () => undefined) {
    this.#wallClock = wallClock
    this.#onRefused = onRefused
  }

  /** The newest arrival, in microseconds since 1970; 0 before the first. */
  get now(): number {
    return this.#now
  }

  /** Tick of a packet: its arrival in microseconds, or the highest packet time so far where its source has no clock. */
  advance(arrival: number, packetTime: number): number {
    const time = arrival === ARRIVAL_BY_PACKET ? packetTime : arrival
    if (time > this.#now && this.#isSane(time)) {
      if (this.#base === 0) this.#base = time
      this.#now = time
    }
    return Math.floor((this.#now - this.#base) / MICROSECONDS_PER_TICK) + 1
  }

  /** Seconds since 1970 of a tick. */
  secondsAt(tick: number): number {
    return Math.floor((this.#base + (tick - 1) * MICROSECONDS_PER_TICK) / 1e6)
  }

  #isSane(time: number): boolean {
    if (time <= this.#trusted) return true
    this.#trusted = this.#wallClock() * 1000 + AHEAD_MICROSECONDS
    if (time <= this.#trusted) return true
    this.#onRefused()
    return false
  }
}
