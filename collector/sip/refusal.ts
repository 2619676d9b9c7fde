/** Why bytes that look like SIP were not followed; the same words are the `reason` label of `hep_packets_dropped_total`. */
export const sipRefusals = ['bad_start_line', 'no_call_id', 'bad_cseq', 'no_via', 'too_many_headers', 'headers_cut'] as const

export type SipRefusal = (typeof sipRefusals)[number]
