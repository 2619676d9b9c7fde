import { setImmediate, setTimeout } from 'node:timers/promises'
import type { ListenAddress } from '../config/listen-address.ts'
import type { AllowList } from './allow-list.ts'
import type { ConnectionRoom } from './connection-room.ts'
import type { Arrival, Inbox, WaitingRoom } from './inbox.ts'
import type { Batch, Source } from './source.ts'

/** A socket that agents send HEP to. */
export interface HepListener extends Source {
  readonly input: 'udp' | 'tcp' | 'tls'
  /** Where it listens, with the port that it got. */
  readonly address: ListenAddress
  /** Takes nothing more; what has arrived by now can still be read. */
  close(): Promise<void>
}

/** What all listeners of a collector share. */
export interface ListenerSurroundings {
  readonly room: WaitingRoom
  /** Undefined where everybody may send. */
  readonly allow: AllowList | undefined
  readonly connections: ConnectionRoom
  /** Why a packet is refused although it can be read. */
  readonly refuse: Source['refuse']
}

/** So long nothing has come when all that had arrived was read … */
const QUIET_MILLIS = 20
/** … and so long is waited for that while agents go on sending. */
const DRAIN_MILLIS = 2_000

/** Makes a source of sockets that fill an inbox. `stop` closes them, and is called when what had arrived at them was read. */
export function createListener<Item extends Arrival>(
  { input, address, refuse }: Pick<HepListener, 'input' | 'address' | 'refuse'>,
  inbox: Inbox<Item>,
  stop: () => Promise<void>,
): HepListener {
  let stopped: Promise<void> | undefined
  const drainAndStop = async (): Promise<void> => {
    await drained(inbox)
    await stop()
    inbox.close()
  }
  const close = (): Promise<void> => (stopped ??= drainAndStop())
  return {
    input,
    address,
    refuse,
    close,
    async *[Symbol.asyncIterator](): AsyncGenerator<Batch> {
      try {
        yield* inbox.batches()
      } finally {
        await close()
      }
    },
  }
}

/** Waits until the sockets have nothing more to give. The kernel holds megabytes that a socket loses when it is closed. */
async function drained<Item extends Arrival>(inbox: Inbox<Item>): Promise<void> {
  const latest = performance.now() + DRAIN_MILLIS
  for (let before = -1; before !== inbox.received && performance.now() < latest;) {
    before = inbox.received
    await setTimeout(QUIET_MILLIS)
    // The loop may have been busy all that time: once more past the sockets.
    await setImmediate()
  }
}
