/** Draws again after so many milliseconds at the earliest. */
const EVERY_MILLISECONDS = 100
const ERASE_LINE = '\r\x1b[K'

/** A line on the terminal that says how far the reading of a file is. */
export interface Progress {
  update(fraction: number | undefined, packets: number): void
  clear(): void
}

/** Makes the line for one file; `write` is called only if `shown`. */
export function createProgress(file: string, shown: boolean, write: (text: string) => void, now = () => performance.now()): Progress {
  const start = now()
  let drawn = start
  let isDrawn = false
  return {
    update(fraction, packets) {
      const time = now()
      if (!shown || time - drawn < EVERY_MILLISECONDS) return
      drawn = time
      isDrawn = true
      const share = fraction === undefined ? '' : `  ${Math.floor(fraction * 100)} %`
      const rate = Math.round((packets / (time - start)) * 1000)
      write(`${ERASE_LINE}${file}${share}  ${packets} packets  ${rate} packets/s`)
    },
    clear() {
      if (isDrawn) write(ERASE_LINE)
      isDrawn = false
    },
  }
}
