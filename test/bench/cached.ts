import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { imsCorpus } from './corpus-ims.ts'
import { twoLegsCorpus } from './corpus-two-legs.ts'
import { registrarCorpus } from './corpus.ts'

/** Goes up when the same seed makes other bytes than before. */
const FORMAT = 1

const generators = { registrar: registrarCorpus, ims: imsCorpus, 'two-legs': twoLegsCorpus } as const

export type CorpusName = keyof typeof generators

export function isCorpusName(name: string): name is CorpusName {
  return name in generators
}

/** A corpus by name: made once, then read from the directory for temporary files. */
export function cachedCorpus(name: CorpusName, seed: number, packets: number): Buffer {
  const file = join(tmpdir(), `regwatch-bench-${name}-v${FORMAT}-${seed}-${packets}.hep`)
  try {
    return readFileSync(file)
  } catch {
    const bytes = generators[name](seed, packets)
    writeFileSync(`${file}.${process.pid}`, bytes)
    renameSync(`${file}.${process.pid}`, file)
    return bytes
  }
}
