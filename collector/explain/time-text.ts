const LATEST_MICROSECONDS = Number.MAX_SAFE_INTEGER

/** A time in microseconds since 1970 as ISO 8601 with all six digits; null when there is none, or none that a calendar holds. */
export function isoTime(microseconds: number | undefined): string | null {
  if (microseconds === undefined || !(microseconds >= 0 && microseconds <= LATEST_MICROSECONDS)) return null
  const whole = Math.floor(microseconds)
  return `${new Date(Math.floor(whole / 1000)).toISOString().slice(0, -1)}${String(whole % 1000).padStart(3, '0')}Z`
}

/** A time for a person: to the millisecond, in UTC. */
export function readableTime(microseconds: number | undefined): string {
  const iso = isoTime(microseconds)
  return iso === null ? 'time unknown' : `${iso.slice(0, 10)} ${iso.slice(11, 23)} UTC`
}

/** Seconds from `start` with three digits; empty when one of the two is not known. */
export function sinceStart(microseconds: number | undefined, start: number | undefined): string {
  return microseconds === undefined || start === undefined ? '' : ((microseconds - start) / 1e6).toFixed(3)
}

/** A duration in the unit that suits it. */
export function duration(microseconds: number): string {
  const seconds = microseconds / 1e6
  if (seconds < 0.001) return 'less than 1 ms'
  if (seconds < 1) return `${Math.round(microseconds / 1000)} ms`
  if (seconds < 120) return `${seconds.toFixed(1)} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
