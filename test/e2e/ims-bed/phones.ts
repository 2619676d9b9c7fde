import type { ExecutionContext } from 'ava'
import type { Node } from '../node.ts'
import { runSipp } from '../sipp.ts'
import { AMF, OP } from './hss.ts'
import { DOMAIN } from './ims-bed.ts'

/** A phone with a SIM. */
export interface Phone {
  /** IMSI; its identities are made of it (3GPP TS 23.003 §13). */
  readonly imsi: string
  /** K on the SIM, 16 characters. */
  readonly key: string
  readonly address: string
}

/** Lets each phone register once, one after the other; ends when all were answered or gave up. */
export async function registerPhones(t: ExecutionContext, phones: readonly Phone[], pcscf: Node): Promise<void> {
  const scenario = new URL('register.xml', import.meta.url)
  await runSipp(t, pcscf, { scenario, phones: phones.map(line), keys: { domain: DOMAIN } })
}

function line({ imsi, key, address }: Phone): string {
  const sim = `aka_K=${key} aka_OP=0x${OP} aka_AMF=0x${AMF}`
  return `${imsi};${address};[authentication username=${imsi}@${DOMAIN} password=sim ${sim}];`
}
