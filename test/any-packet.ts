import { encodeHep } from './encode-hep.ts'

/** A HEP packet that is counted and not followed: SIP of a method that nobody asks for. */
export const anyPacket = encodeHep({
  srcIp: '192.0.2.7',
  dstIp: '192.0.2.1',
  srcPort: 5060,
  dstPort: 5060,
  time: 1e15,
  captureId: 1,
  payload: 'OPTIONS sip:x SIP/2.0\r\n\r\n',
})
