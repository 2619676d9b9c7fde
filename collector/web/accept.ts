/** How a page that is written in Markdown may be asked for. */
export type Form = 'html' | 'markdown' | 'plain'

/**
 * The form that an `Accept` header names (RFC 9110 §12.5.1). HTML goes before where a browser asks, which names it; what takes anything, as curl
 * does, is given text that a terminal can show.
 */
export function formFor(accept: string | undefined): Form {
  const weights = new Map((accept ?? '').split(',').map(readRange))
  const html = weights.get('text/html') ?? 0
  const markdown = weights.get('text/markdown') ?? 0
  const plain = weights.get('text/plain') ?? 0
  if (html > 0 && html >= markdown && html >= plain) return 'html'
  return markdown > 0 && markdown >= plain ? 'markdown' : 'plain'
}

function readRange(text: string): [string, number] {
  const [media = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '')
  return [media, weight === undefined ? 1 : Number(weight) || 0]
}
