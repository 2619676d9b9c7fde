import { dotted, outerNode, type Call } from './call.ts'

/** Makes the text of one message; `hop` says how far it is from the UE, and so how many Via values it carries. */
export type Message = (call: Call, hop: number) => string

const ALLOW = 'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY, REFER, SUBSCRIBE, MESSAGE, INFO, UPDATE, PRACK\r\n'
const SDP_TAIL =
  's=-\r\nt=0 0\r\nm=audio 16482 RTP/AVP 9 8 0 101\r\na=rtpmap:9 G722/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n' +
  'a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n'

/** A REGISTER; `answers` names the headers that carry credentials. */
export function register(cseq: number, ...answers: readonly ('Authorization' | 'Proxy-Authorization')[]): Message {
  return (call, hop) => {
    const contact = `<sip:${call.user}@${ueAddress(call)};transport=${call.tcp ? 'tcp' : 'udp'}>`
    return (
      `REGISTER sip:${call.domain} SIP/2.0\r\n` +
      top(call, hop, cseq, 'REGISTER', 'request', call.user) +
      `Contact: ${contact};+sip.instance="<${call.instance}>"${call.ims ? ';+g.3gpp.smsip' : ';reg-id=1'}\r\n` +
      answers.map((header) => credentials(call, header)).join('') +
      (call.ims && answers.length === 0 ? credentials(call, 'Authorization', true) : '') +
      (call.ims ? securityClient(call, answers.length > 0) : ALLOW) +
      `Supported: path${call.ims ? ',sec-agree' : ', outbound, gruu'}\r\n` +
      `User-Agent: ${call.agentName}\r\nExpires: ${call.ims ? 600_000 : 3600}\r\nContent-Length: 0\r\n\r\n`
    )
  }
}

/** A 401, or a 407 when a proxy asks. */
export function challenge(cseq: number, proxy = false): Message {
  return (call, hop) =>
    `SIP/2.0 ${proxy ? '407 Proxy Authentication Required' : '401 Unauthorized'}\r\n` +
    top(call, hop, cseq, 'REGISTER', 'response', call.user) +
    `${proxy ? 'Proxy-Authenticate' : 'WWW-Authenticate'}: Digest realm="${call.domain}", nonce="${call.nonce}", ` +
    `algorithm=${call.ims ? 'AKAv1-MD5' : 'MD5'}, qop="auth"\r\n` +
    (call.ims
      ? `Security-Server: ipsec-3gpp;prot=esp;mod=trans;spi-c=${call.spi};spi-s=${call.spi + 1};port-c=5100;port-s=6100;alg=hmac-sha-1-96;ealg=aes-cbc\r\n`
      : '') +
    bottom(call)
}

/** A final response to a REGISTER, or to a request of another method; `headers` are whole lines. */
export function answer(cseq: number, status: string, headers = '', method = 'REGISTER'): Message {
  return (call, hop) =>
    `SIP/2.0 ${status}\r\n` +
    top(call, hop, cseq, method, 'response', method === 'REGISTER' ? call.user : call.callee) +
    headers +
    (method === 'REGISTER' ? '' : `Contact: <sip:${call.callee}@${dotted(call.path[0].address)}>\r\n`) +
    bottom(call)
}

/** The 200 that binds the contact. */
export function bound(cseq: number): Message {
  return (call, hop) =>
    'SIP/2.0 200 OK\r\n' +
    top(call, hop, cseq, 'REGISTER', 'response', call.user) +
    `Contact: <sip:${call.user}@${ueAddress(call)};transport=${call.tcp ? 'tcp' : 'udp'}>;expires=3600;+sip.instance="<${call.instance}>"\r\n` +
    (call.ims
      ? `P-Associated-URI: <sip:${call.user}@${call.domain}>\r\nService-Route: <sip:orig@scscf.${call.domain}:6060;lr>\r\nRequire: outbound\r\n`
      : '') +
    bottom(call)
}

/** A request of another method; with `sdp` it offers media. */
export function request(method: string, cseq: number, headers = '', sdp = false): Message {
  return (call, hop) => {
    const body = sdp
      ? `v=0\r\no=- ${call.spi} 1 IN IP4 ${dotted(call.ue.address)}\r\nc=IN IP4 ${dotted(call.ue.address)}\r\n${SDP_TAIL}`
      : ''
    return (
      `${method} sip:${call.callee}@${call.domain} SIP/2.0\r\n` +
      top(call, hop, cseq, method, 'request', call.callee) +
      `Contact: <sip:${call.user}@${ueAddress(call)};transport=${call.tcp ? 'tcp' : 'udp'}>\r\n` +
      headers +
      ALLOW +
      `Supported: replaces, timer, path, outbound\r\nUser-Agent: ${call.agentName}\r\n` +
      (sdp ? 'Content-Type: application/sdp\r\n' : 'Accept: application/sdp\r\n') +
      `Content-Length: ${body.length}\r\n\r\n${body}`
    )
  }
}

/** Via to CSeq, which every message begins with. In IMS a home router stands before the first node, so there is one Via more. */
function top(call: Call, hop: number, cseq: number, method: string, kind: 'request' | 'response', to: string): string {
  const protocol = call.tcp ? 'TCP' : 'UDP'
  let vias = ''
  for (let node = hop; node >= 0; node--) {
    const at = outerNode(call, node)
    const back = kind === 'response' || node < hop
    const received = node > 0 ? '' : back ? `;received=${dotted(at.address)};rport=${at.port}` : ';rport'
    vias += `Via: SIP/2.0/${protocol} ${dotted(at.address)}:${at.port};branch=z9hG4bK${call.branch}${cseq}${node}${received}\r\n`
  }
  if (call.ims && call.path.length === 1)
    vias += `Via: SIP/2.0/${protocol} 192.168.1.20:5060;branch=z9hG4bK${call.cnonce}${cseq};rport=5060\r\n`
  return (
    vias +
    (kind === 'request' ? `Max-Forwards: ${70 - hop}\r\n` : '') +
    `From: <sip:${call.user}@${call.domain}>;tag=${call.fromTag}\r\n` +
    `To: <sip:${to}@${call.domain}>${kind === 'response' ? `;tag=${call.toTag}` : ''}\r\n` +
    `Call-ID: ${call.id}@${dotted(call.ue.address)}\r\n` +
    `CSeq: ${cseq} ${method}\r\n`
  )
}

function bottom(call: Call): string {
  return `${ALLOW}Supported: path, outbound, gruu, replaces, timer\r\nServer: ${call.serverName}\r\nContent-Length: 0\r\n\r\n`
}

function credentials(call: Call, header: string, empty = false): string {
  const username = call.ims ? `${call.user}@${call.domain}` : call.user
  const start = `${header}: Digest username="${username}", realm="${call.domain}", uri="sip:${call.domain}", `
  if (empty) return `${start}nonce="", response=""\r\n`
  return (
    `${start}nonce="${call.nonce}", response="${call.response}", algorithm=${call.ims ? 'AKAv1-MD5' : 'MD5'}, ` +
    `cnonce="${call.cnonce}", qop=auth, nc=00000001\r\n`
  )
}

function securityClient(call: Call, verify: boolean): string {
  const offer = `ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc;mod=trans;prot=esp`
  return (
    `Security-Client: ${offer};port-c=34128;port-s=34129;spi-c=${call.spi};spi-s=${call.spi + 1}\r\n` +
    (verify ? `Security-Verify: ${offer};spi-c=4096;spi-s=4097;port-c=5100;port-s=6100\r\n` : '') +
    'Require: sec-agree\r\nProxy-Require: sec-agree\r\n'
  )
}

function ueAddress(call: Call): string {
  return `${dotted(call.ue.address)}:${call.ue.port}`
}
