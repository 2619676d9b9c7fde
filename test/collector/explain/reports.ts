import test from 'ava'
import { finding, type Finding } from '../../../classifiers/rule.ts'
import { createGathered, gather } from '../../../collector/explain/gather.ts'
import { createPage, type Page } from '../../../collector/explain/page.ts'
import { reportLines } from '../../../collector/explain/report.ts'
import type { Story } from '../../../collector/explain/story.ts'
import { countVerdict, createTally } from '../../../collector/explain/tally.ts'
import { attempt, ladder, remedy, response, START, story } from './verdict.ts'

/** As a file takes it: no colour, 100 characters wide. */
export const plainPage = createPage(100, false, true)

/** The report of these stories. */
export function report(stories: readonly Story[], page: Page = plainPage): string {
  const tally = createTally('REGISTER')
  const gathered = createGathered()
  for (const said of stories) {
    countVerdict(tally, { ...said, detail: () => said.detail })
    if (said.outcome !== 'success' && said.outcome !== 'deregistration') gather(gathered, said)
  }
  tally.packets = 1234
  return `\n${reportLines('night.hep', tally, gathered, () => remedy, page).join('\n')}\n`
}

/** That the report of these stories is so. */
export const reports = test.macro((t, stories: readonly Story[], page: Page, expected: string) => {
  t.is(report(stories, page), expected)
})

/** A client that tries `rounds` answers, `number` tells it from the others. */
export function refused(number: number, rounds: number, said: Finding): Story {
  const lines = Array.from({ length: rounds }, (_, index) => {
    const answers = index === 0 ? '' : ` | Authorization answers as user${number}`
    const decides = index === rounds - 1 ? ' | *' : ''
    return `${index / 2} ue -> registrar ${index + 1} REGISTER${answers}\n${index / 2} ue <- registrar ${index + 1} 401 Unauthorized | challenge, realm example.org${decides}`
  })
  const messages = ladder({ ue: '192.0.2.7:5062', registrar: '198.51.100.1:5060' }, lines.join('\n'))
  return story({
    code: 401,
    finding: said,
    detail: {
      callId: `${number}@192.0.2.7`,
      aor: `sip:user${number}@example.org`,
      start: START + number * 1_000_000,
      ladder: messages.map((line) => ({ ...line, time: START + number * 1_000_000 + ((line.time ?? START) - START) })),
      end: START + number * 1_000_000 + (rounds - 1) * 500_000,
      attempt: attempt(response(401, 'Unauthorized', '198.51.100.1', 'registrar')),
    },
  })
}

/** What is found of a client that is refused again and again. */
export const unspecified = finding('credentials', 'unspecified', 'likely', '401 again after its nonce was answered, 19 times')
