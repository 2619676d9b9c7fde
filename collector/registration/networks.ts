import { BlockList, isIPv6 } from 'node:net'

/** What the configuration says of a network: `cidr` is an address or a network, IPv4 or IPv6. */
export interface NetworkValue<Value> {
  readonly cidr: string
  readonly value: Value
}

/** Finds what holds for an address. Of networks that overlap the smallest counts, in whatever order they were written. */
export class Networks<Value> {
  readonly #networks: readonly { readonly list: BlockList; readonly prefix: number; readonly value: Value }[]

  constructor(networks: readonly NetworkValue<Value>[]) {
    this.#networks = networks.map(({ cidr, value }) => ({ ...listOf(cidr), value })).toSorted((one, other) => other.prefix - one.prefix)
  }

  /** Whether there are none. */
  get isEmpty(): boolean {
    return this.#networks.length === 0
  }

  /** Undefined for an address of none of them. */
  at(address: string): Value | undefined {
    if (this.isEmpty || address === '') return undefined
    const family = address.includes(':') ? 'ipv6' : 'ipv4'
    return this.#networks.find(({ list }) => list.check(address, family))?.value
  }
}

function listOf(cidr: string): { list: BlockList; prefix: number } {
  const [address = '', written] = cidr.split('/')
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  const prefix = Number(written ?? (family === 'ipv6' ? 128 : 32))
  const list = new BlockList()
  list.addSubnet(address, prefix, family)
  return { list, prefix }
}
