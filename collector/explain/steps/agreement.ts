import type { Attempt, Round } from '../../../classifiers/attempt.ts'
import { answerIn, challengeBefore } from '../../../classifiers/reading.ts'
import { agreementDifferences, mechanismsOf, protectedPorts } from '../../../classifiers/security-agreement.ts'

/** What UE and P-CSCF said to each other of security; each header empty where it was not sent. */
export interface Agreement {
  readonly client: string
  readonly server: string
  /** Undefined where no REGISTER was seen that could carry it. */
  readonly verify: string | undefined
  /** The REGISTER that answers; undefined where none does, or not with a response. */
  readonly answer: Round | undefined
}

/** The agreement that the attempt ended on. */
export function agreementOf({ rounds }: Attempt): Agreement {
  const at = offerIndex(rounds)
  const offered = rounds[at]
  const next = rounds[at + 1]
  const answered = answerIn(next, false)
  return {
    client: offered?.securityClient ?? '',
    server: offered?.response?.securityServer ?? '',
    verify: next?.securityVerify,
    // AUTS goes outside the association, with an offer of its own.
    answer: answered?.autsLength === 0 ? next : undefined,
  }
}

/** What does not fit together, in words. */
export function agreementFaults({ client, server, verify, answer }: Agreement): readonly string[] {
  if (server === '') return []
  const faults: string[] = []
  const ports = protectedPorts(server)
  if (client !== '' && !hasCommon(client, server))
    faults.push('Security-Server has no mechanism with algorithms that Security-Client offers')
  if (sharesSpi(client, server)) faults.push('the P-CSCF chose an SPI that the UE uses itself (TS 33.203, 7.1 forbids it)')
  if (answer === undefined) return faults
  const isInside = ports.length === 0 || ports.includes(answer.toPort)
  if (!isInside) faults.push(`the answer went to port ${answer.toPort}, the security association is on ${ports.join(', ')}`)
  const echoed = agreementDifferences(server, verify ?? '')
  if (verify !== undefined && verify !== '' && echoed.length > 0)
    faults.push(`Security-Verify differs from Security-Server: ${echoed.join(', ')}`)
  if (verify === '' && isInside) faults.push('the answer carries no Security-Verify')
  const changed = agreementDifferences(client, answer.securityClient)
  if (changed.length > 0) faults.push(`Security-Client of the answer differs from that of the first REGISTER: ${changed.join(', ')}`)
  return faults
}

/** The round whose answer gave the Security-Server that the UE used last, else the last one that bears on it. */
function offerIndex(rounds: readonly Round[]): number {
  const last = rounds.length - 1
  const before = rounds[challengeBefore(rounds, last, false)]
  if (before !== undefined && isGiven(before) && rounds[last]?.response?.status !== 401) return rounds.indexOf(before)
  const given = rounds.findLastIndex(isGiven)
  return given >= 0
    ? given
    : Math.max(
        0,
        rounds.findLastIndex(({ securityClient }) => securityClient !== ''),
      )
}

function isGiven({ response }: Round): boolean {
  return (response?.securityServer ?? '') !== ''
}

/** The P-CSCF lists all that it can do; one of it must be among what the UE offers (RFC 3329 §2.3). */
function hasCommon(client: string, server: string): boolean {
  const offered = new Set(mechanismsOf(client).map(algorithms))
  return mechanismsOf(server).some((parts) => offered.has(algorithms(parts)))
}

/** Without encryption is the same as `null`. */
function algorithms(parts: ReadonlyMap<string, string>): string {
  return [parts.get('mechanism'), parts.get('alg') ?? '', parts.get('ealg') ?? 'null'].join()
}

function sharesSpi(client: string, server: string): boolean {
  const own = new Set(spis(client))
  return spis(server).some((spi) => own.has(spi))
}

function spis(header: string): readonly string[] {
  return mechanismsOf(header)
    .flatMap((parts) => [parts.get('spi-c') ?? '', parts.get('spi-s') ?? ''])
    .filter((spi) => spi !== '')
}
