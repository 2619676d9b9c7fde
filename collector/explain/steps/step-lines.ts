import type { Others } from '../others.ts'
import type { Page } from '../page.ts'
import { section } from '../section.ts'
import type { Story } from '../story.ts'
import { hang } from '../wrap.ts'
import { agreementOf } from './agreement.ts'
import { agreementTable } from './agreement-table.ts'
import type { Step, StepResult } from './step.ts'
import { stepsOf } from './steps.ts'

const LONGEST = 600
const NO_BREAK = '\u00A0'

/** The diagnosis of an IMS 403 step by step, with the parameters of the security agreement below its last one; nothing for other attempts. */
export function stepLines(title: string, story: Story, others: Others, page: Page): readonly string[] {
  const steps = stepsOf(story, others)
  const { attempt } = story.detail
  if (steps.length === 0 || attempt === undefined) return []
  const { server } = agreementOf(attempt)
  // Where the core refused before an agreement was due, an offer says nothing.
  const table = server === '' && steps.at(-1)?.result === 'not found' ? [] : agreementTable(attempt, page)
  return section(title, [...steps.flatMap((step) => lines(step, page)), ...table], page)
}

function lines({ number, looksFor, result, says }: Step, page: Page): readonly string[] {
  const colour: Readonly<Record<StepResult, (text: string) => string>> = {
    found: page.paint.cyan,
    'not found': (text) => text,
    'not visible here': page.paint.yellow,
  }
  return [
    ...hang(`  ${number} `, `${page.clean(looksFor)}: ${result.replaceAll(' ', NO_BREAK)}`, page.width).map(colour[result]),
    ...says.flatMap((text) => hang('    ', page.clean(text, LONGEST), page.width)),
  ]
}
