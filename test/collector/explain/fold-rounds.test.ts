import test from 'ava'
import { foldRounds } from '../../../collector/explain/fold-rounds.ts'
import { ladder } from './verdict.ts'

const nodes = { ue: '192.0.2.7:5062', registrar: '198.51.100.1:5060' }

/** Rounds of a REGISTER and its answer, each named by one word that stands for the answer. */
function rounds(...answers: readonly string[]): string {
  return answers
    .map((answer, index) => `${index} ue -> registrar ${index + 1} REGISTER\n${index} ue <- registrar ${index + 1} ${answer}`)
    .join('\n')
}

const folds = test.macro((t, text: string, expected: readonly string[]) => {
  const shown = foldRounds(ladder(nodes, text)).filter((item) => 'instead' in item || item.line.text !== 'REGISTER')
  t.deepEqual(
    shown.map((item) => ('instead' in item ? `(${item.instead})` : `${item.line.text}${item.line.decisive ? ' *' : ''}`)),
    [...expected],
  )
})

const times = (count: number, text: string): readonly string[] => Array.from({ length: count }, () => text)

test('a few rounds are shown as they are', folds, rounds('401', '401', '200'), ['401', '401', '200'])
test('a loop shows how it began and how it ended', folds, rounds(...times(20, '401')), ['401', '(18 more rounds like this)', '401'])
test('three alike are not worth folding', folds, rounds('401', '401', '401'), ['401', '401', '401'])
test('the round that decided is always shown', folds, rounds('407', ...times(9, '401'), '401 | *'), [
  '407',
  '401',
  '(8 more rounds like this)',
  '401 *',
])
test('what follows a loop ends it', folds, rounds(...times(9, '401'), '200'), ['401', '(8 more rounds like this)', '200'])
test('two rounds that alternate', folds, rounds(...times(6, '407 | x\n').flatMap(() => ['407', '401'])), [
  '407',
  '401',
  '(these 2 rounds 4 more times)',
  '407',
  '401',
])
test('numbers in notes do not matter', folds, rounds(...Array.from({ length: 9 }, (_, index) => `401 | nonce is ${index} s old`)), [
  '401',
  '(7 more rounds like this)',
  '401',
])
test('a retransmission does', folds, rounds('401', '401', '401 | x2', '401', '401'), ['401', '401', '401', '401', '401'])

test('the middle of an endless attempt is left out, what decided is not', (t) => {
  const answers = Array.from({ length: 200 }, (_, index) => `4${String(index % 97).padStart(2, '0')}${index === 100 ? ' | *' : ''}`)
  const items = foldRounds(ladder(nodes, rounds(...answers)))
  t.true(items.length <= 51)
  t.deepEqual(
    items.flatMap((item) => ('instead' in item ? [item.instead] : [])),
    ['177 more messages', '174 more messages'],
  )
})
