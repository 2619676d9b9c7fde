import type { Agent, Node } from './hep-frame.ts'
import type { Random } from './random.ts'

/** A node behind the UE, and the agent that stands at it. */
export type CoreNode = Node & Agent

/** From the first node behind the UE inwards. */
export type Path = readonly [CoreNode, ...CoreNode[]]

/** What the messages of one attempt, dialog or ping share. */
export interface Call {
  readonly user: string
  readonly callee: string
  readonly domain: string
  readonly ims: boolean
  readonly tcp: boolean
  readonly ue: Node
  readonly path: Path
  readonly id: string
  readonly branch: string
  readonly fromTag: string
  readonly toTag: string
  readonly nonce: string
  readonly cnonce: string
  readonly response: string
  readonly instance: string
  readonly agentName: string
  readonly serverName: string
  readonly spi: number
}

const USERS = 200_000
const IMS_DOMAIN = 'ims.mnc001.mcc001.3gppnetwork.org'
const UE_NETWORK = 0x0a400000

const phones = [
  'Yealink SIP-T46U 108.86.0.45',
  'Grandstream GXP2170 1.0.11.64',
  'snomD785/10.1.169.16',
  'AVM FRITZ!Box 7590 AX 154.08.00',
  'Zoiper rv2.10.20.5',
  'Cisco/SPA525G2-7.6.2e',
  'LinphoneAndroid/5.2.3 (Pixel 8) LinphoneSDK/5.3.47',
] as const
const mobiles = ['iOS/17.5.1 (21F90) iPhone', 'SM-S918B/UP1A.231005.007 IMS 6.0', 'Pixel 8 Pro/AP2A.240805.005 ShannonIms'] as const
const servers = ['kamailio (5.7.4 (x86_64/linux))', 'OpenSIPS (3.4.6 (x86_64/linux))', 'Asterisk PBX 20.9.2'] as const

/** Draws the user, the addresses and the identifiers of a new call; of a fifth of all users it is IMS. */
export function createCall(random: Random, path: Path, onlyIms: boolean): Call {
  const number = random.below(USERS)
  const ims = onlyIms || number % 5 === 0
  const address = UE_NETWORK + number
  return {
    user: userName(number, ims),
    callee: userName(random.below(USERS), ims),
    domain: ims ? IMS_DOMAIN : `sip${number % 8}.example.net`,
    ims,
    tcp: number % 10 === 3,
    ue: { address, port: ims ? 5060 : 1024 + (number % 60_000) },
    path,
    id: random.hex(32),
    branch: random.hex(16),
    fromTag: random.hex(8),
    toTag: `${random.hex(16)}.${random.hex(8)}`,
    nonce: ims ? `${random.base64(40)}lZY=` : random.base64(32),
    cnonce: random.hex(16),
    response: random.hex(32),
    instance: ims
      ? `urn:gsma:imei:35532510-${String(number).padStart(6, '0')}-0`
      : `urn:uuid:00000000-0000-1000-8000-${random.hex(16).slice(4)}`,
    agentName: ims ? random.pick(mobiles) : random.pick(phones),
    serverName: random.pick(servers),
    spi: random.bits(),
  }
}

/** Node at the inner end of a hop; hop 0 is between the UE and the first node. */
export function innerNode(call: Call, hop: number): CoreNode {
  return call.path[hop] ?? call.path[0]
}

/** Node at the outer end of a hop. */
export function outerNode(call: Call, hop: number): Node {
  return hop === 0 ? call.ue : innerNode(call, hop - 1)
}

/** An IPv4 address as text. */
export function dotted(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`
}

function userName(number: number, ims: boolean): string {
  return ims ? `00101${String(number).padStart(10, '0')}` : `4930${String(number).padStart(8, '0')}`
}
