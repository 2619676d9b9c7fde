const QUOTE = 0x22
const BACKSLASH = 0x5c
const QUOTES = 0x22222222
const BACKSLASHES = 0x5c5c5c5c

/**
 * Offset of the quote that ends the quoted string whose text begins at `start` (RFC 3261 §25.1 quoted-string, quoted-pair); at `end` or
 * behind it when there is none. `words` is the memory of `bytes`. Values of digest headers are long, so they are passed over four bytes
 * at a step: byte by byte, a look for the nonce of a challenge took twice as long.
 */
export function closingQuote(words: Int32Array, bytes: Uint8Array, start: number, end: number): number {
  let at = start
  for (;;) {
    while ((at & 3) !== 0 && at < end && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH) at++
    if ((at & 3) === 0) {
      for (; at + 4 <= end; at += 4) {
        const quotes = words[at >> 2]! ^ QUOTES
        const backslashes = words[at >> 2]! ^ BACKSLASHES
        if (((((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes)) & 0x80808080) !== 0) break
      }
      while (at < end && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH) at++
    }
    if (at >= end || bytes[at] === QUOTE) return at
    at += 2
  }
}
