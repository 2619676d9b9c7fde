import type { Role } from '../../classifiers/taxonomy.ts'

/** What is known of the place of a node, besides its address. */
export interface Place {
  readonly ims: boolean
  /** Via values of what it sent: 1 is the node that the UE talks to. */
  readonly depth: number
  /** It was seen to send this attempt's requests onward. */
  readonly forwards: boolean
  /** It was seen to make the challenge itself: no deeper leg carried it. */
  readonly challenges: boolean
}

/** Role of a node by what it did in the attempt; the configuration, where it names the address, goes first. */
export function roleAt({ ims, depth, forwards, challenges }: Place): Role {
  if (!ims) return forwards ? 'proxy' : 'registrar'
  if (depth <= 1) return 'pcscf'
  // UE, P-CSCF, I-CSCF and S-CSCF each add a Via; only the S-CSCF authenticates (TS 24.229 §5.4.1.2).
  if (challenges && !forwards) return 'scscf'
  return depth === 2 ? 'icscf' : 'scscf'
}
