import { Call, UE, type Wording } from '../scenario.ts'

const IMSI = '262019876543210'
const NONCE = `${'A'.repeat(43)}=`
const CHALLENGE = `Digest realm="ims.mnc001.mcc262.3gppnetwork.org",nonce="${NONCE}",algorithm=AKAv1-MD5,qop="auth"`
const RESPONSE = '5ec0d1e5ec0d1e5ec0d1e5ec0d1e5ec0'

/** A home network, and a subscriber of it as 3GPP TS 23.003 names him. */
export const HOME = 'ims.mnc001.mcc262.3gppnetwork.org'
export const impi = `${IMSI}@${HOME}`

export const [PCSCF, ICSCF, SCSCF] = ['198.51.100.11:5060', '198.51.100.12:5060', '198.51.100.13:5060'] as const

/** What a UE offers, and what a P-CSCF chooses of it (RFC 3329, 3GPP TS 33.203 Annex H). */
export const securityClient = 'ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc;mod=trans;prot=esp;spi-c=11;spi-s=12;port-c=7001;port-s=7002'
export const securityServer = 'ipsec-3gpp;q=0.9;alg=hmac-sha-1-96;ealg=aes-cbc;mod=trans;prot=esp;spi-c=21;spi-s=22;port-c=6101;port-s=6100'

/** A subscriber's call by way of P-, I- and S-CSCF, or only as far as `nodes` go. */
export function imsCall(callId: string, nodes: readonly string[] = [PCSCF, ICSCF, SCSCF]): Call {
  return new Call({ callId, user: IMSI, domain: HOME, path: [UE, ...nodes] })
}

/** The first REGISTER names the subscriber and offers an association. */
export function named(username = impi, offer = securityClient): Wording {
  return {
    headers: [
      `Authorization: Digest username="${username}",realm="${HOME}",nonce="",uri="sip:${HOME}",response=""`,
      `Security-Client: ${offer}`,
      'Require: sec-agree',
    ],
  }
}

/** The S-CSCF challenges; the P-CSCF takes the keys out and puts Security-Server in. */
export function challenge(call: Call, at: number): Call {
  return call
    .answer(at, 401, { headers: [`WWW-Authenticate: ${CHALLENGE},ck="00",ik="00"`], legs: [2, 3] })
    .answer(at, 401, { headers: [`WWW-Authenticate: ${CHALLENGE}`, `Security-Server: ${securityServer}`], legs: [1] })
}

/** The answer inside the association; it goes no further than `nodes`. */
export function answered(verify = securityServer, nodes: readonly string[] = [ICSCF, SCSCF]): Wording {
  return {
    path: [UE, PCSCF.replace('5060', '6100'), ...nodes],
    headers: [
      `Authorization: Digest username="${impi}",realm="${HOME}",nonce="${NONCE}",uri="sip:${HOME}",response="${RESPONSE}",algorithm=AKAv1-MD5,qop=auth,nc=00000001,cnonce="c",integrity-protected="yes"`,
      `Security-Client: ${securityClient}`,
      `Security-Verify: ${verify}`,
    ],
  }
}
