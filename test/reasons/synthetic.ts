import type { Confidence } from '../../classifiers/taxonomy.ts'
import type { CapturedPacket } from '../replay.ts'
import { Call, REGISTRAR } from '../scenario.ts'
import { answered, challenge, ICSCF, impi, imsCall, named, PCSCF, securityServer } from './ims-call.ts'

/** Traffic that nobody captured: written after the RFC or the server source that is named, for reasons that no capture here proves by itself. */
export interface Synthetic {
  readonly says: `${string}/${string} ${Confidence}`
  /** What it is, and after what it was written. */
  readonly what: string
  readonly packets: readonly CapturedPacket[]
  /** Call-ID of the attempt that is judged. */
  readonly callId: string
}

const wrongAnswers = (call: Call, server: string) => {
  const headers = [`Server: ${server}`]
  return call
    .register(0)
    .challenge(0.1, 'n1', { headers })
    .register(0.2, { nonce: 'n1' })
    .challenge(0.3, 'n2', { headers })
    .register(0.4, { nonce: 'n2' })
    .challenge(0.5, 'n3', { headers })
}

function of(
  says: Synthetic['says'],
  what: string,
  callId: string,
  judged: (call: Call) => Call,
  others: readonly CapturedPacket[] = [],
): Synthetic {
  return { says, what, callId, packets: [...others, ...judged(new Call({ callId, user: callId })).packets] }
}

function ofIms(says: Synthetic['says'], what: string, callId: string, judged: Call, others: readonly CapturedPacket[] = []): Synthetic {
  return { says, what, callId, packets: [...judged.packets, ...others] }
}

/** A phone of its own that gets through. */
function good(user: string, at: number, source: string): readonly CapturedPacket[] {
  return new Call({ callId: `good-${user}`, user, path: [source, REGISTRAR] })
    .register(at)
    .challenge(at + 0.1, `good-${user}`)
    .register(at + 0.2, { nonce: `good-${user}` })
    .answer(at + 0.3, 200).packets
}

const freeswitch = { headers: ['User-Agent: FreeSWITCH-mod_sofia/1.10.9'] }

/** One of each reason at least, where the captures leave several causes open. */
export const synthetic: readonly Synthetic[] = [
  of(
    'credentials/wrong_password likely',
    'a user that registered an hour before is refused after its answer (mod_sofia, sofia_reg.c AUTH_FORBIDDEN)',
    'wrong-password',
    (call) => call.register(3600).challenge(3600.1, 'w1', freeswitch).register(3600.2, { nonce: 'w1' }).answer(3600.3, 403, freeswitch),
    good('wrong-password', 0, '192.0.2.10:5060'),
  ),
  of(
    'credentials/unspecified likely',
    'answers refused twice, nothing known of the user (kamailio.cfg, route[AUTH])',
    'unspecified',
    (call) => wrongAnswers(call, 'kamailio (5.8.4 (x86_64/linux))'),
  ),
  of('credentials/unknown_user definite', 'RFC 3261 §10.3 step 5', 'unknown-user', (call) =>
    call.register(0).answer(0.1, 404, { phrase: 'User Not Found' }),
  ),
  of(
    'acl/source_ip definite',
    'an office that the ACL of a profile refuses (mod_sofia, sofia_reg.c)',
    'source-ip',
    (call) => call.register(8).answer(8.1, 403, freeswitch),
    [
      ...[1, 2, 3].flatMap((index) => good(`served-${index}`, index, `203.0.113.${index}:5060`)),
      ...[1, 2, 3].flatMap(
        (index) =>
          new Call({ callId: `office-${index}`, user: `office-${index}` }).register(3 + index).answer(3.1 + index, 403, freeswitch).packets,
      ),
    ],
  ),
  of('barring/suspended definite', 'RFC 3261 §21.4.3', 'suspended', (call) =>
    call.register(0).answer(0.1, 402, { phrase: 'Payment Required' }),
  ),
  of('scan/scanner definite', 'the User-Agent that kamailio.cfg drops', 'scanner', (call) =>
    call.register(0, { headers: ['User-Agent: friendly-scanner'] }).answer(0.1, 404),
  ),
  of('server/bad_challenge likely', 'a 401 without WWW-Authenticate, which RFC 3261 §22.1 demands', 'bad-challenge', (call) =>
    call.register(0).answer(0.1, 401),
  ),
  of('unknown/unclassified ambiguous', 'RFC 3261 §21.6.4: no rule claims 606', 'unclassified', (call) =>
    call.register(0).answer(0.1, 606, { phrase: 'Not Acceptable' }),
  ),
  ofIms(
    'credentials/impi_format likely',
    'a prefix before the IMSI, which 3GPP TS 23.003 §13.3 does not know (ims_icscf, cxdx_uar.c)',
    'impi-format',
    imsCall('impi-format', [PCSCF, ICSCF])
      .register(0, named(`imsi-${impi}`))
      .answer(0.1, 403, { phrase: 'Forbidden - HSS User Unknown' }),
  ),
  ofIms(
    'credentials/aka_res_mismatch definite',
    'a wrong RES inside the association (3GPP TS 33.203 §6.1.2.1, S-CSCF configuration for ims_auth)',
    'aka-res',
    challenge(imsCall('aka-res').register(0, named()), 0.1).register(0.5, answered()).answer(0.6, 403, { phrase: 'Authentication Failed' }),
  ),
  ofIms(
    'barring/identity_barred definite',
    'Result-Code 5003 to UAR (3GPP TS 29.228 §6.1.1.1, ims_icscf cxdx_uar.c)',
    'barred',
    imsCall('barred', [PCSCF, ICSCF]).register(0, named()).answer(0.1, 403, { phrase: 'Forbidden - HSS Authorization Rejected' }),
  ),
  ofIms(
    'sa/verify_mismatch likely',
    'the P-CSCF refuses an answer whose Security-Verify names another spi (3GPP TS 33.203 §7.2)',
    'verify-mismatch',
    challenge(imsCall('verify-mismatch').register(0, named()), 0.1)
      .register(0.5, answered(securityServer.replace('spi-s=22', 'spi-s=23'), []))
      .answer(0.6, 403),
  ),
  ofIms(
    'sa/setup_failed definite',
    'no SPI left in the P-CSCF (register.cfg for ims_ipsec_pcscf)',
    'setup-failed',
    imsCall('setup-failed')
      .register(0, named())
      .answer(0.1, 401, { legs: [2, 3] })
      .answer(0.2, 503, { phrase: 'Service Unavailable (Create ipsec failed)', legs: [1] }),
  ),
  ofIms(
    'sa/no_protected_register likely',
    'IPsec drops the answer for a wrong IK, and the UE starts over (3GPP TS 33.203 §6.1.2.1, §7.3.1.1)',
    'no-protected',
    challenge(imsCall('no-protected').register(0, named()), 0.1),
    challenge(imsCall('no-protected-again').register(20, named()), 20.1).packets,
  ),
]
