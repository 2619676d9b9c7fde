import type { Attempt, Population } from '../../classifiers/attempt.ts'
import type { Finding } from '../../classifiers/rule.ts'
import type { Role } from '../../classifiers/taxonomy.ts'
import type { ExchangeFacts } from './exchange-facts.ts'
import type { IdentityHashes } from './identity-hashes.ts'

/** How an attempt ended. `blind`: hidden from the capture; `pending`: the input ended too early; `evicted`: no room to follow it. */
export const outcomes = ['success', 'failure', 'deregistration', 'blind', 'pending', 'evicted'] as const
export type Outcome = (typeof outcomes)[number]

/** What is said of a closed attempt, as far as counting needs it. Valid only during the call that hands it over. */
export interface Verdict {
  readonly method: string
  readonly outcome: Outcome
  /** What the UE was given: first final response of its last answered transaction; undefined for silence. */
  readonly code: number | undefined
  /** Only when `outcome` is `failure`. */
  readonly finding: Finding | undefined
  /** What others did until it was told; undefined where nobody watches. */
  readonly population: Population | undefined
  /** Address of the node that the attempt was first sent to on the outermost captured leg. */
  readonly registrar: string
  /** Source of the decisive final response; role `none` when nobody answered. */
  readonly origin: { readonly address: string; readonly role: Role }
  /** Seconds from the first REGISTER to the last final response by one agent's clock; undefined when that cannot be told. */
  readonly seconds: number | undefined
  readonly legs: number
  readonly retransmissions: number
  readonly copies: number
  /** Everything else; makes strings, so ask only for what is shown to somebody. */
  detail(): VerdictDetail
}

/** A verdict with what only counting asks for; each is worked out when it is asked for. */
export interface CountableVerdict extends Verdict {
  /** It waited for what others do: its final response was counted before. */
  readonly wasHeld: boolean
  /** Role of `origin`, without a string of its address. */
  readonly originRole: Role
  /** Name of the network that the UE registers from; undefined when networks have no names. */
  readonly network: string | undefined
  /** Hash of the canonical To address of record. */
  readonly user: number
  /** Challenges, and which agents saw the requests. */
  readonly exchange: Pick<ExchangeFacts, 'challenges' | 'agents'>
  readonly identity: Pick<IdentityHashes, 'source' | 'subnet' | 'userAgent'>
  readonly callId: string
  /** Canonical To address of record. */
  readonly aor: string
}

export interface VerdictDetail {
  readonly callId: string
  /** Canonical To address of record: scheme, user, host in lower case. */
  readonly aor: string
  /** The UE as `address:port`; IPv6 in brackets. */
  readonly source: string
  /** Agents that captured it: node name if they gave one, else capture id. */
  readonly agents: readonly string[]
  /** Packet times in microseconds since 1970 of the first and last packet; undefined when no packet carries a time. */
  readonly start: number | undefined
  readonly end: number | undefined
  /** The facts that the rules saw; undefined when nothing was judged. */
  readonly attempt: Attempt | undefined
  readonly ladder: readonly LadderLine[]
}

/** One message of an attempt, for a person to read. Copies of it are folded into one line. */
export interface LadderLine {
  /** Packet time in microseconds since 1970; undefined when the packet carries none. */
  readonly time: number | undefined
  readonly from: string
  readonly to: string
  readonly agents: readonly string[]
  /** Number of Via values: 1 is the UE's own leg, more is deeper in the network. */
  readonly depth: number
  readonly cseq: number
  /** `REGISTER`, or status and phrase. */
  readonly text: string
  /** What the headers say, in few words: `answers the challenge`, `stale=true`, `Security-Server`. No secrets. */
  readonly notes: readonly string[]
  /** How often it was sent again. */
  readonly retransmissions: number
  /** The response that decided, and the response that the UE was given. */
  readonly decisive: boolean
}
