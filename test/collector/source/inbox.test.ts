import test from 'ava'
import { Inbox, WaitingRoom } from '../../../collector/source/inbox.ts'
import type { Intake } from '../../../collector/source/source.ts'

test('what arrives while nobody reads is one batch; what has no room is counted', async (t) => {
  const bytes = Buffer.alloc(40)
  const inbox = new Inbox(new WaitingRoom(100), (item, intake) => intake.hep(item.bytes, 0, item.bytes.length, item.time))
  for (let time = 1; time <= 5; time++) inbox.putOrLose({ bytes, time })
  inbox.close()

  const told: (number | string)[] = []
  const intake: Intake = {
    hep: (_bytes, _start, _end, arrival) => told.push(arrival),
    drop: (reason, count) => told.push(reason, count ?? 1),
    sip: () => t.fail(),
    tick: () => t.fail(),
  }
  for await (const batch of inbox.batches()) batch(intake)
  t.deepEqual(told, [1, 2, 3, 'queue_full', 2])
})

test('what arrives piece by piece is gathered, and much of it does not wait', async (t) => {
  const minute = 60_000
  const inbox = new Inbox(new WaitingRoom(1e6), (item, intake) => intake.hep(item.bytes, 0, item.bytes.length, item.time), minute)
  const sizes: number[] = []
  const reading = (async () => {
    for await (const batch of inbox.batches()) {
      let size = 0
      batch({ hep: () => void size++, drop: () => t.fail(), sip: () => t.fail(), tick: () => undefined })
      if (size > 0) sizes.push(size)
    }
  })()
  await turn()
  for (let time = 1; time <= 9; time++) {
    inbox.put({ bytes: Buffer.alloc(40), time })
    await turn()
  }
  inbox.put({ bytes: Buffer.alloc(65_536), time: 10 })
  await turn()
  await turn()
  t.is(
    sizes.reduce((sum, size) => sum + size, 0),
    10,
  )
  // On a machine that is slow the quarter of a second of silence may come between them.
  t.true(sizes.length < 5, String(sizes))
  inbox.close()
  await reading
})

/** Lets the event loop go round. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
