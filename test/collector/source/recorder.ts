import type { CaptureReader } from '../../../collector/source/capture-reader.ts'
import { Pcap } from '../../../collector/source/pcap.ts'
import { Pcapng } from '../../../collector/source/pcapng.ts'
import { RecordReader } from '../../../collector/source/record-reader.ts'
import type { Intake, SourceDrop } from '../../../collector/source/source.ts'
import { type Frame, ethernet, ipv4, udp, writePcap } from '../../write-pcap.ts'

/** What a source handed on. */
export interface Record {
  kind: 'hep' | 'sip'
  /** The HEP packet or the SIP message, byte for byte. */
  bytes: string
  arrival: number
  time: number
  transport: number
  /** `address:port`, the address in hexadecimal. */
  source: string
  destination: string
}

/** An intake that writes everything down. */
export class Recorder implements Intake {
  readonly records: Record[] = []
  readonly drops: SourceDrop[] = []
  readonly ticks: number[] = []

  hep: Intake['hep'] = (bytes, start, end, arrival) => {
    this.records.push({
      kind: 'hep',
      bytes: bytes.toString('latin1', start, end),
      arrival,
      time: 0,
      transport: 0,
      source: '',
      destination: '',
    })
  }

  sip: Intake['sip'] = (packet, arrival) => {
    const end = (address: Uint8Array, port: number) => `${Buffer.from(address.subarray(0, packet.addressBytes)).toString('hex')}:${port}`
    this.records.push({
      kind: 'sip',
      bytes: packet.payload.toString('latin1', packet.payloadStart, packet.payloadEnd),
      arrival,
      time: packet.time,
      transport: packet.transport,
      source: end(packet.source, packet.sourcePort),
      destination: end(packet.destination, packet.destinationPort),
    })
  }

  drop: Intake['drop'] = (reason) => {
    this.drops.push(reason)
  }

  tick: Intake['tick'] = (arrival) => {
    this.ticks.push(arrival)
  }

  /** The packets alone. */
  get bytes(): string[] {
    return this.records.map(({ bytes }) => bytes)
  }
}

/** Reads a file of a format, in pieces of `size` bytes. */
export function readBytes(reader: CaptureReader, file: Buffer, size = 1 << 20): Recorder & { damage?: string } {
  const recorder: Recorder & { damage?: string } = new Recorder()
  for (let at = 0; at < file.length; at += size) reader.read(Buffer.from(file.subarray(at, at + size)), recorder)
  reader.end(recorder, true)
  if (reader.damage !== undefined) recorder.damage = reader.damage.message
  return recorder
}

export const readPcap = (file: Buffer, size?: number) => readBytes(new RecordReader('x.pcap', new Pcap()), file, size)
export const readPcapng = (file: Buffer, size?: number) => readBytes(new RecordReader('x.pcapng', new Pcapng()), file, size)

/** Reads frames of Ethernet as if they stood in a pcap file. */
export const readFrames = (frames: readonly Frame[]) => readPcap(writePcap(frames))

/** Some time in a capture. */
export const T0 = 1_700_000_000_123_456

/** Both ends of most packets here. */
export const ENDS = { source: '192.0.2.10', destination: '198.51.100.1' }
export const ENDS_IPV6 = { source: '2001:db8::10', destination: '2001:db8::1' }

/** A SIP request with a body. */
export function register(callId: string, body = '', header = `Content-Length: ${body.length}`): string {
  return `REGISTER sip:example.org SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK${callId}\r\nCall-ID: ${callId}\r\nCSeq: 1 REGISTER\r\n${header}\r\n\r\n${body}`
}

/** A SIP response. */
export function response(callId: string, status = '401 Unauthorized'): string {
  return `SIP/2.0 ${status}\r\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK${callId}\r\nCall-ID: ${callId}\r\nCSeq: 1 REGISTER\r\nContent-Length: 0\r\n\r\n`
}

/** A datagram on Ethernet, some milliseconds after T0. */
export function datagram(milliseconds: number, payload: string | Uint8Array, ports: [number, number] = [5062, 5060]): Frame {
  return { time: T0 + milliseconds * 1000, bytes: ethernet(ipv4(ENDS, 17, udp(...ports, payload))) }
}
