import test from 'ava'
import { globSync } from 'node:fs'
import { remedyOf } from '../../../classifiers/remedies.ts'
import { jsonForm } from '../../../collector/explain/forms.ts'
import { createPipeline } from '../../../collector/pipeline.ts'
import { openCaptureFile } from '../../../collector/source/capture-file.ts'
import type { Batch, Intake, Source } from '../../../collector/source/source.ts'

const captures = globSync('test/captures/{sip,ims,other}/*.pcap').toSorted()
const APART = 60e6

test('all captures in one: what is said of an attempt is the same whether others like it were judged before or none', async (t) => {
  // Captures of one server have numbers that follow each other.
  const files = [0, 1, 2].flatMap((rest) => captures.filter((_, index) => index % 3 === rest))
  const lines = await said(files, false)
  t.true(lines.length > 500)
  t.deepEqual(lines, await said(files, true))
})

/** What is said of the captures in one go. `forgets`: new rules are put in force before each packet, which are the same. */
async function said(files: readonly string[], forgets: boolean): Promise<readonly string[]> {
  const lines: string[] = []
  const pipeline = createPipeline(jsonForm('REGISTER', remedyOf, (spoken) => lines.push(...spoken)).open(), {
    limits: { attempts: 4_096, megabytes: 16 },
  })
  let end = 1.7e15
  for (const file of files) {
    const shifted = later(openCaptureFile(file, {}), end + APART, (arrival) => {
      end = arrival
      if (forgets) pipeline.configure({ roles: [], registrars: [], phrases: [] })
    })
    await pipeline.run(shifted)
  }
  pipeline.finish('judge')
  return lines
}

/** The same traffic, begun at `begin`. */
function later(source: Source, begin: number, taken: (arrival: number) => void): Source {
  let shift: number | undefined
  return {
    input: source.input,
    async *[Symbol.asyncIterator](): AsyncGenerator<Batch> {
      for await (const batch of source) {
        yield (intake: Intake) =>
          batch({
            ...intake,
            sip(captured, arrival) {
              shift ??= begin - arrival
              captured.time += shift
              taken(arrival + shift)
              intake.sip(captured, arrival + shift)
            },
            tick: () => undefined,
          })
      }
    },
  }
}
