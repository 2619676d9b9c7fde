import type { Role } from './taxonomy.ts'

/** What was seen of something that may lie outside the capture, or beyond what is remembered. */
export type Known = 'yes' | 'no' | 'unknown'

/** What a nonce looks like; some servers can be told by it. The nonce itself is never kept. */
export type NonceForm = 'uuid' | 'time_hash' | 'hex8' | 'hex' | 'base64' | 'other'

/** One WWW-Authenticate or Proxy-Authenticate value. A 401 or 407 may carry several, one for each realm or algorithm. */
export interface Challenge {
  /** True for Proxy-Authenticate. */
  readonly proxy: boolean
  readonly scheme: string
  readonly realm: string
  /** Fingerprint of the nonce: equal nonces have equal fingerprints. 0 when the challenge has none. */
  readonly nonce: number
  readonly nonceForm: NonceForm
  /** Length of the nonce in bytes as text; an AKA nonce is base64 of at least RAND and AUTN, 32 bytes (RFC 3310 §3.2). */
  readonly nonceLength: number
  /** As written, empty when absent (then it means MD5). */
  readonly algorithm: string
  readonly qop: string
  readonly stale: boolean
  readonly opaque: boolean
}

/** One Authorization or Proxy-Authorization value. */
export interface Credentials {
  /** True for Proxy-Authorization. */
  readonly proxy: boolean
  readonly scheme: string
  readonly username: string
  readonly realm: string
  /** Fingerprint of the nonce, 0 when absent or empty. */
  readonly nonce: number
  readonly nonceForm: NonceForm
  /** Seconds since the challenge that first gave this nonce, in this attempt or an earlier one; undefined when it was never seen. */
  readonly nonceAge: number | undefined
  /** Fingerprint of the digest response, 0 when it is absent or empty: an Authorization header alone answers nothing (3GPP TS 24.229). */
  readonly response: number
  /** AKA resynchronisation token (RFC 3310 §3.4): its length in characters, 0 when absent. */
  readonly autsLength: number
  readonly algorithm: string
  /** Nonce count as a number, 0 when absent. */
  readonly nonceCount: number
  readonly uri: string
}

/**
 * What tells the role of a node: the configuration; it talks to the UE; it adds P-Visited-Network-ID (TS 24.229 §5.2.2.1), integrity-protected,
 * Security-Server, Path or P-Charging-Vector; it gives Service-Route; it makes the challenge; it sends requests onward; its place among
 * the Via values; it answers, and nothing lies behind it in sight.
 */
export const roleProofs = [
  'configured',
  'nearest',
  'visited',
  'vouches',
  'agreement',
  'path',
  'charging',
  'service_route',
  'challenges',
  'forwards',
  'depth',
  'answers',
] as const
export type RoleProof = (typeof roleProofs)[number]

/** A final response, as one node sent it. */
export interface Response {
  readonly status: number
  /** Reason phrase, trimmed, as written. */
  readonly phrase: string
  readonly challenges: readonly Challenge[]
  /** Server header, else User-Agent of the response; empty when absent. */
  readonly server: string
  /** Values of Reason (RFC 3326), Warning (RFC 3261 §20.43) and ms-diagnostics headers: free text, hints only. */
  readonly texts: readonly string[]
  /** Kamailio and OpenSIPS: P-Registrar-Error. */
  readonly registrarError: string
  /** Security-Server (RFC 3329), several values joined by a comma. */
  readonly securityServer: string
  /** Seconds; undefined when absent. */
  readonly retryAfter: number | undefined
  /** Option tags, lower case, of Require and Unsupported. */
  readonly require: string
  readonly unsupported: string
  /** True when a Date header is there (chan_sip adds one after a right password). */
  readonly date: boolean
  /** Where the response came from. */
  readonly address: string
  readonly role: Role
  /** How that is known. */
  readonly roleBy: RoleProof
  /** Number of Via values: each hop removes one, so more is deeper (RFC 3261 §16.7). */
  readonly depth: number
}

/** One transaction of the UE: a REGISTER on the outermost captured leg and what came back. */
export interface Round {
  /** Rules compare it with that of the round before: the same, the next one, or a later one. */
  readonly cseq: number
  /** The request was captured on some leg: where only its answer was, what it carried is not known. */
  readonly requestSeen: boolean
  /** Seconds since the previous round's final response (its request where none came), by one agent's clock; 0 for the first. */
  readonly pause: number
  readonly credentials: readonly Credentials[]
  readonly securityClient: string
  readonly securityVerify: string
  /** Port the REGISTER was sent to. */
  readonly toPort: number
  readonly retransmissions: number
  /** The first final response that the UE was given; undefined when none was seen. */
  readonly response: Response | undefined
  /** `response` was captured behind the UE's own leg alone: it was given to the UE as far as can be told. */
  readonly responseInside: boolean
  /** The final response of the node that decided (deepest captured, not late); the same object as `response` when no deeper leg answered. */
  readonly decision: Response | undefined
  /** A deeper leg was seen to carry this REGISTER onward, or it alone: the UE's own hides in IPsec, or was lost. */
  readonly forwarded: boolean
  /** The node that decided was seen to send it on: what stands behind it did not decide. */
  readonly sentOn: boolean
  /** The REGISTER carried Path where it was seen: proxies add it (RFC 3327). */
  readonly path: boolean
  /** A core leg carried `integrity-protected="yes"`: the P-CSCF vouches for the security association. */
  readonly integrityProtected: boolean
  /** A core challenge with ck or ik was seen on the way to the UE's challenge. */
  readonly coreKeys: boolean
  /** A final response that a deeper node gave after the UE had been answered, or that never got there: evidence, never the decision. */
  readonly late: Response | undefined
  /** `late` came while the UE had no answer yet and still waited for one, 32 s at most (Timer F, RFC 3261 §17.1.2.2). */
  readonly lateAwaited: boolean
}

/** What others do at the same time (docs/population.md). `unknown` where nobody watches, or where it cannot be told whom to look at. */
export interface Population {
  /** Its source tries users or passwords. */
  readonly scan: Known
  /** Every user of its source is refused, other sources are served. */
  readonly sourceWide: Known
  /** The core refuses every user of its P-CSCF, those of others get through. */
  readonly pcscfWide: Known
  /** Most users of the node that decided fail, and it was well before. */
  readonly nodeWide: Known
  /** Every user of its visited network is refused, those at home get through. */
  readonly visitedCluster: Known
  /** The user is refused from several sources, where others get through. */
  readonly userMultiSource: Known
  /** Its source was refused often, and gets no reply any more. */
  readonly banPattern: Known
  /** Many more users than before come to the node, which fails some of them for want of time. */
  readonly expiryWave: Known
  /** Nobody of its domain is known at the registrar, where other domains are served. */
  readonly domainWide: Known
  /** Others get through the node that decided with a digest username that is not the user that registers. */
  readonly otherNames: Known
  /** UEs that offer other algorithms get through its P-CSCF, none does with its offer. */
  readonly otherOffers: Known
  /** Other users of the same source get through. */
  readonly neighboursSucceed: Known
  /** They did after this attempt's last request. */
  readonly neighboursSince: Known
  /** What was counted, in words, for each that is `yes`; absent when none is. */
  readonly seen?: Readonly<Partial<Record<PopulationWord, string>>>
}

/** What population can say. */
export type PopulationWord = Exclude<keyof Population, 'seen'>

/** What is remembered of before. */
export interface History {
  /** The user registered successfully within the retention time. */
  readonly succeeded: Known
  /** The user got through from another source within the last five minutes. */
  readonly elsewhere: Known
  /** This node answered somebody, as seen by the same agent, within the last 60 s. */
  readonly nodeAnswers: Known
  /** This P-CSCF has shown protected REGISTERs in clear within the last hour: if not, an answer hides in ESP. */
  readonly protectedVisible: Known
  /** The same user started another attempt soon after this one fell silent. */
  readonly restarted: Known
}

/** What one finished attempt showed: plain data, so that a rule can be read and tested without sockets, clocks or metrics. */
export interface Attempt {
  readonly method: string
  /** In the order in which the UE sent them; at least one. */
  readonly rounds: readonly Round[]
  /** First final response of the last answered round, as the UE got it: what `code` shows. Undefined when nobody answered. */
  readonly final: Response | undefined
  /** Final response of the node that decided, for the same round. The same object as `final` when no deeper leg was captured. */
  readonly decision: Response | undefined
  /** The request that stands last was answered (false: it got no final response). */
  readonly lastAnswered: boolean
  /** `yes`: the deciding node's onward traffic is captured, so what it did not forward it decided alone. */
  readonly decidedAlone: Known
  /** Role of the deciding node. */
  readonly originRole: Role
  /** Parts of the To URI, without parameters or port; host in lower case. */
  readonly toUser: string
  readonly toHost: string
  readonly fromUser: string
  readonly fromHost: string
  /** Host of the Request-URI. */
  readonly requestHost: string
  readonly userAgent: string
  /** 3gppnetwork realm or To, AKA algorithm, Security-Client, or a configured P-CSCF. */
  readonly ims: boolean
  /** P-Visited-Network-ID of a core leg; empty when none was seen. */
  readonly visitedNetwork: string
  /** The Contact carries reg-id (RFC 5626): several flows. */
  readonly regId: boolean
  readonly transport: string
  readonly population: Population
  readonly history: History
}
