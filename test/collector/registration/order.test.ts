import * as fc from 'fast-check'
import test from 'ava'
import { createRandom } from '../../bench/random.ts'
import { Call, PROXY, REGISTRAR, UE, type Agent } from '../../scenario.ts'
import { watch } from '../../watch.ts'
import type { CapturedPacket } from '../../replay.ts'

/** What comes of one try. `slow`: the challenge is answered only after some time; `ignored`: not at all. */
const kinds = ['accepted', 'challenged', 'refused', 'loop', 'silence', 'ignored', 'slow'] as const

interface Try {
  readonly kind: (typeof kinds)[number]
  /** Seconds until the next one; more than the order of arrival may be wrong by. */
  readonly pause: number
  readonly retransmits: boolean
  /** The client answers the first challenge under another Call-ID. */
  readonly changes: boolean
}

const captures: readonly { readonly path: readonly string[]; readonly agents: readonly Agent[] }[] = [
  { path: [UE, REGISTRAR], agents: [{ id: 1 }] },
  { path: [UE, PROXY, REGISTRAR], agents: [{ id: 1 }, { id: 2 }] },
  {
    path: [UE, PROXY, REGISTRAR],
    agents: [
      { id: 1, legs: [1] },
      { id: 2, legs: [2] },
    ],
  },
]

const tries = fc.array(
  fc.record<Try>({
    kind: fc.constantFrom(...kinds),
    pause: fc.constantFrom(7, 12, 16, 25, 33, 45),
    retransmits: fc.boolean(),
    changes: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
)

/** It worked a moment ago: which of two agents is heard first must not say whether that was before. */
const worked: Try[] = (['accepted', 'loop'] as const).map((kind) => ({ kind, pause: 7, retransmits: false, changes: false }))

test('a user who tries again and again: the same is said in whatever order packets arrive within 5 s', (t) => {
  fc.assert(
    fc.property(tries, fc.constantFrom(...captures), fc.nat(), (story, capture, seed) => {
      const packets = told(story, capture)
      t.deepEqual(said(delayed(packets, seed)), said(packets))
    }),
    { numRuns: 60, examples: [[worked, captures[1]!, 0]] },
  )
})

function told(story: readonly Try[], capture: (typeof captures)[number]): readonly CapturedPacket[] {
  const calls = [new Call({ callId: 'c0', ...capture })]
  let at = 0
  let nonces = 0
  for (const { kind, pause, retransmits, changes } of story) {
    let call = calls.at(-1) ?? new Call()
    call.register(at)
    if (retransmits) call.again(at + 0.6)
    at += 0.7
    if (kind === 'accepted') call.answer(at, 200)
    else if (kind !== 'silence') {
      call.challenge(at, `n${++nonces}`)
      if (changes && calls.length === 1 && kind !== 'ignored') calls.push((call = new Call({ callId: 'c1', ...capture })))
      at += kind === 'slow' ? 9 : 0.1
      if (kind !== 'ignored') call.register(at, { nonce: `n${nonces}` })
      const vain = kind === 'loop' ? 3 : 0
      for (let round = 0; round < vain; round++) {
        call.challenge((at += 0.1), `n${++nonces}`)
        call.register((at += 0.2), { nonce: `n${nonces}` })
      }
      if (kind === 'loop') call.challenge((at += 0.1), `n${++nonces}`)
      else if (kind !== 'ignored') call.answer((at += 0.1), kind === 'refused' ? 403 : 200)
    }
    at += kind === 'silence' || kind === 'ignored' ? 33 + pause : pause
  }
  return calls.flatMap(({ packets }) => packets)
}

function delayed(packets: readonly CapturedPacket[], seed: number): readonly CapturedPacket[] {
  const random = createRandom(seed)
  return packets.map(({ bytes, arrival }) => ({ bytes, arrival: arrival + random.below(4.9e6) }))
}

function said(packets: readonly CapturedPacket[]): readonly string[] {
  return watch(packets)
    .map(({ said: outcome, finding, origin, legs, retransmissions, detail }) =>
      [outcome, finding, origin, legs, retransmissions, detail.callId, detail.ladder.length].join(' '),
    )
    .toSorted()
}
