import { call, MARKS, MARKS_SHIFT } from './calls.ts'
import type { CallStore } from './call-store.ts'
import type { Message } from './message-list.ts'
import { field, recordFlag, SIGHTING_WORDS } from './record.ts'
import { COPY_MICROSECONDS, COPY_TICKS } from './timers.ts'

/** Sightings of one message that are written down; a phone sends a request at most 11 times (Timer F, RFC 3261 §17.1.2.2). */
const MAX_SIGHTINGS = 32

/**
 * Looks for a message among those of its call. `new` when it has no record; `copy` when this agent has just seen it (counted);
 * `again` when it is seen by another agent or after a while: then a sighting is written down, as long as there is room for it.
 */
export function sight(
  store: CallStore,
  entry: number,
  identity: number,
  agent: number,
  time: number,
  tick: number,
): 'new' | 'copy' | 'again' {
  const calls = store.calls.words
  if (!isMarked(calls, entry, identity)) {
    mark(calls, entry, identity)
    return 'new'
  }
  const sightings = countSightings(store, entry, identity, agent, time, tick)
  if (sightings === 0) return 'new'
  const at = sightings >= MAX_SIGHTINGS ? 0 : store.reserve(entry, SIGHTING_WORDS)
  if (at === 0) {
    store.countCopy(entry)
    return 'copy'
  }
  const { words, doubles } = store.arena
  words[at] = SIGHTING_WORDS
  words[at + field.identity] = identity
  words[at + field.tick] = tick
  words[at + field.meta] = (recordFlag.sighting << 24) | agent
  doubles[(at + field.time) >> 1] = time
  return 'again'
}

/** Marks a message as one that has a record, or is about to. */
export function mark(calls: Int32Array, entry: number, identity: number): void {
  calls[entry + call.joinedCopiesMarks]! |= markOf(identity)
}

function isMarked(calls: Int32Array, entry: number, identity: number): boolean {
  return (calls[entry + call.joinedCopiesMarks]! & markOf(identity)) !== 0
}

function markOf(identity: number): number {
  return 1 << (MARKS_SHIFT + ((((identity >>> 8) & 0xff) * MARKS) >> 8))
}

/** How often the UE sent its request again: by the agent that saw it most, so that a second agent adds nothing. */
export function retransmissionsOf({ agents }: Message): number {
  if (agents.length < 2) return 0
  let most = 0
  for (const agent of agents) {
    let seen = 0
    for (const other of agents) if (other === agent) seen++
    most = Math.max(most, seen - 1)
  }
  return most
}

/** Sightings of the message so far; as many as are ever written down when this one is a copy. */
function countSightings(store: CallStore, entry: number, identity: number, agent: number, time: number, tick: number): number {
  const { words, doubles } = store.arena
  const { start, end } = store.recordsOf(entry)
  let sightings = 0
  for (let at = start; at < end; at += words[at]! & 0xffff) {
    if (words[at + field.identity] !== identity) continue
    sightings++
    if ((words[at + field.meta]! & 0xffff) !== agent) continue
    const then = doubles[(at + field.time) >> 1]!
    const near =
      time !== 0 && then !== 0 ? Math.abs(time - then) < COPY_MICROSECONDS : Math.abs(tick - words[at + field.tick]!) < COPY_TICKS
    if (!near) continue
    // Of copies the first in time counts, whichever came first.
    if (time !== 0 && time < then) doubles[(at + field.time) >> 1] = time
    sightings = MAX_SIGHTINGS
  }
  return sightings
}
