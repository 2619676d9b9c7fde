import type { Role } from '../../classifiers/taxonomy.ts'
import type { LadderLine } from '../registration/verdict.ts'
import { roleName } from './plain-words.ts'
import type { Story } from './story.ts'

/** A node of a ladder: what a column stands for. */
export interface LadderNode {
  /** Address, with the port only where several nodes share the address. */
  readonly address: string
  /** What it is, numbered where it would not be the only one. */
  readonly role: string
}

/** The nodes of an attempt from the UE inward, and which of them an endpoint of a message is. */
export interface LadderNodes {
  readonly nodes: readonly LadderNode[]
  readonly columnOf: (endpoint: string) => number
}

/** Finds the nodes between which the messages of an attempt went. */
export function ladderNodes({ detail, origin }: Story): LadderNodes {
  const { ladder, attempt } = detail
  const shared = sharedHosts(ladder)
  const addressOf = (endpoint: string): string => (shared.has(hostOf(endpoint)) ? endpoint : hostOf(endpoint))
  const steps = stepsOf(ladder, addressOf)
  const ordered = [...steps.keys()].sort((one, other) => steps.get(one)! - steps.get(other)!)
  const told = rolesOf(detail, origin, addressOf)
  const senders = new Set(ladder.filter(isRequest).map(({ from }) => addressOf(from)))
  const roles = ordered.map((address) => told.get(address) ?? usualRole(steps.get(address)!, attempt?.ims === true, senders.has(address)))
  const names = roles.map(roleName)
  const nodes = ordered.map((address, index) => ({ address, role: numbered(names, index) }))
  return { nodes, columnOf: (endpoint) => ordered.indexOf(addressOf(endpoint)) }
}

/** What stands at this step from the UE inward, where nothing else is known of a node. */
function usualRole(step: number, ims: boolean, sends: boolean): Role {
  if (step === 0) return 'ue'
  if (ims) return (['pcscf', 'icscf', 'scscf'] as const)[step - 1] ?? 'scscf'
  return sends ? 'proxy' : 'registrar'
}

/** The address of `address:port` or `[address]:port`. */
export function hostOf(endpoint: string): string {
  const bracketed = /^\[(.*)\](?::\d+)?$/.exec(endpoint)
  if (bracketed !== null) return bracketed[1]!
  const plain = /^([^:]*):\d+$/.exec(endpoint)
  return plain === null ? endpoint : plain[1]!
}

/** Is this line a request? Responses begin with their status. */
export function isRequest({ text }: LadderLine): boolean {
  return !/^\d{3}\b/.test(text)
}

/** Addresses that sent something to themselves: there, the port tells the nodes apart. */
function sharedHosts(ladder: readonly LadderLine[]): ReadonlySet<string> {
  return new Set(ladder.filter(({ from, to }) => from !== to && hostOf(from) === hostOf(to)).map(({ from }) => hostOf(from)))
}

function rolesOf(detail: Story['detail'], origin: Story['origin'], addressOf: (endpoint: string) => string): ReadonlyMap<string, Role> {
  const said = (detail.attempt?.rounds ?? [])
    .flatMap(({ response, decision, late }) => [response, decision, late])
    .filter((response) => response !== undefined)
  const roles = new Map<string, Role>()
  for (const { address, role } of [...said, origin, { address: detail.source, role: 'ue' as const }]) {
    if (role !== 'unknown' && role !== 'none') roles.set(addressOf(address), role)
  }
  return roles
}

/** Requests run inward: their sender stands one step before their receiver, and the number of Via values says which step. */
function stepsOf(ladder: readonly LadderLine[], addressOf: (endpoint: string) => string): ReadonlyMap<string, number> {
  const steps = new Map<string, number>()
  const place = (address: string, step: number): void => {
    steps.set(address, Math.min(step, steps.get(address) ?? Infinity))
  }
  for (const line of ladder) {
    const [outer, inner] = isRequest(line) ? [line.from, line.to] : [line.to, line.from]
    place(addressOf(outer), line.depth - 1)
    place(addressOf(inner), line.depth)
  }
  return steps
}

function numbered(names: readonly string[], index: number): string {
  const name = names[index]!
  if (name === '' || names.indexOf(name) === names.lastIndexOf(name)) return name
  return `${name} ${names.slice(0, index + 1).filter((other) => other === name).length}`
}
