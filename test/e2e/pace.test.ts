import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import test from 'ava'
import * as fc from 'fast-check'
import { remedyOf } from '../../classifiers/remedies.ts'
import { jsonForm } from '../../collector/explain/forms.ts'
import { createPipeline } from '../../collector/pipeline.ts'
import type { Batch, Intake, Source } from '../../collector/source/source.ts'
import { udp } from '../collector/source/listening.ts'
import { packetAt, secondsOf, schedule } from '../demo/schedule.ts'
import { createSender } from '../demo/sender.ts'
import { main, temporaryFolder } from '../regwatch.ts'
import { packetsOf, type CapturedPacket } from '../replay.ts'
import { timeOf } from '../retime.ts'

/** Captures that take some seconds: floods, silence, old nonces, legs, an HSS that is slow. */
const slow = [
  'sip/o07_stale_nonce_replay',
  'sip/o11_pike_flood_silent',
  'sip/o12_pike_flood_503',
  'sip/o23_retransmissions_two_legs',
  'ims/20_hss_timeout_uar',
  'ims/51_scscf_restart',
].map((name) => `test/captures/${name}`)

test('explain reads captures at the pace of their traffic, at 1,000 times that and at once: the same, byte for byte', async (t) => {
  await Promise.all(
    slow.map(async (capture) => {
      const file = `${capture}.pcap`
      const atOnce = await explained(file)
      t.true(atOnce.includes('"outcome"'))
      t.is(await fed(file, 1_000), atOnce, capture)
      t.is(await fed(file, 1), atOnce, capture)
    }),
  )
})

test('a listener takes captures at their pace, and explain reads what it took, and when, at once: byte for byte', async (t) => {
  const listener = await udp()
  const taken: CapturedPacket[] = []
  const lines: string[] = []
  const live = createPipeline(jsonForm('REGISTER', remedyOf, (spoken) => lines.push(...spoken)).open())
  const running = live.run(noting(listener, taken))
  const packets = slow.slice(0, 4).map((capture) => schedule(packetsOf(`${capture}.hep`)))
  const senders = await Promise.all(packets.map(() => createSender('127.0.0.1', listener.address.port)))
  await Promise.all(senders.map((sender, index) => sender.send(packets[index] ?? [])))
  senders.forEach((sender) => sender.close())
  await listener.close()
  await running
  live.finish('judge')
  t.is(taken.length, packets.flat().length)
  t.true(taken.at(-1)!.arrival - taken[0]!.arrival > Math.max(...packets.map(secondsOf)) * 0.9e6, 'it took as long as the traffic did')
  const file = join(temporaryFolder(t), 'taken.hep')
  writeFileSync(file, Buffer.concat(taken.map(({ bytes }) => bytes)))
  writeFileSync(file.replace('.hep', '.idx'), indexOf(taken))
  t.is(await explained(file), `${lines.join('\n')}\n`)
})

test('however a source cuts its packets into batches, and however long it pauses, what is said is the same, byte for byte', async (t) => {
  const all = slow.map((capture) => arrivals(packetsOf(`${capture}.hep`)))
  const expected = await Promise.all(all.map((packets) => said(packets, [packets.length])))
  await fc.assert(
    fc.asyncProperty(
      fc.nat(all.length - 1),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(0, 1, 3),
      async (which, sizes, millis) => {
        t.is(await said(all[which] ?? [], sizes, millis), expected[which] ?? '')
      },
    ),
    { numRuns: 40 },
  )
})

test('however long a source stays open after its last packet, what is said of attempts that are over is the same, byte for byte', async (t) => {
  const begin = Date.now() * 1e3 - 60e6
  const scheduled = slow.slice(0, 4).flatMap((capture) => schedule(packetsOf(`${capture}.hep`)))
  const packets = scheduled
    .toSorted((one, other) => one.at - other.at)
    .map((packet) => ({ bytes: packetAt(packet, begin), arrival: Math.round(begin + packet.at) }))
  const closedAtOnce = await said(packets, [packets.length])
  const open = new Set(
    closedAtOnce
      .split('\n')
      .filter((line) => line.includes('"outcome":"pending"'))
      .map(callIdOf),
  )
  const over = (lines: string) => lines.split('\n').filter((line) => !open.has(callIdOf(line)))
  t.true(over(closedAtOnce).length > 40)
  for (const seconds of [0.5, 2, 4, 6, 9, 14])
    t.deepEqual(over(await said(packets, [packets.length], 0, seconds)), over(closedAtOnce), `${seconds} s`)
})

/** Call-ID of a line of JSON. */
function callIdOf(line: string): string {
  return /"call_id":"([^"]*)"/.exec(line)?.[1] ?? ''
}

/** What `regwatch explain --json` says of a file. */
async function explained(file: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'explain', '--json', file], { maxBuffer: 1e8 })
  return stdout
}

/** The same, with the records of a pcap given to it one by one, as far apart as they were captured, divided by `times`. */
async function fed(file: string, times: number): Promise<string> {
  const bytes = readFileSync(file)
  const running = promisify(execFile)(process.execPath, [main, 'explain', '--json', '-'], { maxBuffer: 1e8 })
  const { stdin } = running.child
  const records = recordsOf(bytes)
  const begin = performance.now()
  stdin?.write(bytes.subarray(0, PCAP_HEADER))
  for (const { start, end, time } of records) {
    const wait = (time - records[0]!.time) / 1_000 / times - (performance.now() - begin)
    if (wait > 0) await pause(wait)
    stdin?.write(bytes.subarray(start, end))
  }
  stdin?.end()
  return (await running).stdout
}

const PCAP_HEADER = 24
const RECORD_HEADER = 16

/** Records of a pcap in the order of bytes of this machine, with their times in microseconds. */
function recordsOf(bytes: Buffer): readonly { readonly start: number; readonly end: number; readonly time: number }[] {
  const records: { start: number; end: number; time: number }[] = []
  for (let start = PCAP_HEADER; start < bytes.length;) {
    const end = start + RECORD_HEADER + bytes.readUInt32LE(start + 8)
    records.push({ start, end, time: bytes.readUInt32LE(start) * 1e6 + bytes.readUInt32LE(start + 4) })
    start = end
  }
  return records
}

/** A source whose packets are noted as they are handed on. */
function noting(source: Source, taken: CapturedPacket[]): Source {
  return {
    input: source.input,
    async *[Symbol.asyncIterator]() {
      for await (const batch of source) {
        yield (intake: Intake) =>
          batch({
            ...intake,
            hep(bytes, start, end, arrival) {
              taken.push({ bytes: Buffer.from(bytes.subarray(start, end)), arrival })
              intake.hep(bytes, start, end, arrival)
            },
          })
      }
    },
  }
}

/** The index of a `.hep` file: seconds.fraction proto peer offset length. */
function indexOf(packets: readonly CapturedPacket[]): string {
  let offset = 0
  return packets
    .map(({ bytes, arrival }) => {
      const line = `${Math.floor(arrival / 1e6)}.${String(arrival % 1e6).padStart(6, '0')} udp 127.0.0.1 ${offset} ${bytes.length}\n`
      offset += bytes.length
      return line
    })
    .join('')
}

/** Packets with the arrival that a reader of the file would take. */
function arrivals(packets: readonly CapturedPacket[]): readonly CapturedPacket[] {
  let now = 0
  return packets.map(({ bytes, arrival }) => {
    now = Math.max(now, arrival < 0 ? (timeOf(bytes) ?? now) : arrival)
    return { bytes, arrival: now }
  })
}

/** What is said of packets that come in batches of these sizes, over and over, with a look at the clock between them and for some seconds after. */
async function said(packets: readonly CapturedPacket[], sizes: readonly number[], millis = 0, seconds = 0): Promise<string> {
  const lines: string[] = []
  const pipeline = createPipeline(jsonForm('REGISTER', remedyOf, (spoken) => lines.push(...spoken)).open(), {
    limits: { attempts: 2_000, megabytes: 8 },
  })
  async function* batches(): AsyncGenerator<Batch> {
    for (let at = 0, turn = 0; at < packets.length; turn++) {
      const size = sizes[turn % sizes.length]!
      const batch = packets.slice(at, at + size)
      at += size
      yield (intake) => {
        for (const { bytes, arrival } of batch) intake.hep(bytes, 0, bytes.length, arrival)
      }
      if (millis > 0) await pause(millis * (turn % 2))
      const { arrival } = batch.at(-1)!
      if (turn % 3 === 0) yield (intake) => intake.tick(arrival)
    }
    const last = packets.at(-1)!.arrival
    for (let after = 0.25; after <= seconds; after += 0.25) yield (intake) => intake.tick(last + after * 1e6)
  }
  await pipeline.run({ input: 'test', [Symbol.asyncIterator]: batches })
  pipeline.finish('judge')
  return lines.join('\n')
}
