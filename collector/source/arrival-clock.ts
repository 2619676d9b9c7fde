const MICROS_PER_MILLI = 1_000

/** The clock at receipt, in microseconds since 1970. It never goes back, also when the system's clock does. */
export function createArrivalClock(): () => number {
  let latest = 0
  return () => (latest = Math.max(latest, Date.now() * MICROS_PER_MILLI))
}
