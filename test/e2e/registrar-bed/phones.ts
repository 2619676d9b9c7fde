import type { ExecutionContext } from 'ava'
import type { Node } from '../node.ts'
import { runSipp } from '../sipp.ts'
import { PASSWORD } from './registrar-bed.ts'

/** A phone. */
export interface Phone {
  readonly user: string
  readonly address: string
  readonly password: string
}

/** Lets each phone register once, from its address. */
export async function registerPhones(t: ExecutionContext, phones: readonly Phone[], node: Node): Promise<void> {
  await runSipp(t, node, { scenario, phones: phones.map(line) })
}

/** Lets phones behind one NAT register once, each from a port of its own. */
export async function registerBehindNat(t: ExecutionContext, phones: readonly Phone[], node: Node, isSilent = false): Promise<void> {
  await runSipp(t, node, { scenario, phones: phones.map(line), from: { nat: phones[0]?.address ?? '' }, isSilent })
}

/** Asks for one user after the other from one socket, and answers no challenge. */
export async function scan(t: ExecutionContext, users: readonly string[], node: Node, scanner: string): Promise<void> {
  const probe = new URL('probe.xml', import.meta.url)
  await runSipp(t, node, { scenario: probe, phones: users.map((user) => `${user};${scanner};`), from: { scanner } })
}

/** A phone for each user, with spaces between the users. */
export function phonesOf(users: string, address: (index: number) => string, password = PASSWORD): Phone[] {
  return users.split(' ').map((user, index) => ({ user, address: address(index), password }))
}

const scenario = new URL('register.xml', import.meta.url)

function line({ user, address, password }: Phone): string {
  return `${user};${address};[authentication username=${user} password=${password}];`
}
