import type { Socket } from 'node:net'
import { giveBack } from './give-back.ts'
import { HepFramer } from './hep-framing.ts'
import type { Arrival, Inbox } from './inbox.ts'
import type { Intake } from './source.ts'

/** A connection is not read on while so much of it waits: one sender cannot take all the room. */
const WAITING_BYTES = 256 * 1024
/** A packet that has begun has to be whole by then. Nobody writes 64 KiB so slowly for a good reason. */
const PACKET_MICROS = 60e6

/** Bytes of one connection; empty when it has ended. */
export interface StreamBytes extends Arrival {
  readonly connection: HepConnection
}

/** One agent that sends a stream of HEPv3. Its sender is held back while its bytes wait to be read. */
export class HepConnection {
  readonly #socket: Socket
  readonly #inbox: Inbox<StreamBytes>
  readonly #framer = new HepFramer()
  readonly #idleMicros: number
  #waiting = 0
  #lastBytes: number
  #heldAt = 0
  #heldSince: number

  constructor(socket: Socket, inbox: Inbox<StreamBytes>, idleMicros: number) {
    this.#socket = socket
    this.#inbox = inbox
    this.#idleMicros = idleMicros
    this.#lastBytes = this.#heldSince = inbox.now
    socket.on('data', (bytes: Buffer) => this.#take(bytes))
    socket.on('error', () => undefined)
    socket.on('close', () => inbox.put({ bytes: NOTHING, time: inbox.now, connection: this }))
  }

  /** Hands on the packets in bytes that waited. */
  read({ bytes, time }: StreamBytes, intake: Intake): void {
    if (bytes.length === 0) return this.#framer.cut(time, intake)
    const { length } = bytes
    this.#framer.push(bytes, time, intake)
    giveBack(bytes)
    if (this.#framer.heldAt !== this.#heldAt) {
      this.#heldAt = this.#framer.heldAt
      this.#heldSince = time
    }
    this.#waiting -= length
    if (this.#waiting === 0 && this.#socket.isPaused()) this.#socket.resume()
  }

  /** Ends a connection that is silent, or too slow with a packet. */
  endIfIdle(now: number): void {
    if (this.#waiting > 0) return
    const slow = this.#framer.held > 0 && now - this.#heldSince > PACKET_MICROS
    if (slow) this.#inbox.lose('idle_stream')
    if (slow) this.#framer.skip()
    if (slow || now - this.#lastBytes > this.#idleMicros) this.#socket.destroy()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #take(bytes: Buffer): void {
    this.#lastBytes = this.#inbox.now
    this.#waiting += bytes.length
    this.#inbox.put({ bytes, time: this.#lastBytes, connection: this })
    if (this.#waiting >= WAITING_BYTES || this.#inbox.full) this.#socket.pause()
  }
}

const NOTHING = Buffer.alloc(0)
