import test from 'ava'
import { createPipeline } from '../../../collector/pipeline.ts'
import { type Agent, Call, type CallOptions, PROXY, REGISTRAR, UE } from '../../scenario.ts'

// Phones keep one Call-ID for as long as they run, and some try again for as long: what a call remembers is counted in few bits, and comes round.

const HOUR = 3600
const LAST_CSEQ = 0x7fffffff
const HOURS = process.env['REGWATCH_LONG'] === undefined ? 8 : 14 * 24

interface Phone {
  readonly name: string
  /** Seconds between two attempts. */
  readonly period: number
  readonly options?: CallOptions
  /** One attempt, the `index`th of the phone. */
  readonly attempt: (call: Call, at: number, index: number) => unknown
  /** What each is. */
  readonly said: string
}

const BOTH: readonly Agent[] = [{ id: 1 }, { id: 2, skew: -3600, late: 0.3 }]

const phones: readonly Phone[] = [
  { name: 'refreshes', period: 25, attempt: exchange(200), said: 'success' },
  { name: 'refreshes seldom', period: 55, attempt: exchange(200), said: 'success' },
  { name: 'refreshes once in 6553.6 s', period: 6553.6, attempt: exchange(200), said: 'success' },
  { name: 'is refused', period: 20, attempt: exchange(403), said: 'failure 403' },
  { name: 'has a wrong password', period: 30, attempt: wrongPassword, said: 'failure 401' },
  { name: 'is not heard', period: 60, attempt: (call, at) => call.register(at), said: 'failure none' },
  { name: 'is seen twice', period: 40, options: { agents: BOTH }, attempt: exchange(200), said: 'success' },
  { name: 'is behind a proxy', period: 35, options: { path: [UE, PROXY, REGISTRAR] }, attempt: exchange(403), said: 'failure 403' },
  { name: 'does not authenticate', period: 15, attempt: (call, at) => call.register(at).answer(at + 0.05, 200), said: 'success' },
  { name: 'begins its CSeq anew', period: 45, options: { cseq: LAST_CSEQ - 1000 }, attempt: exchange(200), said: 'success' },
  {
    name: 'sends again',
    period: 50,
    attempt: (call, at) =>
      call
        .register(at)
        .again(at + 0.5)
        .again(at + 1.5)
        .answer(at + 1.6, 200),
    said: 'success',
  },
]

test('over days each attempt of each phone is counted once, whatever it does, under one Call-ID', (t) => {
  const counts = new Map<string, number>()
  const pipeline = createPipeline(
    {
      packet: () => undefined,
      dropped: (reason) => t.fail(reason),
      verdict(verdict) {
        const { aor } = verdict.detail()
        const key = `${aor.slice('sip:'.length, aor.indexOf('@'))} ${verdict.outcome}${verdict.finding === undefined ? '' : ` ${verdict.code ?? 'none'}`}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      },
    },
    { limits: { attempts: 500, megabytes: 4 } },
  )
  const made = phones.map(() => 0)
  const cseqs = phones.map(({ options }) => options?.cseq ?? 0)
  for (let hour = 0; hour < HOURS; hour++) {
    const packets = phones.flatMap(({ period, options, attempt }, number) => {
      const call = new Call({ ...options, user: `phone${number}`, callId: `call-${number}`, cseq: cseqs[number]! })
      for (; made[number]! * period < (hour + 1) * HOUR - 5; made[number]!++) attempt(call, number + made[number]! * period, made[number]!)
      cseqs[number] = call.cseq > LAST_CSEQ - 500 ? 0 : call.cseq
      return call.packets
    })
    for (const { bytes, arrival } of packets.sort((one, other) => one.arrival - other.arrival))
      pipeline.hep(bytes, 0, bytes.length, arrival)
  }
  pipeline.finish('judge')
  t.deepEqual(
    Object.fromEntries(counts),
    Object.fromEntries(phones.map(({ said }, number) => [`phone${number} ${said}`, made[number]!] as const)),
  )
  t.is(pipeline.forgotten.release, 0)
})

/** A registration with a challenge that is answered at once, and ends so. */
function exchange(status: number): Phone['attempt'] {
  return (call, at, index) => {
    call.register(at).challenge(at + 0.05, `n${index}`)
    return call.register(at + 0.1, { nonce: `n${index}` }).answer(at + 0.15, status)
  }
}

function wrongPassword(call: Call, at: number, index: number): void {
  call.register(at).challenge(at + 0.05, `n${index}`)
  call.register(at + 0.1, { nonce: `n${index}` }).challenge(at + 0.15, `m${index}`)
}
