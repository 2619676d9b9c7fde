import type { Attempt, Response } from '../../../classifiers/attempt.ts'
import type { Role } from '../../../classifiers/taxonomy.ts'
import type { LadderLine, VerdictDetail } from '../../../collector/registration/verdict.ts'
import type { Story } from '../../../collector/explain/story.ts'
import { attempt as anAttempt } from '../../classifiers/attempt.ts'

/** 2026-11-21T03:44:01.123456Z */
export const START = 1_795_232_641_123_456

/** A story with everything that a test does not care about filled in. */
export function story({ detail, ...said }: Partial<Omit<Story, 'detail'>> & { readonly detail?: Partial<VerdictDetail> } = {}): Story {
  const times = (detail?.ladder ?? []).flatMap(({ time }) => time ?? [])
  return {
    method: 'REGISTER',
    outcome: said.finding === undefined ? 'success' : 'failure',
    code: 200,
    finding: undefined,
    population: undefined,
    registrar: '198.51.100.1',
    origin: { address: '198.51.100.1', role: 'registrar' },
    seconds: undefined,
    legs: 1,
    retransmissions: 0,
    copies: 0,
    user: 1,
    ...said,
    detail: {
      callId: 'a84b4c76e66710@192.0.2.7',
      aor: 'sip:alice@example.org',
      source: '192.0.2.7:5062',
      agents: ['edge'],
      start: times[0],
      end: times.at(-1),
      attempt: undefined,
      ladder: [],
      ...detail,
    },
  }
}

const plain = anAttempt([{ got: '200 OK' }])

/** An attempt of one round, answered so. */
export function attempt(final: Response | undefined, decision = final, lastAnswered = final !== undefined): Attempt {
  const rounds = plain.rounds.map((round) => ({ ...round, response: final, decision }))
  return { ...plain, rounds, final, decision, lastAnswered }
}

/** A final response of which only the status line, the sender and its role matter. */
export function response(status: number, phrase: string, address: string, role: Role): Response {
  return { ...plain.final!, status, phrase, address, role }
}

/**
 * Reads a ladder from lines such as `0.004 ue <- registrar 1 401 Unauthorized | stale=true | x2 | *`: seconds, nodes, CSeq, text;
 * then notes, `x2` for sent again twice, `*` for decisive. The nodes stand in the order from the UE inward.
 */
export function ladder(nodes: Readonly<Record<string, string>>, text: string): readonly LadderLine[] {
  const names = Object.keys(nodes)
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [message = '', ...marks] = line.split(' | ').map((part) => part.trim())
      const [seconds, outer = '', arrow, inner = '', cseq, ...words] = message.split(' ')
      const ends = [nodes[outer]!, nodes[inner]!] as const
      const [from, to] = arrow === '->' ? ends : [ends[1], ends[0]]
      return {
        time: START + Math.round(Number(seconds) * 1e6),
        from,
        to,
        agents: ['edge'],
        depth: names.indexOf(inner),
        cseq: Number(cseq),
        text: words.join(' '),
        notes: marks.filter((mark) => mark !== '*' && !/^x\d+$/.test(mark)),
        retransmissions: Number(marks.find((mark) => /^x\d+$/.test(mark))?.slice(1) ?? 0),
        decisive: marks.includes('*'),
      }
    })
}

/** A remedy to print. */
export const remedy = {
  do: [
    { text: 'enter the password again, and restart the client so that it forgets the old one', reported: 0.7 },
    { text: 'look into the log of the registrar' },
  ],
  dont: [{ text: 'change from UDP to TCP', reported: 0.9 }],
}
