// Draws what `regwatch explain` prints as a picture of a terminal:
//   FORCE_COLOR=1 LC_ALL=C.UTF-8 node collector/main.ts explain test/captures/ims/23_scscf_503_shutdown.hep | \
//     node docs/images/draw-explain.ts > docs/images/explain.svg
import { text } from 'node:stream/consumers'

const COLUMN = 8.4
const LINE = 19
const MARGIN = 20
const BAR = 34
const FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace'
const colours = {
  background: '#0d1117',
  bar: '#161b22',
  text: '#d1d7e0',
  dim: '#8b949e',
  red: '#ff7b72',
  green: '#56d364',
  yellow: '#e3b341',
  cyan: '#76d7ea',
}

interface Style {
  readonly colour: string
  readonly bold: boolean
}

const plain: Style = { colour: colours.text, bold: false }

/** What an escape code does to the style. */
const codes: Readonly<Record<string, (style: Style) => Style>> = {
  '1': (style) => ({ ...style, bold: true }),
  '2': (style) => ({ ...style, colour: colours.dim }),
  '22': ({ colour }) => ({ colour: colour === colours.dim ? colours.text : colour, bold: false }),
  '31': (style) => ({ ...style, colour: colours.red }),
  '32': (style) => ({ ...style, colour: colours.green }),
  '33': (style) => ({ ...style, colour: colours.yellow }),
  '36': (style) => ({ ...style, colour: colours.cyan }),
  '39': (style) => ({ ...style, colour: colours.text }),
}

/** Lines and arrow heads as points of a cell of width and height 1: the fonts' own leave gaps. */
const shapes: Readonly<Record<string, string>> = {
  '│': '.5,0 .5,1',
  '─': '0,.5 1,.5',
  '├': '.5,0 .5,1 .5,.5 1,.5',
  '┤': '.5,0 .5,1 .5,.5 0,.5',
  '▶': '0,.5 1.3,.5 .6,.32 1.3,.5 .6,.68',
  '◀': '1,.5 -.3,.5 .4,.32 -.3,.5 .4,.68',
}

process.stdout.write(draw((await text(process.stdin)).trimEnd().split('\n')))

function draw(lines: readonly string[]): string {
  const columns = Math.max(...lines.map((line) => bare(line).length))
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN)
  const height = BAR + lines.length * LINE + 2 * MARGIN
  const buttons = [colours.red, colours.yellow, colours.green].map(
    (fill, index) => `<circle cx="${22 + index * 20}" cy="${BAR / 2}" r="6" fill="${fill}"/>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="What regwatch explain prints">`,
    `<rect width="${width}" height="${height}" rx="10" fill="${colours.background}"/>`,
    `<path d="M0 ${BAR}V10A10 10 0 0 1 10 0H${width - 10}A10 10 0 0 1 ${width} 10V${BAR}Z" fill="${colours.bar}"/>`,
    ...buttons,
    `<g font-family="${FONT}" font-size="14" xml:space="preserve">`,
    ...lines.map((line, row) => drawLine(line, BAR + MARGIN + row * LINE)),
    '</g>\n</svg>\n',
  ].join('\n')
}

function drawLine(line: string, top: number): string {
  let style = plain
  let column = 0
  let drawn = ''
  for (const { code, words } of parts(line)) {
    style = codes[code]?.(style) ?? style
    for (const run of words.match(/[│├┤─▶◀]+|[^│├┤─▶◀ ]+(?: [^│├┤─▶◀ ]+)*| +/g) ?? []) {
      drawn += run.startsWith(' ') ? '' : drawRun(run, style, MARGIN + column * COLUMN, top)
      column += run.length
    }
  }
  return drawn
}

/** Words, and the escape code before them. */
function parts(line: string): readonly { readonly code: string; readonly words: string }[] {
  const [first = '', ...rest] = line.split('\x1b[')
  return [
    { code: '', words: first },
    ...rest.map((part) => ({ code: part.slice(0, part.indexOf('m')), words: part.slice(part.indexOf('m') + 1) })),
  ]
}

function drawRun(run: string, { colour, bold }: Style, left: number, top: number): string {
  if (shapes[run[0] ?? ''] === undefined) {
    const length = (run.length * COLUMN).toFixed(1)
    const weight = bold ? ' font-weight="bold"' : ''
    return `<text x="${left.toFixed(1)}" y="${top + 14}" fill="${colour}"${weight} textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(run)}</text>`
  }
  const path = run.split('').map((character, index) => {
    const points = (shapes[character] ?? '').split(' ').map((point) => {
      const [x = 0, y = 0] = point.split(',').map(Number)
      return `${(left + (index + x) * COLUMN).toFixed(1)} ${(top + y * LINE).toFixed(1)}`
    })
    return `M${points.join('L')}`
  })
  return `<path d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="1.3"/>`
}

function bare(line: string): string {
  return parts(line)
    .map(({ words }) => words)
    .join('')
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
