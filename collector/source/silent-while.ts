import type { Batch, Source } from './source.ts'

/**
 * The same source, whose silence says nothing of time while another one is behind. All share one clock: a listener that hears nothing would carry it
 * to now, and hours that Kafka has still to bring would all be taken for this moment.
 */
export function silentWhile(source: Source, isBehind: () => boolean): Source {
  const { input, refuse } = source
  return {
    input,
    refuse,
    async *[Symbol.asyncIterator](): AsyncGenerator<Batch> {
      for await (const batch of source) yield (intake) => batch(isBehind() ? { ...intake, tick: () => undefined } : intake)
    },
  }
}
