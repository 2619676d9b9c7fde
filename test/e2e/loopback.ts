import { randomInt } from 'node:crypto'

/**
 * The first three numbers of a network of this machine that nobody else uses: SIPp shares an address and port with whoever has them already,
 * and then each gets what is meant for the other.
 */
export function ownNetwork(): string {
  return `127.${randomInt(64, 192)}.${randomInt(256)}`
}
