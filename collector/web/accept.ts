/** How a page that is written in Markdown may be asked for. */
export type Form = 'html' | 'markdown' | 'plain'

/**
 * The form that an `Accept` header likes best (RFC 9110 §12.5.1). HTML goes before where a browser asks, which names it; what takes anything, as curl
 * does, is given text that a terminal can show.
 */
export function formFor(accept: string | undefined): Form {
  const weights = new Map<string, number>()
  // What is named twice is liked as much as where it is liked more.
  for (const [media, weight] of (accept ?? '').split(',').map(readRange)) weights.set(media, Math.max(weight, weights.get(media) ?? 0))
  const html = weights.get('text/html') ?? 0
  const markdown = weights.get('text/markdown') ?? 0
  const plain = weights.get('text/plain') ?? weights.get('text/*') ?? weights.get('*/*') ?? 0
  if (html > 0 && html >= markdown && html >= plain) return 'html'
  return markdown > 0 && markdown >= plain ? 'markdown' : 'plain'
}

function readRange(text: string): [string, number] {
  const [media = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '')
  return [media, weight === undefined ? 1 : Number(weight) || 0]
}
