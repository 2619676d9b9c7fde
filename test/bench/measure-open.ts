import { createPipeline, type Pipeline } from '../../collector/pipeline.ts'
import { MESSAGES, writeMessage } from './attempt-template.ts'
import { report } from './child.ts'
import { countingObserver } from './counting-observer.ts'
import { fullHistory } from './full-history.ts'
import { peakMemory } from './peak-memory.ts'

const START = 1_700_000_000_000_000
const WARM_UP_ATTEMPTS = 5000
const WARM_UP_IDS = 0x8000_0000
/** Packets made at a time, outside the measured section. */
const BATCH = 2000
const PACKETS_A_MICROSECOND = 2
/** Longer than any verdict is held. */
const PAUSE = 20_000_000
/** Attempts take their next message in another order than they began, so that each packet meets a cold one. */
const STRIDE = 7919

const batch = Buffer.allocUnsafeSlow(BATCH * 1500)
const ends = new Int32Array(BATCH)
const times = new Float64Array(BATCH)
let clock = START
let cpu = 0

// node measure-open.ts OPEN TOTAL MESSAGES ROOM MEGABYTES USERS: attempts open at a time and in all, messages of each, limits of the pipeline,
// users of a history that is full; 0 for an empty one.
const [open = 0, total = 0, messages = 0, room = 0, megabytes = 0, users = 0] = process.argv.slice(2).map(Number)

const { observer, counts } = countingObserver()
const history = users === 0 ? {} : { history: fullHistory(users) }
const pipeline = createPipeline(observer, { limits: { attempts: room, megabytes }, ...history })

playInTurn(pipeline, WARM_UP_IDS, WARM_UP_ATTEMPTS, MESSAGES)
pause(pipeline)
cpu = 0
const warmVerdicts = counts.verdicts
for (let first = 0; first < total; first += open) {
  playInTurn(pipeline, first, open, messages)
  if (messages === MESSAGES) pause(pipeline)
}

// CPU-seconds without the making of the packets; the most memory that the process ever held in MiB.
report({
  packets: total * messages,
  cpu,
  verdicts: counts.verdicts - warmVerdicts,
  evicted: counts.evicted,
  rss: peakMemory(),
})

/** `attempts` attempts side by side: all send their first message, then all their second … */
function playInTurn(to: Pipeline, firstId: number, attempts: number, messageCount: number): void {
  for (let message = 0; message < messageCount; message++) {
    const stride = message % 2 === 0 ? 1 : STRIDE
    for (let done = 0; done < attempts; done += BATCH) {
      const count = Math.min(BATCH, attempts - done)
      makeBatch(count, message, (index) => firstId + (((done + index) * stride) % attempts))
      readBatch(to, count)
    }
  }
}

function makeBatch(count: number, message: number, idOf: (index: number) => number): void {
  let at = 0
  for (let index = 0; index < count; index++) {
    clock += 1 / PACKETS_A_MICROSECOND
    times[index] = Math.floor(clock)
    at = writeMessage(batch, at, message, idOf(index), Math.floor(clock))
    ends[index] = at
  }
}

function readBatch(to: Pipeline, count: number): void {
  const before = process.cpuUsage()
  let start = 0
  for (let index = 0; index < count; index++) {
    const end = ends[index] ?? 0
    to.hep(batch, start, end, times[index] ?? 0)
    start = end
  }
  addCpu(before)
}

/** Lets so much time go by that what is closed is released: that work belongs to the attempts. */
function pause(to: Pipeline): void {
  clock = Math.floor(clock) + PAUSE
  const before = process.cpuUsage()
  to.tick(clock)
  addCpu(before)
}

function addCpu(before: NodeJS.CpuUsage): void {
  const { user, system } = process.cpuUsage(before)
  cpu += (user + system) / 1e6
}
