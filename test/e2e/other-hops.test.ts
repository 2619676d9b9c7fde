import test from 'ava'
import { Call, CORE, PROXY, REGISTRAR, UE } from '../scenario.ts'
import { watch } from '../watch.ts'
import { told } from './told.ts'

const FIRST = [UE, PROXY, CORE]
const SECOND = [UE, PROXY, REGISTRAR]

// A proxy that asks two registrars at once passes on the best answer, and that one is judged (RFC 3261 §16.7 step 6)
test(
  'asked at once: the challenge that was passed on, whoever else answers last',
  told,
  forked(0, { status: 401, nonce: 'n1' }, { status: 404 }, 401),
  'failure 401 credentials/challenge_unanswered ambiguous',
)
test(
  'asked at once: the refusal that was passed on',
  told,
  forked(0, { status: 403, phrase: 'Domain not served' }, { status: 404 }, 403),
  'failure 403 acl/domain likely',
)
test(
  'asked at once: what was passed on in words of the proxy is the last one',
  told,
  forked(0, { status: 503, phrase: 'Overloaded' }, { status: 503, phrase: 'Maintenance' }, 500),
  'failure 500 overload/unavailable likely',
)
test(
  'asked at once, the core alone is captured: one of them registers the user',
  told,
  coreOnly(forked(0, { status: 200 }, { status: 401, nonce: 'n1' }, 0)),
  'success 200',
)
test(
  'asked at once, the core alone is captured: either challenge may be the one that was passed on',
  told,
  coreOnly(
    forked(0, { status: 401, nonce: 'n1' }, { status: 401, nonce: 'n2' }, 0),
    forked(1, { status: 401, nonce: 'n3' }, { status: 401, nonce: 'n4' }, 0, 'n1'),
  ),
  'failure 401 credentials/unspecified likely',
)

// Registrars behind one balancer that do not share their nonces
test(
  'each answer goes to another registrar than had asked',
  told,
  [FIRST, SECOND, FIRST].reduce(
    (call, path, at) => call.register(at + 1, { path, nonce: `n${at}` }).challenge(at + 1.1, `n${at + 1}`),
    new Call({ path: SECOND }).register(0).challenge(0.1, 'n0'),
  ),
  'failure 401 credentials/unspecified ambiguous',
)
test(
  'each answer goes where it was asked for',
  told,
  [1, 2, 3].reduce(
    (call, at) => call.register(at, { nonce: `n${at - 1}` }).challenge(at + 0.1, `n${at}`),
    new Call({ path: SECOND }).register(0).challenge(0.1, 'n0'),
  ),
  'failure 401 credentials/unspecified likely',
)

// What a proxy makes of what it is given
test(
  'a 503 of the node behind, by its phrase',
  told,
  new Call().register(0).answer(0.1, 500, { phrase: 'Service Unavailable' }),
  'failure 500 overload/unavailable likely',
)
test(
  'the same after credentials: it may be a contact limit',
  told,
  new Call().register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' }).answer(0.3, 500, { phrase: 'Service Unavailable' }),
  'failure 500 overload/unavailable ambiguous',
)
test(
  'a fault of its own',
  told,
  new Call().register(0).answer(0.1, 500, { phrase: 'Server Internal Error' }),
  'failure 500 server/internal likely',
)
test(
  'the second of two proxies waits in vain',
  told,
  new Call({ path: [UE, PROXY, CORE, REGISTRAR] }).register(0).answer(5, 408, { legs: [1, 2] }),
  'failure 408 server/no_response definite',
)

// Captures that lack something
test(
  'a 403 to an answer whose challenge was not captured is no matter of an old nonce',
  told,
  new Call().register(0).register(0.2, { nonce: 'n1' }).answer(0.3, 403),
  'failure 403 credentials/wrong_password ambiguous',
)
test('an answer that got lost between two nodes shows in the evidence', (t) => {
  const call = new Call({ path: SECOND })
    .register(0)
    .again(0.5)
    .answer(0.1, 403, { legs: [2] })
  const [verdict] = watch(call.packets)
  t.is(verdict?.said, 'failure none')
  t.regex(verdict?.evidence.join('; ') ?? '', /a node behind said 403 'Forbidden'/)
})
test('silence of the node behind shows in the evidence', (t) => {
  const [verdict] = watch(new Call({ path: SECOND }).register(0).packets)
  t.regex(verdict?.evidence.join('; ') ?? '', /it was passed on, and the next node was not seen to answer either/)
})
test('a 420 that names no extension, to a REGISTER with Path, shows in the evidence', (t) => {
  const path = ['Path: <sip:198.51.100.1;lr>']
  t.is(extensionRefused([]), 'request/unsupported')
  t.is(
    extensionRefused(path),
    'request/unsupported the REGISTER carries Path, which a registrar may refuse where the phone does not support it',
  )
  t.is(extensionRefused(path, ['Unsupported: gruu']), 'request/unsupported Unsupported: gruu')
})

interface Said {
  readonly status: number
  readonly phrase?: string
  readonly nonce?: string
}

function forked(at: number, one: Said, other: Said, given: number, nonce?: string): Call {
  const cseq = at + 1
  const answers = nonce === undefined ? {} : { nonce }
  const call = new Call({ path: FIRST, cseq: at })
    .register(at, answers)
    .answer(at + 0.1, one.status, { ...one, legs: [2] })
    .register(at + 0.001, { ...answers, cseq, branch: `second-${cseq}`, path: SECOND, legs: [2] })
    .answer(at + 0.12, other.status, { ...other, legs: [2] })
  return given === 0 ? call : call.register(at, { cseq, legs: [] }).answer(at + 0.13, given, { ...one, legs: [1] })
}

function extensionRefused(sent: readonly string[], got: readonly string[] = []): string {
  const call = new Call({ path: SECOND }).register(0, { legs: [1] }).register(0.01, { cseq: 1, legs: [2], headers: sent })
  const [verdict] = watch(call.answer(0.1, 420, { headers: got }).packets)
  return `${verdict?.finding} ${verdict?.evidence[1] ?? ''}`.trim()
}

/** What an agent behind the proxy sees. */
function coreOnly(...calls: readonly Call[]): Call {
  const core = new Call()
  for (const { packets } of calls)
    for (const packet of packets) if (Buffer.from(packet.bytes).includes(`${PROXY};branch`)) core.packets.push(packet)
  return core
}
