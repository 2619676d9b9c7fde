declare module 'hep-js' {
  interface HepInfo {
    protocolFamily?: number
    protocol?: number
    srcIp?: string
    dstIp?: string
    srcPort?: number
    dstPort?: number
    timeSeconds?: number
    timeUseconds?: number
    payloadType?: number
    captureId?: number
    capturePass?: string
    hepNodeName?: string
    correlation_id?: string
  }
  const hepJs: {
    encapsulate(message: string, info: HepInfo): Buffer
    decapsulate(packet: Buffer): { rcinfo: Required<HepInfo>; payload: string } | false | undefined
  }
  export default hepJs
}
