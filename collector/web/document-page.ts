import { Marked, type Tokens } from 'marked'
import { escapeHtml } from './escape-html.ts'
import { htmlPage } from './html-page.ts'

export interface DocumentOptions {
  /** Path in the project, `docs/causes/acl.md`: links of the page are relative to it. */
  readonly path: string
  readonly markdown: string
  /** Path before every link: `` or `/prefix`. */
  readonly base: string
  /** Whether there is a page at a path; what leads elsewhere in the project is no link here. */
  readonly isServed: (path: string) => boolean
}

/** Only to resolve against: it is never shown. */
const PROJECT = 'https://project.invalid/'

/** A cause page or runbook as HTML. Markup that stands in the Markdown itself is shown as text. */
export function documentPage({ path, markdown, base, isServed }: DocumentOptions): string {
  const ids = new Set<string>()
  const marked = new Marked({
    gfm: true,
    renderer: {
      html: ({ text }) => escapeHtml(text),
      image: ({ text }) => escapeHtml(text),
      heading({ tokens, depth, text }) {
        const id = idOf(text, ids)
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}<a href="#${id}" aria-label="Link to this heading">#</a></h${depth}>\n`
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens)
        const target = targetOf(href, path, base, isServed)
        return target === undefined ? text : `<a href="${escapeHtml(target)}">${text}</a>`
      },
      table({ header, rows }) {
        const cells = (row: readonly Tokens.TableCell[]) =>
          row.map(({ tokens }, column) => `<td${labelOf(header, column)}>${this.parser.parseInline(tokens)}</td>`).join('')
        const heads = header.map(({ tokens }) => `<th>${this.parser.parseInline(tokens)}</th>`).join('')
        const body = rows.map((row) => `<tr>${cells(row)}</tr>\n`).join('')
        return `<table class="rows">\n<thead><tr>${heads}</tr></thead>\n<tbody>\n${body}</tbody>\n</table>\n`
      },
    },
  })
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? path
  return htmlPage(
    `${title} · regwatch`,
    `<nav><a href="${escapeHtml(base)}/">regwatch</a></nav>\n${marked.parse(markdown, { async: false })}`,
  )
}

/** On a phone the cells of a row stand below each other: from the third column on each says what it is. */
function labelOf(header: readonly Tokens.TableCell[], column: number): string {
  const { text = '' } = header[column] ?? {}
  return header.length < 3 || column === 0 || text === '' ? '' : ` data-label="${escapeHtml(text)}"`
}

/** As GitHub makes them, so that the links of one also hold at the other. */
function idOf(text: string, taken: Set<string>): string {
  const plain = text.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim().replaceAll(' ', '-') // prettier-ignore
  let id = plain
  for (let again = 1; taken.has(id); again++) id = `${plain}-${again}`
  taken.add(id)
  return id
}

function targetOf(href: string, path: string, base: string, isServed: (path: string) => boolean): string | undefined {
  if (href.startsWith('#')) return href
  if (!URL.canParse(href, PROJECT + path)) return undefined
  const url = new URL(href, PROJECT + path)
  if (url.origin !== new URL(PROJECT).origin) return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
  return isServed(url.pathname.slice(1)) ? base + url.pathname + url.hash : undefined
}
