import type { Arena } from './arena.ts'
import { Networks } from './networks.ts'
import { addressAt } from './record-values.ts'
import { field } from './record.ts'
import { TextTable } from './text-table.ts'

/** A network whose nodes have a name of their own in the `registrar` label. */
export interface NamedNetwork {
  readonly cidr: string
  readonly name: string
}

/** Is told of a name when it is first needed, with the record of a message to its node, or from it; perhaps again, where the table had to forget it. */
export type Learned = (name: string, record: number, sender: boolean) => void

/** Names of the nodes that attempts are sent to: as configured, else their address; made once for each address. */
export class RegistrarNames {
  readonly #arena: Arena
  #configured = new Networks<string>([])
  readonly #names = new TextTable(1 << 14)
  readonly #learned: Learned

  constructor(arena: Arena, networks: readonly NamedNetwork[], learned: Learned = () => undefined) {
    this.#arena = arena
    this.#learned = learned
    this.configure(networks)
  }

  /** From now on these names hold. */
  configure(networks: readonly NamedNetwork[]): void {
    this.#configured = new Networks(networks.map(({ cidr, name }) => ({ cidr, value: name })))
    this.#names.clear()
  }

  /** Whether the node whose address has this hash has been named. */
  knows(hash: number): boolean {
    return this.#names.find(hash, 0) !== undefined
  }

  /** Name of the node that the message of a record was sent to, or came from. */
  nameOf(record: number, sender: boolean): string {
    const hash = this.#arena.words[record + (sender ? field.sourceHash : field.destinationHash)] ?? 0
    return this.#names.find(hash, 0) ?? this.#learn(hash, record, sender)
  }

  /** Name of the node whose address has this hash; `record` is a message to it. */
  nameOfHash(hash: number, record: number): string {
    return this.#names.find(hash, 0) ?? this.#learn(hash, record, false)
  }

  #learn(hash: number, record: number, sender: boolean): string {
    const address = addressAt(this.#arena, record, !sender)
    const name = address === '' ? 'unknown' : (this.#configured.at(address) ?? address)
    this.#learned(name, record, sender)
    return this.#names.add(hash, 0, name)
  }
}
