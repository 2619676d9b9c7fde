import type { Verdict } from '../../../collector/registration/verdict.ts'

/** A verdict as the pipeline hands it over: a success at 192.0.2.1 unless told otherwise. */
export function verdict(said: Partial<Verdict> = {}): Verdict {
  return {
    method: 'REGISTER',
    outcome: 'success',
    code: 200,
    finding: undefined,
    population: undefined,
    registrar: '192.0.2.1',
    origin: { address: '192.0.2.1', role: 'registrar' },
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
