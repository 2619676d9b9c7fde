import { EventEmitter, once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { ExecutionContext } from 'ava'
import { avp, decode, encode, vendorAvp, type Avp, type Message } from './diameter.ts'
import { type Vector, vectorOf } from './milenage.ts'

/** Operator variant and authentication management field, the same in the HSS and in the phones. */
export const OP = 'cdc202d5123e20f62b6d676ac72cb318'
export const AMF = 'b9b9'

/** What an HSS can find wrong with a subscriber: codes of 3GPP TS 29.229 §6.2. */
export const refusals = {
  unknown: { experimental: 5001 },
  identitiesDiffer: { experimental: 5002 },
  roamingNotAllowed: { experimental: 5004 },
  authorizationRejected: { result: 5003 },
  unableToComply: { result: 5012 },
} as const

/** What the HSS has of a subscriber, by the name in front of the domain. */
export interface Subscriber {
  /** K of the SIM, 16 characters. */
  readonly key: string
  readonly refused?: keyof typeof refusals
  /** The HSS expects another answer than that of the SIM: its keys differ, though AUTN fits. */
  readonly expectsOther?: boolean
  /** Only these visited networks; all where there are none. */
  readonly visits?: readonly string[]
}

/** An HSS with its Cx interface over TCP. */
export interface Hss {
  readonly port: number
  readonly subscribers: Map<string, Subscriber>
  /** Waits until so many peers have said who they are. */
  linked(peers: number): Promise<void>
  /** While true no Cx request is answered; the links stay up. */
  silent: boolean
}

const LINK_MILLIS = 20_000
const HOST = 'localhost'
const THREE_GPP = 10415
const CX = 16777216
const SUCCESS = 2001
const FIRST_REGISTRATION = 2001
const SUBSEQUENT_REGISTRATION = 2002

const command = { capabilities: 257, watchdog: 280, disconnect: 282, authorization: 300, assignment: 301, authentication: 303 } as const
const base = {
  userName: 1,
  hostAddress: 257,
  authApplication: 258,
  vendorApplication: 260,
  sessionId: 263,
  originHost: 264,
  supportedVendor: 265,
  vendorId: 266,
  resultCode: 268,
  productName: 269,
  sessionState: 277,
  originRealm: 296,
  experimentalResult: 297,
  experimentalCode: 298,
} as const
const cx = {
  visitedNetwork: 600,
  publicIdentity: 601,
  serverName: 602,
  userData: 606,
  items: 607,
  scheme: 608,
  authenticate: 609,
  authorization: 610,
  item: 612,
  itemNumber: 613,
  assignmentType: 614,
  confidentialityKey: 625,
  integrityKey: 626,
} as const

/** Starts an HSS for one domain; `scscf` is the name of the server that all its subscribers are assigned to. */
export async function startHss(t: ExecutionContext, domain: string, scscf: () => string): Promise<Hss> {
  const subscribers = new Map<string, Subscriber>()
  const registered = new Set<string>()
  const sockets = new Set<Socket>()
  const links = new Set<Socket>()
  const linking = new EventEmitter()
  let sequence = 0

  const server = createServer((socket) => {
    sockets.add(socket)
    let rest: Buffer = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (bytes: Buffer) => {
      const decoded = decode(Buffer.concat([rest, bytes]))
      rest = decoded.rest
      for (const message of decoded.messages) {
        if (message.command === command.capabilities) {
          links.add(socket)
          linking.emit('link')
        }
        if (!message.isRequest || (hss.silent && message.application === CX)) continue
        socket.write(encode({ ...message, isRequest: false, avps: answerTo(message) }))
      }
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const hss: Hss = { port: typeof address === 'object' ? (address?.port ?? 0) : 0, subscribers, silent: false, linked }
  return hss

  async function linked(peers: number): Promise<void> {
    const signal = AbortSignal.timeout(LINK_MILLIS)
    while (links.size < peers) await once(linking, 'link', { signal })
  }

  function answerTo(request: Message): readonly Avp[] {
    const origin = [avp(base.originHost, HOST), avp(base.originRealm, domain)]
    switch (request.command) {
      case command.capabilities:
        return [...origin, avp(base.resultCode, SUCCESS), ...capabilities()]
      case command.watchdog:
      case command.disconnect:
        return [...origin, avp(base.resultCode, SUCCESS)]
      default:
        return [...session(request), ...origin, ...cxAnswer(request)]
    }
  }

  function cxAnswer({ command: asked, avps }: Message): readonly Avp[] {
    const impi = textOf(avps, 0, base.userName)
    const impu = textOf(avps, THREE_GPP, cx.publicIdentity)
    const subscriber = subscribers.get(impi.split('@', 1)[0] ?? '')
    if (subscriber === undefined) return refused('unknown')
    switch (asked) {
      case command.authorization:
        return authorization(subscriber, impu, textOf(avps, THREE_GPP, cx.visitedNetwork))
      case command.authentication:
        return authentication(subscriber, impi, impu)
      case command.assignment:
        registered.add(impu)
        return [avp(base.resultCode, SUCCESS), avp(base.userName, impi), vendorAvp(THREE_GPP, cx.userData, profile(impi, impu))]
      default:
        return [avp(base.resultCode, 3001)]
    }
  }

  /** UAA (3GPP TS 29.228 §6.1.1). */
  function authorization({ refused: why, visits }: Subscriber, impu: string, visited: string): readonly Avp[] {
    if (why !== undefined) return refused(why)
    if (visits !== undefined && !visits.includes(visited)) return refused('roamingNotAllowed')
    const code = registered.has(impu) ? SUBSEQUENT_REGISTRATION : FIRST_REGISTRATION
    return [experimental(code), vendorAvp(THREE_GPP, cx.serverName, scscf())]
  }

  /** MAA (3GPP TS 29.228 §6.3). */
  function authentication({ key, expectsOther = false }: Subscriber, impi: string, impu: string): readonly Avp[] {
    const { rand, autn, xres, ck, ik } = usableVector(Buffer.from(key), ++sequence)
    const item = [
      vendorAvp(THREE_GPP, cx.itemNumber, 1),
      vendorAvp(THREE_GPP, cx.scheme, 'Digest-AKAv1-MD5'),
      vendorAvp(THREE_GPP, cx.authenticate, Buffer.concat([rand, autn])),
      vendorAvp(THREE_GPP, cx.authorization, expectsOther ? Buffer.alloc(xres.length) : xres),
      vendorAvp(THREE_GPP, cx.confidentialityKey, ck),
      vendorAvp(THREE_GPP, cx.integrityKey, ik),
    ]
    return [
      avp(base.resultCode, SUCCESS),
      avp(base.userName, impi),
      vendorAvp(THREE_GPP, cx.publicIdentity, impu),
      vendorAvp(THREE_GPP, cx.items, 1),
      vendorAvp(THREE_GPP, cx.item, item),
    ]
  }
}

/** SIPp takes its RES for a string that ends at the first zero, so there must be none in it. */
function usableVector(key: Buffer, sequence: number): Vector {
  for (;;) {
    const vector = vectorOf(key, Buffer.from(OP, 'hex'), Buffer.from(AMF, 'hex'), sequence)
    if (!vector.xres.includes(0)) return vector
  }
}

function refused(why: keyof typeof refusals): readonly Avp[] {
  const answer = refusals[why]
  return ['result' in answer ? avp(base.resultCode, answer.result) : experimental(answer.experimental)]
}

function experimental(code: number): Avp {
  return avp(base.experimentalResult, [avp(base.vendorId, THREE_GPP), avp(base.experimentalCode, code)])
}

function capabilities(): readonly Avp[] {
  const address = Buffer.from([0, 1, 127, 0, 0, 1])
  return [
    vendorAvp(0, base.hostAddress, address),
    avp(base.vendorId, THREE_GPP),
    avp(base.productName, 'test HSS'),
    avp(base.supportedVendor, THREE_GPP),
    cxApplication(),
  ]
}

function cxApplication(): Avp {
  return avp(base.vendorApplication, [avp(base.vendorId, THREE_GPP), avp(base.authApplication, CX)])
}

function session({ avps }: Message): readonly Avp[] {
  return [avp(base.sessionId, textOf(avps, 0, base.sessionId)), cxApplication(), avp(base.sessionState, 1)]
}

function profile(impi: string, impu: string): string {
  const identity = `<PublicIdentity><Identity>${impu}</Identity></PublicIdentity>`
  return `<?xml version="1.0" encoding="UTF-8"?><IMSSubscription><PrivateID>${impi}</PrivateID><ServiceProfile>${identity}</ServiceProfile></IMSSubscription>`
}

function textOf(avps: readonly Avp[], vendor: number, code: number): string {
  return avps.find((each) => each.code === code && each.vendor === vendor)?.data.toString() ?? ''
}
