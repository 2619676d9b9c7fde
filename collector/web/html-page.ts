import { escapeHtml } from './escape-html.ts'

/** Light and dark as the reader has it; what does not fit on a phone is broken, and the rows of a table stand one below the other. */
const STYLE = `:root { color-scheme: light dark; --quiet: #59636e; --line: #d1d9e0; --shade: #f2f4f6; --link: #0757b8 }
@media (prefers-color-scheme: dark) { :root { --quiet: #9aa4af; --line: #3a424c; --shade: #1c2128; --link: #78b4ff; background: #0f1319; color: #dfe4ea } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto 4rem; max-width: 52rem; padding: 0 1rem; overflow-wrap: break-word }
a { color: var(--link) }
h1, h2, h3 { line-height: 1.25; margin: 2rem 0 .5rem } h1 { margin-top: 1rem; font-size: clamp(1.2rem, 5.6vw, 2rem) } h2 { font-size: 1.3rem }
h1 a, h2 a, h3 a { color: var(--quiet); font-weight: 400; text-decoration: none; margin-left: .3em }
code { font: .9em ui-monospace, monospace; background: var(--shade); border-radius: .2rem; padding: .1em .25em; box-decoration-break: clone; -webkit-box-decoration-break: clone }
pre { background: var(--shade); overflow-x: auto; padding: .75rem } pre code { padding: 0 }
table { border-collapse: collapse; margin: .5rem 0 1rem } tr + tr, thead + tbody tr { border-top: 1px solid var(--line) }
th, td { padding: .3rem 1rem .3rem 0; text-align: left; vertical-align: top } th { color: var(--quiet); font-weight: 600 }
td.count { text-align: right; font-variant-numeric: tabular-nums }
@media (max-width: 40rem) {
  body { margin-top: 1rem }
  table.rows, .rows tbody, .rows tr, .rows td { display: block } .rows thead { display: none } .rows tr { padding: .5rem 0 } .rows td { padding: .1rem 0 }
  .rows td:first-child { font-weight: 600 } .rows td:empty { display: none }
  .rows td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet) }
}`

/** A page of ours: `title` is text, `body` is HTML. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`
}
