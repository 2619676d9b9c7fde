import { call } from './calls.ts'

/**
 * When the last message of a call was seen, kept in its entry: by which agent (12 bits), and at which tick of that agent's own clock (16 bits).
 * Enough to tell how long the call paused before the next message as its rounds will tell it (rounds.ts, pauseBetween), without a look at them.
 */
const AGENT_SHIFT = 20
const TICK_MASK = 0xffff
const SEEN_MASK = ~(0xf << 16)
const MICROSECONDS_PER_TICK = 100_000

/** Notes that an agent has seen a message at this time of its own, 0 where it gives none. */
export function notePace(words: Int32Array, entry: number, agent: number, time: number): void {
  words[entry + call.pace] = (words[entry + call.pace]! & ~SEEN_MASK) | seenAt(agent, time)
}

/** Ticks between the last message and one that is seen now: by the clock of the agent that saw both, else `idle`, which is by arrival. Up to one too few or too many. */
export function pausedTicks(words: Int32Array, entry: number, agent: number, time: number, idle: number): number {
  const before = words[entry + call.pace]! & SEEN_MASK
  const now = seenAt(agent, time)
  if (before >>> AGENT_SHIFT !== now >>> AGENT_SHIFT || (before & TICK_MASK) === 0 || (now & TICK_MASK) === 0) return idle
  // An agent whose clock went back: as long as can be, so that the rounds themselves are asked.
  return (now - before) & TICK_MASK
}

/** A tick of 0 stands for no time: the one that would be 0 is taken for 1. */
function seenAt(agent: number, time: number): number {
  return (agent << AGENT_SHIFT) | (time === 0 ? 0 : Math.floor(time / MICROSECONDS_PER_TICK) & TICK_MASK || 1)
}
