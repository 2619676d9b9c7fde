import type { Packet } from '../hep/packet.ts'
import { mix } from './hash.ts'

/** More agents than this share one number: evidence of who saw what is then coarser, never wrong about the rest. */
const MAX_AGENTS = 4096

/** Small numbers for the agents, so that a record needs two bytes to say who captured it. */
export class Agents {
  readonly #names: string[] = ['other']
  readonly #keys = new Int32Array(MAX_AGENTS)
  readonly #latest = new Float64Array(MAX_AGENTS)
  readonly #byKey = new Map<number, number>()
  #lastId = -1
  #lastName = 0
  #last = 0
  /** Number of what comes without capture id and node name; -1 when nothing does. */
  #nameless = -1

  /** A packet that something is made of carries this time of the agent's clock, 0 for none. */
  seen(number: number, time: number): void {
    if (time > this.#latest[number]!) this.#latest[number] = time
  }

  /** Latest packet time of an agent, by its own clock. */
  latest(number: number): number {
    return this.#latest[number] ?? 0
  }

  /** Number of the agent that sent the packet: capture id and node name together. */
  numberOf(packet: Packet): number {
    const name = nameHash(packet)
    if (packet.captureId === this.#lastId && name === this.#lastName) return this.#last
    const key = mix(packet.captureId, name)
    let number = this.#byKey.get(key)
    if (number === undefined) {
      number = this.#names.length < MAX_AGENTS ? this.#names.push(agentName(packet)) - 1 : 0
      if (number !== 0) {
        this.#byKey.set(key, number)
        this.#keys[number] = key
        if (packet.captureId === 0 && packet.nodeNameEnd <= packet.nodeNameStart) this.#nameless = number
      }
    }
    this.#lastId = packet.captureId
    this.#lastName = name
    this.#last = number
    return number
  }

  /** What an agent is known by whatever the order was in which agents were heard first; 0 of those that share a number. */
  keyOf(number: number): number {
    return this.#keys[number] ?? 0
  }

  /** Whether it says who it is: HEPv1 does not, and SIP from a file of tcpdump has no agent. */
  isNamed(number: number): boolean {
    return number !== this.#nameless
  }

  /** Node name if the agent gave one, else its capture id. */
  name(number: number): string {
    return this.#names[number] ?? 'other'
  }
}

function nameHash({ frame, nodeNameStart, nodeNameEnd }: Packet): number {
  let hash = nodeNameEnd - nodeNameStart
  for (let at = nodeNameStart; at < nodeNameEnd; at++) hash = Math.imul(hash ^ frame[at]!, 0x9e3779b1)
  return hash
}

function agentName(packet: Packet): string {
  const { nodeNameStart, nodeNameEnd, frame, captureId } = packet
  return nodeNameEnd > nodeNameStart ? frame.toString('utf8', nodeNameStart, Math.min(nodeNameEnd, nodeNameStart + 64)) : String(captureId)
}
