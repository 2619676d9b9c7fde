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
