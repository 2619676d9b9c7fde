import test from 'ava'
import { cleanText, cut, textWidth } from '../../../collector/explain/clean-text.ts'

const cleans = test.macro({
  exec(t, text: string, unicode: string, ascii: string) {
    t.is(cleanText(text, true), unicode)
    t.is(cleanText(text, false), ascii)
  },
  title: (given = '') => `${given} on the wire`,
})

test('an escape sequence', cleans, '403 \x1b[2J\x1b]0;owned\x07Forbidden', '403 �[2J�]0;owned�Forbidden', '403 ?[2J?]0;owned?Forbidden')
test('an 8-bit control sequence', cleans, 'a\x9b31mb', 'a�31mb', 'a?31mb')
test('a line break', cleans, 'one\r\ntwo\tthree', 'one two three', 'one two three')
test('a turn of direction', cleans, 'sip:\u202Eecila@example.org', 'sip:�ecila@example.org', 'sip:?ecila@example.org')
test('an invisible character', cleans, 'al\u200Bice', 'al�ice', 'al?ice')
test('half a surrogate pair', cleans, 'a\uD800b', 'a�b', 'a?b')
test('a tower of accents', cleans, `a${'\u0301'.repeat(50)}b`, 'a\u0301\u0301b', 'a??b')
test('typography', cleans, '“so” – the server’s 3 × 4 → …', '“so” – the server’s 3 × 4 → …', '"so" - the server\'s 3 x 4 -> ...')
test('another script', cleans, 'Доступ запрещён', 'Доступ запрещён', '?????? ????????')
test('text without end', cleans, 'x'.repeat(1_000_000), `${'x'.repeat(199)}…`, `${'x'.repeat(197)}...`)

test('wide characters take two columns, accents none', (t) => {
  t.is(textWidth('禁止'), 4)
  t.is(textWidth('e\u0301'), 1)
  t.is(cut('禁止禁止', 5, '…'), '禁止…')
})
