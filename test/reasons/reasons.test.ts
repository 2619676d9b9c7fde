import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { taxonomy } from '../../classifiers/taxonomy.ts'
import { regwatch, temporaryFolder } from '../regwatch.ts'
import { synthetic } from './synthetic.ts'

/** What is expected of one attempt in a capture. */
interface Expected {
  readonly file: string
  readonly call_id: string
  readonly accept: readonly string[]
  /** Written, not captured. */
  readonly synthetic?: boolean
}

interface Said {
  readonly call_id: string
  readonly cause: string
  readonly reason: string
  readonly confidence: string
}

/** What `explain` says of every failure in these files. */
async function explained(t: ExecutionContext, files: readonly string[]): Promise<readonly Said[]> {
  const run = regwatch(t, 'explain', '--json', ...files)
  t.is(await run.ended, 0, run.stderr)
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ outcome }) => outcome === 'failure')
}

/** Reasons that were found where the truth of a real capture leaves no other. */
async function provedByCaptures(t: ExecutionContext): Promise<readonly string[]> {
  const found: string[] = []
  for (const folder of ['test/captures/sip', 'test/captures/ims', 'test/captures/other']) {
    const rows: readonly Expected[] = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'))
    const real = rows.filter((row) => row.accept.length === 1 && row.synthetic !== true)
    const files = new Set(real.map(({ file }) => `${folder}/${file.replace('captures/', '')}`))
    for (const { call_id, cause, reason } of await explained(t, [...files])) {
      const truth = real.find((row) => row.call_id === call_id)
      if (truth?.accept[0] === `${cause}/${reason}`) found.push(`${cause}/${reason}`)
    }
  }
  return found
}

test('synthetic traffic is explained as its source says', async (t) => {
  const folder = temporaryFolder(t)
  const files = synthetic.map(({ callId, packets }) => {
    const file = join(folder, `${callId}.hep`)
    writeFileSync(file, Buffer.concat(packets.toSorted((one, other) => one.arrival - other.arrival).map(({ bytes }) => bytes)))
    return file
  })
  const said = await explained(t, files)
  for (const { says, what, callId } of synthetic) {
    const own = said.findLast(({ call_id }) => call_id === callId)
    t.is(`${own?.cause}/${own?.reason} ${own?.confidence}`, says, what)
  }
})

test('every reason is found in traffic: real where the truth leaves no other, else synthetic', async (t) => {
  const proved = new Set([...(await provedByCaptures(t)), ...synthetic.map(({ says }) => says.slice(0, says.indexOf(' ')))])
  const reasons = Object.entries(taxonomy).flatMap(([cause, its]) => its.map((reason) => `${cause}/${reason}`))
  t.deepEqual(
    reasons.filter((reason) => !proved.has(reason)),
    [],
  )
})
