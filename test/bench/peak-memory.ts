import { readFileSync } from 'node:fs'

/** The most memory that this process ever held, in MiB. Linux counts `maxRSS` from the parent on, which may hold a corpus; VmHWM is the process's own. */
export function peakMemory(): number {
  const own = /^VmHWM:\s*(\d+) kB$/m.exec(status())?.[1]
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024
}

function status(): string {
  try {
    return readFileSync('/proc/self/status', 'latin1')
  } catch {
    return ''
  }
}
