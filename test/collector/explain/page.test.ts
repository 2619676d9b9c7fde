import test from 'ava'
import { pageFor, type Terminal } from '../../../collector/explain/page.ts'

const suits = test.macro(
  (t, terminal: Terminal, environment: Record<string, string>, expected: { width?: number; colour?: boolean; unicode?: boolean }) => {
    const { width, paint, symbols } = pageFor(terminal, environment)
    const found = { width, colour: paint.red('x') !== 'x', unicode: symbols.unicode }
    t.like(found, expected)
  },
)

test('a terminal has colour and its own width', suits, { isTTY: true, columns: 90 }, {}, { width: 90, colour: true })
test('NO_COLOR is respected', suits, { isTTY: true }, { NO_COLOR: '1' }, { colour: false })
test('an empty NO_COLOR says nothing', suits, { isTTY: true }, { NO_COLOR: '' }, { colour: true })
test('a dumb terminal has no colour', suits, { isTTY: true }, { TERM: 'dumb' }, { colour: false })
test('a pipe has no colour and 100 columns', suits, {}, {}, { width: 100, colour: false })
test('colour may be asked for', suits, {}, { FORCE_COLOR: '1' }, { colour: true })
test('NO_COLOR is stronger', suits, {}, { FORCE_COLOR: '1', NO_COLOR: '1' }, { colour: false })
test('a UTF-8 locale', suits, {}, { LANG: 'C.UTF-8' }, { unicode: true })
test('LC_ALL is stronger than LANG', suits, {}, { LC_ALL: 'C', LANG: 'de_DE.utf8' }, { unicode: false })
test('no locale', suits, {}, {}, { unicode: false })
test('a terminal without columns', suits, { isTTY: true, columns: 0 }, {}, { width: 40 })
