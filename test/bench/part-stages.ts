import { cachedCorpus, type CorpusName } from './cached.ts'
import { inChild } from './child.ts'
import type { ReaderName } from './readers.ts'
import { ratios, type Samples } from './samples.ts'
import type { Row } from './table.ts'

const SEED = 42

const CPU = 'CPU-s/M'

/** Measures stages of the product against the baseline, turn and turn about, on one corpus. */
export async function measureStages(
  corpus: CorpusName,
  stages: readonly ReaderName[],
  rounds: number,
  packets: number,
): Promise<Map<ReaderName, Samples>> {
  const samples = new Map<ReaderName, number[]>()
  cachedCorpus(corpus, SEED, packets)
  for (let round = 0; round < rounds; round++) {
    for (const stage of ['baseline', ...stages] as const) {
      const figure = await inChild('./measure.ts', stage, corpus, SEED, packets)
      samples.set(stage, [...(samples.get(stage) ?? []), (figure('cpu') / figure('packets')) * 1e6])
    }
  }
  return samples
}

/** What each stage costs, and the pipeline against the baseline. */
export function stageRows(corpus: CorpusName, samples: Map<ReaderName, Samples>, withTargets: boolean): Row[] {
  const of = (stage: ReaderName): Samples => samples.get(stage) ?? []
  const rows: Row[] = []
  if (samples.has('pipeline')) {
    const [cost, gain] = withTargets ? [{ target: { most: 1.1 } }, { target: { least: 4 } }] : [{}, {}]
    rows.push({ what: `pipeline, ${corpus}`, samples: of('pipeline'), unit: CPU, ...cost })
    rows.push({ what: `baseline against pipeline, ${corpus}`, samples: ratios(of('baseline'), of('pipeline')), unit: 'times', ...gain })
  }
  for (const stage of ['decode', 'scan', 'baseline'] as const) {
    if (samples.has(stage)) rows.push({ what: `${stage === 'scan' ? 'decode and scan' : stage}, ${corpus}`, samples: of(stage), unit: CPU })
  }
  return rows
}
