/** Longest address a packet can carry, in bytes (IPv6). */
const ADDRESS_BYTES = 16

/** How a packet was wrapped; the `version` label of `hep_packets_total`. `none` is SIP captured without HEP (pcap). */
export type HepVersion = 'v1' | 'v2' | 'v3' | 'protobuf' | 'none'

/**
 * The fields of one captured packet, written over by the next: the pipeline owns a single one and makes no object per packet.
 * Addresses are copied (4 or 16 bytes), the payload and the node name stay where they are.
 */
export interface Packet {
  version: HepVersion
  /** IP protocol number as the agent wrote it: 17 UDP, 6 TCP, 132 SCTP, 22 TLS (Kamailio). */
  transport: number
  /** 4 or 16; 0 when the packet carries no usable addresses. */
  addressBytes: 0 | 4 | 16
  readonly source: Uint8Array
  readonly destination: Uint8Array
  sourcePort: number
  destinationPort: number
  /** Capture time in microseconds since 1970, 0 when the packet carries none. */
  time: number
  /** Capture id, chunk 0x000c; 0 when there is none. */
  captureId: number
  /** HEP payload type: 1 is SIP, 100 a log line; 0 with a SIP start line is SIP. */
  payloadType: number
  /** The buffer that holds the payload: the packet's own, or what a zlib chunk was inflated to. */
  payload: Buffer
  payloadStart: number
  payloadEnd: number
  /** Node name, chunk 0x0013, as offsets in `frame`; equal when there is none. */
  frame: Buffer
  nodeNameStart: number
  nodeNameEnd: number
  /** Authentication key, chunk 0x000e, as offsets in `frame`; equal when there is none. Never leaves the process. */
  authKeyStart: number
  authKeyEnd: number
}

const NOTHING = Buffer.alloc(0)

/** Makes the one packet that a pipeline fills again and again. */
export function createPacket(): Packet {
  return {
    version: 'none',
    transport: 0,
    addressBytes: 0,
    source: new Uint8Array(ADDRESS_BYTES),
    destination: new Uint8Array(ADDRESS_BYTES),
    sourcePort: 0,
    destinationPort: 0,
    time: 0,
    captureId: 0,
    payloadType: 0,
    payload: NOTHING,
    payloadStart: 0,
    payloadEnd: 0,
    frame: NOTHING,
    nodeNameStart: 0,
    nodeNameEnd: 0,
    authKeyStart: 0,
    authKeyEnd: 0,
  }
}
