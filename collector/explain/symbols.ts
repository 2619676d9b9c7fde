/** The few characters that a report draws with. */
export interface Symbols {
  readonly unicode: boolean
  readonly lifeline: string
  readonly dash: string
  readonly fromLeft: string
  readonly fromRight: string
  readonly toRight: string
  readonly toLeft: string
  readonly rightwards: string
  readonly mark: string
  readonly bullet: string
  readonly good: string
  readonly bad: string
  readonly times: string
  readonly dot: string
  readonly ellipsis: string
}

/** For terminals that speak UTF-8. */
export const unicodeSymbols: Symbols = {
  unicode: true,
  lifeline: '│',
  dash: '─',
  fromLeft: '├',
  fromRight: '┤',
  toRight: '▶',
  toLeft: '◀',
  rightwards: '→',
  mark: '←',
  bullet: '•',
  good: '✓',
  bad: '✗',
  times: '×',
  dot: '·',
  ellipsis: '…',
}

/** For every other terminal. */
export const asciiSymbols: Symbols = {
  unicode: false,
  lifeline: '|',
  dash: '-',
  fromLeft: '|',
  fromRight: '|',
  toRight: '>',
  toLeft: '<',
  rightwards: '->',
  mark: '<=',
  bullet: '*',
  good: '+',
  bad: '-',
  times: 'x',
  dot: '-',
  ellipsis: '...',
}
