import type { Remedy } from '../../classifiers/remedies.ts'
import type { Response } from '../../classifiers/attempt.ts'
import { howSure } from './doubts.ts'
import { briefLines } from './brief-lines.ts'
import { type Brief, type Group, SHOWN_IN_FULL } from './gather.ts'
import { drawLadder } from './ladder.ts'
import type { Others } from './others.ts'
import type { Page } from './page.ts'
import { attemptWord, reasonWords, roleName } from './plain-words.ts'
import { remedyLines } from './remedy-lines.ts'
import { list, prose, section } from './section.ts'
import { stepLines } from './steps/step-lines.ts'
import type { Story } from './story.ts'
import { duration, readableTime } from './time-text.ts'
import { whoIsWho } from './who-is-who.ts'
import { wrap, wrapFacts } from './wrap.ts'

/**
 * Everything about failures that look alike: what, who, how it went, why one thinks so, what helps, and who else.
 * `compared` is how others fared beside the first of them. Where the remedy was given before, `remedy` is the sentence that says where.
 */
export function failureLines(group: Group, remedy: Remedy | string, compared: Others, page: Page): readonly string[] {
  const first = group.stories[0]!
  const shown = group.count <= SHOWN_IN_FULL ? group.stories : [first]
  return [
    ...headline(group, page),
    ...shown.flatMap((story, index) => {
      const isTold = index > 0 && story.finding!.evidence.join() === first.finding!.evidence.join()
      return ['', ...who(story, group.count > 1, page), '', ...drawLadder(story, page), ...(isTold ? [] : evidence(story, page))]
    }),
    ...section(
      'Who is who',
      list(first.detail.attempt === undefined ? [] : whoIsWho(first.detail.attempt), page.symbols.bullet, page.paint.cyan, page),
      page,
    ),
    ...stepLines(group.count === 1 ? 'Step by step' : 'Step by step, for the first of them', first, compared, page),
    ...section('How sure', prose(howSure(first.finding!), page), page),
    ...(typeof remedy === 'string' ? section('What helps, and what does not', prose([remedy], page), page) : remedyLines(remedy, page)),
    ...others(group.briefs.slice(shown.length), group.count - shown.length, page),
  ]
}

function evidence(story: Story, page: Page): readonly string[] {
  return section('What was seen', list(story.finding!.evidence, page.symbols.bullet, page.paint.cyan, page), page)
}

function headline(group: Group, page: Page): readonly string[] {
  const { paint, clean, symbols, width } = page
  const first = group.stories[0]!
  const { cause, reason, confidence } = first.finding!
  const what =
    group.count === 1
      ? `${clean(first.detail.aor, 80)} could not ${verb(first.method)}`
      : `${group.count} ${attemptWord(first.method, group.count)} failed`
  // What is said first is what is remembered: where several causes look alike, it must not name one as if it were known.
  const why = `${confidence === 'ambiguous' ? 'perhaps ' : ''}${reasonWords[reason]}`
  const label = [`${cause}/${reason}`, confidence, `${first.code ?? 'silence'}`, `registrar ${first.registrar}`]
  return [
    ...wrap(clean(`${what}: ${why}`), width).map((line) => paint.bold(paint.red(line))),
    ...wrapFacts(
      label.map((fact) => clean(fact)),
      ` ${symbols.dot} `,
      width,
    ).map(paint.cyan),
    ...decision(first).flatMap((sentence) => wrap(clean(sentence, 400), width)),
  ]
}

function verb(method: string): string {
  return method === 'REGISTER' ? 'register' : `get its ${method} through`
}

/** Who decided, in its own words, and what became of them on the way to the UE. */
function decision({ origin, detail }: Story): readonly string[] {
  const final = detail.attempt?.final
  if (final === undefined) return []
  const said = detail.attempt?.decision ?? final
  const name = roleName(origin.role)
  const own = `${name === '' ? origin.address : `The ${name} ${origin.address}`} answered ${statusLine(said)}`
  const told = statusLine(said) === statusLine(final) ? '' : `; the UE was told ${statusLine(final)}`
  return [`${own}${told}${detail.attempt?.lastAnswered === false ? '; the request that followed got no answer' : ''}.`]
}

function statusLine({ status, phrase }: Response): string {
  return `“${`${status} ${phrase}`.trim()}”`
}

/** Whose attempt it was; the headline of a single one has the name already. */
function who({ detail, copies, retransmissions }: Story, isNamed: boolean, page: Page): readonly string[] {
  const { paint, clean, symbols, width } = page
  const { aor, source, start, end, callId, agents } = detail
  const facts = [
    readableTime(start),
    start === undefined || end === undefined || start === end ? '' : `took ${duration(end - start)}`,
    retransmissions === 0 ? '' : `${retransmissions} retransmission${retransmissions === 1 ? '' : 's'}`,
    agents.length === 0 ? '' : `captured by agent${agents.length === 1 ? '' : 's'} ${agents.join(', ')}`,
    copies === 0 ? '' : `${copies} ${copies === 1 ? 'copy' : 'copies'} left out`,
    `Call-ID ${callId}`,
  ]
  const shown = facts.filter((fact) => fact !== '').map((fact) => clean(fact))
  return [
    ...wrap(clean(isNamed ? `${aor} from ${source}` : `from ${source}`), width).map(paint.bold),
    ...wrapFacts(shown, ` ${symbols.dot} `, width).map(paint.dim),
  ]
}

function others(briefs: readonly Brief[], count: number, page: Page): readonly string[] {
  return count === 0 ? [] : section(`${count} more like this`, briefLines(briefs, count, page), page)
}
