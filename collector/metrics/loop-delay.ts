import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { SeriesStore } from './series-store.ts'

const RESOLUTION_MILLIS = 10
const NANOSECONDS = 1e9
/** The longest delay of each of the last 6 panes of 10 s is kept. */
const PANE_MILLIS = 10_000
const PANES = 6

/** Shows the longest delay of the event loop in the last minute. Returns what ends the watching. */
export function watchLoop(store: SeriesStore): () => void {
  const cell = store.gauge('eventLoopDelay', {})
  const watched = monitorEventLoopDelay({ resolution: RESOLUTION_MILLIS })
  const panes: number[] = []
  watched.enable()
  // What is measured is the time between two looks, which are a resolution apart when nothing is in the way.
  const longest = () => Math.max(0, watched.max / NANOSECONDS - RESOLUTION_MILLIS / 1_000)
  const turn = setInterval(() => {
    panes.push(longest())
    if (panes.length >= PANES) panes.shift()
    watched.reset()
  }, PANE_MILLIS)
  turn.unref()
  store.beforeShowing(() => (cell.count = Math.max(longest(), ...panes)))
  return () => {
    clearInterval(turn)
    watched.disable()
  }
}
