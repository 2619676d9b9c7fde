import type { ExecutionContext } from 'ava'
import { kafkaSchema, type KafkaConfig } from '../../../collector/config/kafka-schema.ts'
import { readKafka, type KafkaSource } from '../../../collector/source/kafka.ts'
import type { Intake } from '../../../collector/source/source.ts'

// "HEP3" | u16 length | u32 number: as much of HEPv3 as a source looks at.
const NUMBERED_BYTES = 10

/** The shortest record that can be told from the others. */
export function numbered(number: number): Buffer {
  const bytes = Buffer.from('HEP3\0\0\0\0\0\0')
  bytes.writeUInt16BE(NUMBERED_BYTES, 4)
  bytes.writeUInt32BE(number, 6)
  return bytes
}

/** A member of a group in this process, and what it counted. */
export interface Member {
  readonly source: KafkaSource
  /** Numbers in the order in which they were counted. */
  readonly counted: number[]
  /** Arrival of each, in microseconds. */
  readonly arrivals: number[]
  readonly drops: string[]
  /** What was reported, in order. */
  readonly said: string[]
  /** Waits until it says so. */
  until(condition: (member: Member) => boolean, seconds?: number): Promise<void>
  leave(): Promise<void>
}

/** Joins a group, and counts until it leaves; it is gone when the test is over. */
export function joinGroup(t: ExecutionContext, options: Record<string, unknown>): Member {
  const counted: number[] = []
  const arrivals: number[] = []
  const drops: string[] = []
  const said: string[] = []
  const source = readKafka(kafkaConfig(options), {
    reading: (partitions) => said.push(`reading ${partitions}`),
    trouble: (cause) => said.push(cause),
    unstored: (records) => said.push(`unstored ${records}`),
  })
  const intake: Intake = {
    hep(bytes, start, _end, arrival) {
      counted.push(bytes.readUInt32BE(start + 6))
      arrivals.push(arrival)
    },
    drop: (reason) => drops.push(reason),
    tick: () => undefined,
    sip: () => t.fail(),
  }
  const running = (async () => {
    for await (const batch of source) batch(intake)
  })()
  const member: Member = {
    source,
    counted,
    arrivals,
    drops,
    said,
    async until(condition, seconds = 30) {
      for (let waits = 0; !condition(member); waits++) {
        if (waits > seconds * 20)
          throw new Error(`not after ${seconds} s: ${String(condition)}; counted ${counted.length}, ${said.join(', ')}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async leave() {
      await source.close()
      await running
    },
  }
  t.teardown(() => member.leave())
  return member
}

/** The section `kafka` with what is given and the defaults. */
export function kafkaConfig(options: Record<string, unknown>): KafkaConfig {
  const config = kafkaSchema.parse(options)
  if (config === undefined) throw new Error('no section')
  return config
}
