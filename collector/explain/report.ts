import type { Remedy } from '../../classifiers/remedies.ts'
import type { Finding } from '../../classifiers/rule.ts'
import type { Outcome } from '../registration/verdict.ts'
import { briefLines } from './brief-lines.ts'
import { failureLines } from './failure.ts'
import { type Gathered, groupsBySize } from './gather.ts'
import { othersOf } from './others.ts'
import { nothingFound } from './nothing-found.ts'
import type { Page } from './page.ts'
import { attemptWord } from './plain-words.ts'
import { failureTable } from './failure-table.ts'
import type { Tally } from './tally.ts'
import { wrap } from './wrap.ts'

/** Looks up what helps against a failure. */
export type RemedyOf = (finding: Finding) => Remedy

/** What happened in one file, for a person to read: the numbers first, then each kind of failure. */
export function reportLines(file: string, tally: Tally, gathered: Gathered, remedyOf: RemedyOf, page: Page): readonly string[] {
  const groups = groupsBySize(gathered)
  const rule = (index: number, alike: number): string => {
    const short = page.symbols.dash.repeat(2)
    const title = `${short} ${index + 1} of ${groups.length} ${alike === 1 ? '' : `${short} ${alike} alike `}`
    return page.paint.dim(title + page.symbols.dash.repeat(page.width - title.length))
  }
  return [
    ...overview(file, tally, page),
    ...(groups.length === 0 ? [] : ['', ...failureTable(tally, page)]),
    ...quietOnes(gathered, page),
    ...groups.flatMap((group, index) => {
      const { finding } = group.stories[0]!
      const compared = othersOf(gathered.everybody, group.stories[0]!)
      const before = groups.findIndex(({ stories }) => stories[0]!.finding!.reason === finding!.reason)
      const remedy = before === index ? remedyOf(finding!) : `As for ${before + 1} of ${groups.length}.`
      return ['', rule(index, group.count), '', ...failureLines(group, remedy, compared, page)]
    }),
    ...(gathered.beyond === 0 ? [] : ['', `${gathered.beyond} more failures of other kinds (--json lists all)`]),
  ]
}

function overview(file: string, tally: Tally, page: Page): readonly string[] {
  const { method, packets, attempts, outcomes: counted, dropped } = tally
  const next = nothingFound(tally)
  const counts = order
    .filter((outcome) => counted[outcome] > 0)
    .map((outcome) => `${counted[outcome]} ${outcomeWords(outcome, counted[outcome])}`)
  const failed = counted.failure > 0 ? page.paint.red : page.paint.green
  const found = attempts === 0 ? `no ${attemptWord(method, 0)} found` : `${attempts} ${attemptWord(method, attempts)}: ${counts.join(', ')}`
  const lost = [...dropped].map(([reason, count]) => `${count} ${reason}`).join(', ')
  const read = `${packets} packets read${lost === '' ? '' : `; not used: ${lost}`}`
  return [
    page.paint.bold(page.cut(page.clean(file), page.width)),
    ...wrap(found, page.width).map(attempts === 0 ? page.paint.yellow : failed),
    ...wrap(page.clean(read, 400), page.width).map(page.paint.dim),
    ...(next === undefined ? [] : wrap(next, page.width)),
  ]
}

/** What needs somebody comes first. */
const order = ['failure', 'blind', 'pending', 'evicted', 'success', 'deregistration'] as const

function outcomeWords(outcome: Outcome, count: number): string {
  const words: Readonly<Record<Outcome, string>> = {
    success: 'succeeded',
    failure: 'failed',
    deregistration: count === 1 ? 'deregistration' : 'deregistrations',
    blind: 'cannot be told',
    pending: 'still open at the end',
    evicted: 'not followed to the end',
  }
  return words[outcome]
}

const explanations: Readonly<Partial<Record<Outcome, string>>> = {
  blind:
    'Cannot be told: what would show how it ended is not in this capture. Either the client was challenged with a security agreement and answers encrypted (ESP): a capture agent inside the P-CSCF would see it. Or only one direction was captured.',
  pending: 'Still open: the capture ends while the client waits for its answer.',
  evicted: 'Not followed to the end: more attempts were open at once than the configuration allows.',
}

/** Attempts that neither failed nor succeeded, and why nothing is said of them. */
function quietOnes({ others }: Gathered, page: Page): readonly string[] {
  return [...others].flatMap(([outcome, { briefs, count }]) => {
    const why = explanations[outcome]
    if (why === undefined) return []
    return ['', ...wrap(page.clean(why, 400), page.width).map(page.paint.yellow), ...briefLines(briefs, count, page)]
  })
}
