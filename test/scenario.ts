import { encodeHep } from './encode-hep.ts'
import type { CapturedPacket } from './replay.ts'

/** Noon of some day in microseconds since 1970: scenarios count seconds from here. */
export const START = Date.UTC(2026, 2, 10, 12) * 1000

export const UE = '192.0.2.10:5060'
export const PROXY = '198.51.100.1:5060'
export const CORE = '198.51.100.2:5060'
export const REGISTRAR = '198.51.100.3:5060'

/** Who captures: on which legs (Via count), how many seconds its clock is wrong, how late its packets arrive. */
export interface Agent {
  readonly id: number
  readonly legs?: readonly number[]
  readonly skew?: number
  readonly late?: number
  /** It writes no time into its packets. */
  readonly timeless?: boolean
}

/** What a call has from its first packet to its last. */
export interface CallOptions {
  readonly callId?: string
  readonly user?: string
  readonly domain?: string
  /** From, where it is not To. */
  readonly from?: string
  /** Nodes from the UE inward. */
  readonly path?: readonly string[]
  readonly agents?: readonly Agent[]
  /** CSeq before the first request. */
  readonly cseq?: number
  /** Seconds from one hop to the next. */
  readonly hop?: number
  /** What every leg goes over; UDP by default. */
  readonly transport?: 'UDP' | 'TCP'
}

/** What a message says besides what its call and its place in it say. */
export interface Wording {
  /** A request answers the challenge with this nonce; a response gives it. */
  readonly nonce?: string
  readonly proxy?: boolean
  readonly headers?: readonly string[]
  readonly contact?: string | null
  readonly expires?: number
  readonly cseq?: number
  readonly branch?: string
  readonly phrase?: string
  /** The legs on which it is seen, by Via count; all by default. */
  readonly legs?: readonly number[]
  readonly path?: readonly string[]
  readonly agents?: readonly Agent[]
}

/** One message on one leg; agents make packets of it. */
interface Sent {
  readonly at: number
  readonly leg: number
  readonly from: string
  readonly to: string
  readonly text: string
  readonly agents: readonly Agent[]
}

const ONE_AGENT: readonly Agent[] = [{ id: 1 }]

/** Tells a user's registration message by message, as packets of every agent that sees them. */
export class Call {
  readonly packets: CapturedPacket[] = []
  readonly #options: Required<CallOptions>
  #cseq: number
  #branch = ''
  #path: readonly string[]
  #last: readonly Sent[] = []

  constructor(options: CallOptions = {}) {
    this.#options = {
      callId: 'call-1',
      user: 'alice',
      domain: 'example.com',
      from: '',
      path: [UE, REGISTRAR],
      agents: ONE_AGENT,
      cseq: 0,
      hop: 0.01,
      transport: 'UDP',
      ...options,
    }
    this.#cseq = this.#options.cseq
    this.#path = this.#options.path
  }

  /** CSeq of the last request. */
  get cseq(): number {
    return this.#cseq
  }

  /** The UE sends a REGISTER, which goes hop by hop to the end of the path. */
  register(at: number, wording: Wording = {}): this {
    const { callId, hop } = this.#options
    this.#cseq = wording.cseq ?? this.#cseq + 1
    this.#branch = wording.branch ?? `${callId}-${this.#cseq}`
    this.#path = wording.path ?? this.#options.path
    const legs = this.#legs(wording)
    return this.#send(legs.map((leg) => this.#sent(at + (leg - 1) * hop, leg, false, this.#requestText(leg, wording), wording)))
  }

  /** The last node of the path answers the last REGISTER; the answer goes hop by hop to the UE. */
  answer(at: number, status: number, wording: Wording = {}): this {
    const { hop } = this.#options
    const deepest = this.#path.length - 1
    const legs = this.#legs(wording).toReversed()
    return this.#send(
      legs.map((leg) => this.#sent(at + (deepest - leg) * hop, leg, true, this.#responseText(leg, status, wording), wording)),
    )
  }

  /** A 401 with this nonce, or a 407. */
  challenge(at: number, nonce: string, wording: Wording = {}): this {
    return this.answer(at, wording.proxy === true ? 407 : 401, { ...wording, nonce })
  }

  /** The last message once more, the same bytes on the same leg: a retransmission, or a copy. */
  again(at: number, agents?: readonly Agent[]): this {
    const first = this.#last[0]?.at ?? 0
    return this.#capture(this.#last.map((sent) => ({ ...sent, at: at + sent.at - first, agents: agents ?? sent.agents })))
  }

  #legs({ legs }: Wording): readonly number[] {
    return legs ?? Array.from({ length: this.#path.length - 1 }, (_, index) => index + 1)
  }

  #sent(at: number, leg: number, back: boolean, text: string, wording: Wording): Sent {
    const [from = '', to = ''] = this.#path.slice(leg - 1, leg + 1)
    return { at, leg, from: back ? to : from, to: back ? from : to, text, agents: wording.agents ?? this.#options.agents }
  }

  #send(sent: readonly Sent[]): this {
    this.#last = sent
    return this.#capture(sent)
  }

  #capture(sent: readonly Sent[]): this {
    for (const { at, leg, from, to, text, agents } of sent) {
      for (const agent of agents)
        if (agent.legs?.includes(leg) ?? true) this.packets.push(captured(at, from, to, text, agent, this.#options.transport))
    }
    return this
  }

  #requestText(leg: number, wording: Wording): string {
    const { nonce, proxy, contact, expires, headers = [] } = wording
    const { user, domain } = this.#options
    return sip(`REGISTER sip:${domain} SIP/2.0`, [
      ...this.#common(leg, ''),
      ...(contact === null ? [] : [`Contact: ${contact ?? `<sip:${user}@${this.#path[0] ?? UE}>`}`]),
      `Expires: ${expires ?? 3600}`,
      ...(nonce === undefined ? [] : [`${proxy === true ? 'Proxy-' : ''}Authorization: ${answerTo(nonce, user)}`]),
      ...headers,
    ])
  }

  #responseText(leg: number, status: number, { nonce, proxy, phrase, headers = [] }: Wording): string {
    return sip(`SIP/2.0 ${status} ${phrase ?? PHRASES[status] ?? 'Refused'}`, [
      ...this.#common(leg, ';tag=b7'),
      ...(nonce === undefined ? [] : [`${proxy === true ? 'Proxy' : 'WWW'}-Authenticate: ${digest(nonce)}`]),
      ...headers,
    ])
  }

  #common(leg: number, tag: string): readonly string[] {
    const { callId, user, domain, from, transport } = this.#options
    return [
      ...viasOf(this.#path, leg, this.#branch, transport),
      `From: ${from || `<sip:${user}@${domain}>`};tag=a1`,
      `To: <sip:${user}@${domain}>${tag}`,
      `Call-ID: ${callId}`,
      `CSeq: ${this.#cseq} REGISTER`,
    ]
  }
}

const PHRASES: Readonly<Record<number, string>> = { 200: 'OK', 401: 'Unauthorized', 403: 'Forbidden', 407: 'Proxy Authentication Required' }

/** A challenge to digest authentication. */
export function digest(nonce: string, more = ''): string {
  return `Digest realm="example.com", nonce="${nonce}", algorithm=MD5${more}`
}

/** The answer to a challenge; `nonce` names it. */
export function answerTo(nonce: string, user: string): string {
  return `Digest username="${user}", realm="example.com", nonce="${nonce}", uri="sip:example.com", response="${RESPONSE}", algorithm=MD5`
}

/** The digest response of every answer: a secret. */
export const RESPONSE = '5ec0d1e5ec0d1e5ec0d1e5ec0d1e5ec0'

/** Each hop adds a Via above, and tells in the one below where the request came from (RFC 3261 §18.2.1, RFC 3581). */
function viasOf(path: readonly string[], leg: number, branch: string, transport: string): readonly string[] {
  return path
    .slice(0, leg)
    .map((node, index) => {
      const port = node.slice(node.lastIndexOf(':') + 1)
      const received = index < leg - 1 ? `;received=${node.slice(0, node.lastIndexOf(':'))};rport=${port}` : ''
      return `Via: SIP/2.0/${transport} ${node};branch=z9hG4bK-${branch}-${index}${received}`
    })
    .toReversed()
}

/** A SIP message without a body. */
export function sip(line: string, headers: readonly string[]): string {
  return [line, ...headers, 'Max-Forwards: 70', 'Content-Length: 0', '', ''].join('\r\n')
}

/** The packet that an agent makes of a message. */
export function captured(
  at: number,
  from: string,
  to: string,
  text: string,
  { id, skew = 0, late = 0, timeless }: Agent = { id: 1 },
  transport: 'UDP' | 'TCP' = 'UDP',
): CapturedPacket {
  const source = endpoint(from)
  const destination = endpoint(to)
  return {
    bytes: encodeHep({
      srcIp: source.address,
      srcPort: source.port,
      dstIp: destination.address,
      dstPort: destination.port,
      time: timeless === true ? 0 : microseconds(at + skew),
      captureId: id,
      transport: transport === 'TCP' ? 6 : 17,
      payload: text,
    }),
    arrival: microseconds(at + late),
  }
}

/** Seconds of a scenario as a time. */
export function microseconds(seconds: number): number {
  return START + Math.round(seconds * 1e6)
}

function endpoint(text: string): { readonly address: string; readonly port: number } {
  const colon = text.lastIndexOf(':')
  return { address: text.slice(0, colon).replaceAll(/[[\]]/g, ''), port: Number(text.slice(colon + 1)) }
}
