import type { Remedy } from '../../classifiers/remedies.ts'
import type { Finding, Response } from '../../classifiers/rule.ts'
import { howSure } from './doubts.ts'
import { briefLines } from './brief-lines.ts'
import { type Brief, type Group, SHOWN_IN_FULL } from './gather.ts'
import { drawLadder } from './ladder.ts'
import type { Page } from './page.ts'
import { attemptWord, reasonWords, roleName } from './plain-words.ts'
import type { Story } from './story.ts'
import { duration, readableTime } from './time-text.ts'
import { hang, wrap, wrapFacts } from './wrap.ts'

const INDENT = '  '

/** Everything about failures that look alike: what, who, how it went, why one thinks so, what helps, and who else. */
export function failureLines(group: Group, remedy: Remedy, page: Page): readonly string[] {
  const first = group.stories[0]!
  const shown = group.count <= SHOWN_IN_FULL ? group.stories : [first]
  const evidence = (story: Story): readonly string[] => section('What was seen', bullets(story.finding!.evidence, page), page)
  return [
    ...headline(group, page),
    ...shown.flatMap((story, index) => {
      const isTold = index > 0 && story.finding!.evidence.join() === first.finding!.evidence.join()
      return ['', ...who(story, page), '', ...drawLadder(story, page), ...(isTold ? [] : evidence(story))]
    }),
    ...section('How sure', prose(howSure(first.finding!), page), page),
    ...remedyLines(remedy, page),
    ...others(group.briefs.slice(shown.length), group.count - shown.length, page),
  ]
}

function headline(group: Group, page: Page): readonly string[] {
  const { paint, clean, symbols, width } = page
  const first = group.stories[0]!
  const { cause, reason, confidence } = first.finding!
  const what =
    group.count === 1
      ? `${clean(first.detail.aor, 80)} could not ${verb(first.method)}`
      : `${group.count} ${attemptWord(first.method, group.count)} failed`
  const label = [`${cause}/${reason}`, confidence, `${first.code ?? 'silence'}`, `registrar ${first.registrar}`]
  return [
    ...wrap(clean(`${what}: ${reasonWords[reason]}`), width).map((line) => paint.bold(paint.red(line))),
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

function who({ detail, copies, retransmissions }: Story, page: Page): readonly string[] {
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
  return [...wrap(clean(`${aor} from ${source}`), width).map(paint.bold), ...wrapFacts(shown, ` ${symbols.dot} `, width).map(paint.dim)]
}

function remedyLines({ do: helps, dont }: Remedy, page: Page): readonly string[] {
  const { symbols, paint } = page
  const list = (steps: Remedy['do'], word: string, symbol: string, colour: (text: string) => string): readonly string[] =>
    steps.flatMap(({ text, reported }) => item(symbol, text + rate(reported, word), page, colour))
  return [
    ...section('What helps', list(helps, 'help', symbols.good, paint.green), page),
    ...section('What does not help', list(dont, 'fail', symbols.bad, paint.red), page),
  ]
}

function rate(reported: number | undefined, word: string): string {
  return reported === undefined ? '' : ` (reported to ${word} in ${Math.round(reported * 100)} % of cases)`
}

function others(briefs: readonly Brief[], count: number, page: Page): readonly string[] {
  return count === 0 ? [] : section(`${count} more like this`, briefLines(briefs, count, page), page)
}

function section(title: string, lines: readonly string[], { paint }: Page): readonly string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines]
}

function bullets(facts: Finding['evidence'], page: Page): readonly string[] {
  return facts.flatMap((fact) => item(page.symbols.bullet, fact, page, (text) => text))
}

function item(symbol: string, text: string, page: Page, colour: (text: string) => string): readonly string[] {
  const lines = hang(`${INDENT}${symbol} `, page.clean(text, 600), page.width)
  return lines.map((line, index) => (index === 0 ? line.replace(symbol, () => colour(symbol)) : line))
}

function prose(sentences: readonly string[], page: Page): readonly string[] {
  return sentences.flatMap((sentence) => hang(INDENT, page.clean(sentence, 600), page.width))
}
