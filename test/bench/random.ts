/** A stream of numbers that a seed determines: the same seed gives the same corpus on every machine. */
export interface Random {
  /** An unsigned integer of 32 bits. */
  bits(): number
  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number
  /** `digits` hexadecimal digits; a multiple of 8. */
  hex(digits: number): string
  /** `length` characters of base64, without padding; a multiple of 4. */
  base64(length: number): string
  pick<T>(values: readonly [T, ...T[]]): T
  shuffled<T>(values: readonly T[]): T[]
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Starts a stream of random numbers (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0

  function bits(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  function below(limit: number): number {
    return Math.floor((bits() / 0x1_0000_0000) * limit)
  }

  function hex(digits: number): string {
    let text = ''
    for (let at = 0; at < digits; at += 8) text += bits().toString(16).padStart(8, '0')
    return text
  }

  function base64(length: number): string {
    let text = ''
    for (let at = 0; at < length; at += 4) {
      const four = bits()
      text +=
        BASE64.charAt(four & 63) + BASE64.charAt((four >> 6) & 63) + BASE64.charAt((four >> 12) & 63) + BASE64.charAt((four >> 18) & 63)
    }
    return text
  }

  function pick<T>(values: readonly [T, ...T[]]): T {
    return values[below(values.length)] ?? values[0]
  }

  function shuffled<T>(values: readonly T[]): T[] {
    const rest = [...values]
    return values.flatMap(() => rest.splice(below(rest.length), 1))
  }

  return { bits, below, hex, base64, pick, shuffled }
}
