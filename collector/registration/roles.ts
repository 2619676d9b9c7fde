import type { RoleProof } from '../../classifiers/attempt.ts'
import type { Role } from '../../classifiers/taxonomy.ts'

/** What is known of the place of a node, besides its address. */
export interface Place {
  readonly ims: boolean
  /** Via values of what it sent: 1 is the node that the UE talks to. */
  readonly depth: number
  /** Via values of what the P-CSCF sends: 1, unless another node was seen to add what only a P-CSCF adds. */
  readonly edge: number
  /** By what it was seen to be the P-CSCF, in this attempt or before. */
  readonly edgeProof: RoleProof | undefined
  /** It was seen to give Service-Route. */
  readonly isServer: boolean
  /** It was seen to send this attempt's requests onward. */
  readonly forwards: boolean
  /** It took the Via off that it was given. */
  readonly hides: boolean
  /** It was seen to make the challenge itself: no deeper leg carried it. */
  readonly challenges: boolean
}

/** A role, and how it is known. */
export interface KnownRole {
  readonly role: Role
  readonly by: RoleProof
}

/** Role of a node by what it did, in the attempt or before; the configuration, where it names the address, goes first. */
export function roleAt({ ims, depth, edge, edgeProof, isServer, forwards, hides, challenges }: Place): KnownRole {
  // RFC 3261 §16.6 step 8: a proxy adds its Via. Who puts it in place of the phone's is a back-to-back user agent.
  if (!ims && forwards && hides) return { role: 'sbc', by: 'forwards' }
  if (!ims && forwards) return { role: 'proxy', by: 'forwards' }
  // Edge proxies add Path outside an IMS too (RFC 3327).
  if (!ims) return edgeProof === 'path' ? { role: 'proxy', by: 'path' } : { role: 'registrar', by: 'answers' }
  if (edgeProof !== undefined) return { role: 'pcscf', by: edgeProof }
  if (isServer) return { role: 'scscf', by: 'service_route' }
  if (depth < edge) return { role: 'proxy', by: 'forwards' }
  if (depth <= edge) return { role: 'pcscf', by: 'nearest' }
  // UE, P-CSCF, I-CSCF and S-CSCF each add a Via; only the S-CSCF authenticates (TS 24.229 §5.4.1.2).
  if (challenges && !forwards) return { role: 'scscf', by: 'challenges' }
  return { role: depth === edge + 1 ? 'icscf' : 'scscf', by: 'depth' }
}
