/** A token bucket: one request each `intervalMillis` on average, and `burst` of them at once. */
export class RateLimit {
  #tokens: number | undefined
  #filledAt = 0

  /** Whether a request at `now` (milliseconds) is within the limit. */
  admits(now: number, { intervalMillis, burst }: { readonly intervalMillis: number; readonly burst: number }): boolean {
    const grown = (this.#tokens ?? burst) + (now - this.#filledAt) / intervalMillis
    const tokens = this.#tokens === undefined ? burst : Math.min(burst, grown)
    this.#filledAt = now
    this.#tokens = tokens >= 1 ? tokens - 1 : tokens
    return tokens >= 1
  }
}
