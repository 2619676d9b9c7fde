import type { Packet } from '../hep/packet.ts'
import { header } from '../sip/header.ts'
import type { SipMessage } from '../sip/message.ts'
import type { Agents } from './agents.ts'
import { call, flag, joinedOf } from './calls.ts'
import type { CallStore } from './call-store.ts'
import { ChangedCallIds } from './changed-call-id.ts'
import { mark, sight } from './copies.ts'
import { challengeSays } from './challenge.ts'
import type { Ending, InputEnding } from './ending.ts'
import { addressHash, branchOf, credentialsOf, identityOf } from './fingerprint.ts'
import { hashBytes, hashed, mix } from './hash.ts'
import { writeNames } from './names.ts'
import { notePace, pausedTicks } from './pace.ts'
import { answersPlainly, isSurelyPrompt, notPlain, plainRequest, plainResponse } from './plain-exchange.ts'
import { isProtected } from './protected-port.ts'
import { contactFlag, recordFlag } from './record.ts'
import { Recorder, type Sighting } from './recorder.ts'
import { Releases } from './releases.ts'
import { Room } from './room.ts'
import type { Surroundings } from './surroundings.ts'
import type { Teller } from './teller.ts'
import { HOLD_TICKS, quietTicksOf, TOLD_TICKS } from './timers.ts'
import { begin, isLate } from './told.ts'
import { Wheel } from './wheel.ts'

/** Room for what may come of one more request: answers, legs and sightings. */
const ROUND_WORDS = 1024

/** What only a UE and a P-CSCF say that make a security association (RFC 3329). */
const AGREEMENT = (1 << header.securityClient) | (1 << header.securityServer)

/** Follows every registration by Call-ID, from message to verdict. Constant work a message, memory as set at the start, no clock of its own. */
export class Tracker {
  readonly #store: CallStore
  readonly #recorder: Recorder
  readonly #wheel: Wheel
  readonly #releases: Releases
  readonly #changedCallIds: ChangedCallIds
  readonly #room: Room
  readonly #surroundings: Surroundings
  readonly #agents: Agents
  readonly #teller: Teller
  readonly #sighting: Sighting = { identity: 0, branch: 0, credentials: 0, source: 0, destination: 0, agent: 0, joined: 0, tick: 0 }
  readonly #quietTicks: number
  #now = 0

  /** `method` is what is followed; `countsContacts`: what successes grant is read. */
  constructor(store: CallStore, surroundings: Surroundings, agents: Agents, teller: Teller, method: string, countsContacts: boolean) {
    this.#store = store
    this.#recorder = new Recorder(store, countsContacts)
    this.#wheel = new Wheel(store.calls)
    this.#room = new Room(store, this.#wheel, teller)
    this.#releases = new Releases(store.calls)
    this.#changedCallIds = new ChangedCallIds(store, surroundings, teller, this.#releases)
    this.#surroundings = surroundings
    this.#agents = agents
    this.#teller = teller
    this.#quietTicks = quietTicksOf(method)
  }

  /** Calls whose messages are kept: their attempts are open, or held. */
  get open(): number {
    return this.#store.recorded
  }

  /** Attempts that were told without a look at others, for want of room. */
  get unheld(): number {
    return this.#teller.unheld
  }

  /** Takes in one message that an agent captured and that arrived at `tick`; time has been advanced to it. */
  follow(packet: Packet, message: SipMessage, agent: number, tick: number): void {
    const { view, bytes, status } = message
    const sighting = this.#sighting
    sighting.tick = tick
    sighting.agent = agent
    this.#agents.seen(agent, packet.time)
    sighting.source = addressHash(packet.source, packet.addressBytes)
    sighting.destination = addressHash(packet.destination, packet.addressBytes)
    if (status !== 0) {
      this.#surroundings.answered(sighting.agent, sighting.source, packet.sourcePort, tick)
      if (status < 200) return
    } else if (message.vias > 1) this.#surroundings.forwarded(sighting.source, packet.sourcePort, tick)

    hashBytes(view, bytes, message.callIdStart, message.callIdEnd)
    const { low, high } = hashed
    // The call lies far away: while it is fetched the message is read on.
    const found = this.#store.find(low, high)
    sighting.branch = branchOf(message)
    sighting.credentials = status === 0 ? credentialsOf(message) : 0
    const known = found === 0 ? this.#begin(low, high, message, tick) : found
    if (known === 0) return
    sighting.joined = this.#store.joined
    const words = this.#store.calls.words
    let entry = known
    if (status === 0) {
      entry = this.#changedCallIds.callOf(known, message, sighting.credentials, sighting.source, tick)
      if (entry !== known) sighting.joined = joinedOf(words, known)
    }
    if (isLate(words, entry, sighting.joined, sighting.branch, tick, message)) return
    if (status === 0) begin(words, entry, sighting.joined, message.cseq)
    const idle = tick - words[entry + call.lastTick]!
    const pause = pausedTicks(words, entry, sighting.agent, packet.time, idle)
    words[entry + call.lastTick] = tick

    sighting.identity = mix(identityOf(packet, message, sighting.branch, sighting.source, sighting.destination, sighting.credentials), low)
    const seen = sight(this.#store, entry, sighting.identity, sighting.agent, packet.time, tick)
    if (seen === 'again') notPlain(words, entry)
    if (seen !== 'new') return
    if (this.#write(entry, packet, message, pause)) this.#note(entry, message, pause)
  }

  /** Lets time go on: tells what is due by `tick`. */
  advance(tick: number): void {
    if (this.#now === 0) this.#now = tick
    // Tick by tick, however long the pause was: what is told must not depend on how often somebody looks at the clock.
    for (let now = this.#now + 1; now <= tick && this.#store.calls.count > 0; now++) {
      this.#now = now
      this.#tellDue(now, 'wait')
    }
    this.#now = Math.max(this.#now, tick)
  }

  /** The input has ended: tells every call, in the order in which their time would have come. */
  finish(ending: InputEnding): void {
    const end = this.#now
    // As if time went on: how soon after its last packet a source is closed must not show in what is told, nor in which order.
    for (let now = end; now <= end + this.#wheel.span; now++) this.#tellDue(now, ending, end)
    this.#teller.release(Number.MAX_SAFE_INTEGER)
  }

  /** Tells what is due at a tick, whatever it has been waiting for; `inputEnd`: when the input ended, where that was before. */
  #tellDue(now: number, ending: 'wait' | InputEnding, inputEnd = now): void {
    while (this.#releases.isUnnamed(now)) this.#teller.begun(this.#releases.takeUnnamed())
    while (this.#releases.isHeld(now)) this.#release(this.#releases.takeHeld(), now, ending, inputEnd)
    while (this.#releases.isRestarted(now))
      this.#release(this.#releases.takeRestarted(), now, ending === 'keep_at_end' ? ending : 'restart', inputEnd)
    for (let entry = this.#wheel.pop(now); entry !== 0; entry = this.#wheel.pop(now)) {
      if (ending === 'wait') this.#wake(entry, now)
      else this.#end(entry, now, ending, inputEnd)
    }
    this.#teller.release(now)
  }

  /** Begins to follow a Call-ID; 0 when there is no room even so, or the message is late. */
  #begin(low: number, high: number, message: SipMessage, tick: number): number {
    if (this.#room.evicted.isLate(low, this.#sighting.branch, tick, message)) return 0
    const entry = this.#room.open(low, high, tick)
    if (entry === 0) return 0
    writeNames(message, this.#store.key, this.#store.calls, entry)
    this.#wheel.add(entry, tick + this.#quietTicks + HOLD_TICKS)
    return entry
  }

  /** False when there is no room, even after others were given up: the message is lost. */
  #write(entry: number, packet: Packet, message: SipMessage, pause: number): boolean {
    const calls = this.#store.calls.words
    let isFirst = calls[entry + call.block] === 0
    let isNamed = isFirst || (message.status !== 0 && message.vias === 1 && !answersPlainly(calls, entry, message.cseq, 1))
    let words = this.#recorder.sizeOf(packet, message, isNamed)
    if (!this.#room.canHold(words)) return false
    // A call that fills the largest block is judged as it stands; where it can be before a request, so that no answer is cut from its own.
    if (!this.#store.fits(entry, words, message.status === 0 && message.vias === 1 ? ROUND_WORDS : 0)) {
      this.#teller.tell(entry, this.#now, 'judge')
      mark(calls, entry, this.#sighting.identity)
      isFirst = isNamed = true
      words = this.#recorder.sizeOf(packet, message, isNamed)
    }
    const at = this.#room.reserve(entry, words, this.#now)
    if (at === 0) return false
    const flags = this.#recorder.write(at, words, isNamed, packet, message, this.#sighting)
    if (message.status !== 0) plainResponse(calls, entry, message.cseq, message.vias, message.status)
    else {
      if (isFirst && !this.#teller.isNamed(this.#sighting.destination)) this.#releases.name(entry, this.#sighting.tick)
      this.#notePlain(entry, isFirst, message, pause)
    }
    notePace(calls, entry, this.#sighting.agent, packet.time)
    if ((flags & recordFlag.integrityProtected) !== 0) this.#surroundings.showedProtected(this.#sighting.source, this.#now)
    if (isProtected(message, packet.destinationPort)) this.#surroundings.showedProtected(this.#sighting.destination, this.#sighting.tick)
    return true
  }

  #notePlain(entry: number, isFirst: boolean, { cseq, vias }: SipMessage, pause: number): void {
    const words = this.#store.calls.words
    if (isFirst) words[entry + call.registrar] = this.#sighting.destination
    plainRequest(words, entry, isFirst && this.#sighting.joined === 0, cseq, vias, this.#sighting.branch, pause)
    const takesBack =
      (this.#recorder.asks & (contactFlag.wildcard | contactFlag.removes)) !== 0 && (this.#recorder.asks & contactFlag.binds) === 0
    if (isFirst) words[entry + call.flags]! &= ~flag.binds
    if (!takesBack) words[entry + call.flags]! |= flag.binds
  }

  /** What a new message means for the timers of its call. */
  #note(entry: number, message: SipMessage, pause: number): void {
    const words = this.#store.calls.words
    const { status } = message
    const tick = this.#sighting.tick
    if ((message.present & AGREEMENT) !== 0) words[entry + call.flags]! |= flag.aka
    if (status === 401 || status === 407) this.#noteChallenge(entry, tick)
    else if (status !== 0 || !isSurelyPrompt(pause)) this.#releases.hold(entry, tick)
  }

  /** The message that has been written down is a challenge. */
  #noteChallenge(entry: number, tick: number): void {
    const words = this.#store.calls.words
    const { nonce, says } = this.#recorder.challenge
    words[entry + call.flags]! |= (says & challengeSays.aka) !== 0 ? flag.challenged | flag.aka : flag.challenged
    if (nonce !== 0) this.#changedCallIds.challenged(entry, nonce, tick)
  }

  #release(entry: number, now: number, ending: Ending, inputEnd: number): void {
    const words = this.#store.calls.words
    if (entry === 0 || words[entry + call.block] === 0) return
    const next = this.#teller.tell(entry, now, ending, inputEnd)
    // A challenge that was answered after all has not been given up.
    if (ending === 'restart') words[entry + call.flags]! &= ~flag.restarted
    this.#remember(entry, now)
    if (next !== 0 && next < (words[entry + call.wakeTick] ?? 0)) {
      this.#wheel.remove(entry)
      this.#wheel.add(entry, Math.max(next, now + 1))
    }
  }

  /** A call's time has come round: judged when it has been quiet for long enough, forgotten when it was told long ago. */
  #wake(entry: number, now: number): void {
    const words = this.#store.calls.words
    const last = words[entry + call.lastTick] ?? 0
    if (words[entry + call.block] === 0) {
      if (this.#store.isAliasInUse(entry)) this.#wheel.add(entry, now + TOLD_TICKS)
      else if (now - last >= TOLD_TICKS) this.#store.close(entry)
      else this.#wheel.add(entry, last + TOLD_TICKS)
      return
    }
    const quiet = last + this.#quietTicks + HOLD_TICKS
    const next = this.#teller.tell(entry, now, 'wait')
    // What is left then belongs to no attempt: answers of deeper legs without their request.
    if (next === 0 && now >= quiet) this.#store.dropRecords(entry)
    this.#remember(entry, now)
    const wake = words[entry + call.block] === 0 ? now + TOLD_TICKS : next === 0 ? quiet : next
    this.#wheel.add(entry, Math.max(wake, now + 1))
  }

  /** The same behind the end of the input, where nothing comes any more. */
  #end(entry: number, now: number, ending: InputEnding, inputEnd: number): void {
    const next = this.#teller.tell(entry, now, ending, inputEnd)
    if (next > now) this.#wheel.add(entry, next)
    else this.#store.close(entry)
  }

  /** From the telling on a call is remembered, for what comes late. */
  #remember(entry: number, now: number): void {
    const words = this.#store.calls.words
    if (words[entry + call.block] !== 0) return
    words[entry + call.lastTick] = now
    this.#room.told(entry)
  }
}
