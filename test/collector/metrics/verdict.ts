import { AgentRequests } from '../../../collector/registration/agent-requests.ts'
import { ChallengeCounts } from '../../../collector/registration/challenge-counts.ts'
import type { CountableVerdict } from '../../../collector/registration/verdict.ts'

/** A verdict as the pipeline hands it over: a success at 192.0.2.1 unless told otherwise. */
export function verdict(said: Partial<CountableVerdict> = {}): CountableVerdict {
  return {
    method: 'REGISTER',
    outcome: 'success',
    code: 200,
    finding: undefined,
    population: undefined,
    wasHeld: false,
    registrar: '192.0.2.1',
    origin: { address: '192.0.2.1', role: 'registrar' },
    originRole: 'registrar',
    network: undefined,
    user: 1,
    exchange: { challenges: new ChallengeCounts(), agents: new AgentRequests() },
    identity: { source: 1, subnet: 1, userAgent: 1 },
    callId: 'call-1',
    aor: 'sip:alice@example.org',
    seconds: 0.1,
    legs: 1,
    retransmissions: 0,
    copies: 0,
    detail: () => {
      throw new Error('counting needs no detail')
    },
    ...said,
  }
}
