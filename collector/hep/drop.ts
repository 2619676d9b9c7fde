/**
 * Why a packet was refused before it was SIP; the same words are the `reason` label of `hep_packets_dropped_total`.
 * `log_line` is no fault: payload type 100 is kept for later use and not SIP.
 */
export const hepDrops = [
  'not_hep',
  'truncated',
  'bad_chunk',
  'no_payload',
  'bad_compression',
  'inflated_too_large',
  'not_sip',
  'log_line',
] as const

export type HepDrop = (typeof hepDrops)[number]
