/** 2000-01-01: an agent that says less has no clock, or wrote the time in the wrong byte order. */
const EARLIEST_SECONDS = 946_684_800
const MICROS = 1_000_000

/** Microseconds since 1970, or 0 where the agent gave no time that can be meant. */
export function captureTime(seconds: number, micros: number): number {
  if (seconds < EARLIEST_SECONDS) return 0
  return seconds * MICROS + (micros < MICROS ? micros : 0)
}
