import test from 'ava'
import { duration, isoTime, readableTime, sinceStart } from '../../../collector/explain/time-text.ts'
import { START } from './verdict.ts'

const isWritten = test.macro((t, microseconds: number | undefined, expected: string | null) => {
  t.is(isoTime(microseconds), expected)
})

test('six digits', isWritten, START, '2026-11-21T03:44:01.123456Z')
test('zeros are written', isWritten, 1_000_001, '1970-01-01T00:00:01.000001Z')
test('no time', isWritten, undefined, null)
test('a time that no calendar holds', isWritten, 1e300, null)
test('not a number', isWritten, Number.NaN, null)

test('for a person: milliseconds', (t) => {
  t.is(readableTime(START), '2026-11-21 03:44:01.123 UTC')
  t.is(readableTime(undefined), 'time unknown')
})

test('relative to the start, also before it', (t) => {
  t.is(sinceStart(START + 4200, START), '0.004')
  t.is(sinceStart(START - 1_000_000, START), '-1.000')
  t.is(sinceStart(undefined, START), '')
})

test('a duration has a unit that suits it', (t) => {
  t.deepEqual([3_000, 31_500_000, 600_000_000, 10_800_000_000].map(duration), ['3 ms', '31.5 s', '10 min', '3.0 h'])
})
