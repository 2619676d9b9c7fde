import test from 'ava'
import { ArrivalClock } from '../../collector/arrival-clock.ts'
import { ARRIVAL_BY_PACKET } from '../../collector/source/source.ts'

const NOON = Date.UTC(2026, 2, 10, 12) * 1000
const SECOND = 1e6

function clock(): ArrivalClock {
  return new ArrivalClock(() => NOON / 1000)
}

test('ticks are tenths of a second of arrival', (t) => {
  const { ticksAfter } = started()
  t.is(ticksAfter(NOON), 0)
  t.is(ticksAfter(NOON + 0.1 * SECOND), 1)
  t.is(ticksAfter(NOON + 2 * SECOND), 20)
})
test('the clock never goes back', (t) => {
  const { ticksAfter } = started()
  t.is(ticksAfter(NOON + 10 * SECOND), 100)
  t.is(ticksAfter(NOON - 3600 * SECOND), 100)
})
test('packet time counts only where the source has no clock', (t) => {
  const { arrivals, ticksAfter } = started()
  t.is(arrivals.advance(NOON, NOON + 3600 * SECOND), arrivals.advance(NOON, 0))
  t.is(ticksAfter(ARRIVAL_BY_PACKET, NOON + 5 * SECOND), 50)
  t.is(ticksAfter(ARRIVAL_BY_PACKET, NOON + 2 * SECOND), 50)
  t.is(ticksAfter(ARRIVAL_BY_PACKET, 0), 50)
})
test('it goes on over midnight', (t) => {
  t.is(started().ticksAfter(NOON - (NOON % (86_400 * SECOND)) + 86_400 * SECOND - SECOND) >= 0, true)
  const arrivals = new ArrivalClock(() => (NOON + 2 * 86_400 * SECOND) / 1000)
  const first = arrivals.advance(NOON, 0)
  t.is(arrivals.advance(NOON + 86_400 * SECOND, 0) - first, 864_000)
})
test('a leap past the wall clock is refused, and counted', (t) => {
  let refused = 0
  const arrivals = new ArrivalClock(
    () => NOON / 1000,
    () => void refused++,
  )
  const first = arrivals.advance(NOON, 0)
  t.is(arrivals.advance(NOON + 61 * SECOND, 0), first)
  t.is(refused, 1)
  t.is(arrivals.advance(NOON + 59 * SECOND, 0), first + 590)
  t.is(refused, 1)
})
test('before the first time the clock stands', (t) => {
  const arrivals = clock()
  t.is(arrivals.advance(ARRIVAL_BY_PACKET, 0), arrivals.advance(ARRIVAL_BY_PACKET, 0))
})
test('many small steps past the wall clock are refused like one leap', (t) => {
  const arrivals = clock()
  const first = arrivals.advance(NOON, 0)
  for (let minute = 1; minute <= 60; minute++) arrivals.advance(NOON + minute * 59 * SECOND, 0)
  t.true(arrivals.advance(NOON, 0) - first <= 600)
})
test('the first time is no leap', (t) => {
  const arrivals = clock()
  const before = arrivals.advance(ARRIVAL_BY_PACKET, 0)
  t.true(arrivals.advance(ARRIVAL_BY_PACKET, NOON) - before <= 1)
})

/** A clock that stands at noon, and how far it has gone since. */
function started() {
  const arrivals = clock()
  const first = arrivals.advance(NOON, 0)
  return { arrivals, ticksAfter: (arrival: number, packetTime = 0) => arrivals.advance(arrival, packetTime) - first }
}
