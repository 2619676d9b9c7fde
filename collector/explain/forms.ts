import type { Observer } from '../observer.ts'
import type { CountableVerdict } from '../registration/verdict.ts'
import { createGathered, gather } from './gather.ts'
import { jsonLine } from './json.ts'
import { noteUser } from './others.ts'
import type { Page } from './page.ts'
import { type RemedyOf, reportLines } from './report.ts'
import { storyOf } from './story.ts'
import { summaryJson, summaryLines } from './summary.ts'
import { countDrop, countVerdict, createTally, type Tally } from './tally.ts'

/** One way to say what is in the files. */
export interface Form {
  /** Who watches the pipeline of the next file. */
  open(): Observer
  /** Packets read of the file that was opened last. */
  packets(): number
  /** A file was read to its end, or as far as it could be. */
  close(file: string): void
  /** All files were read; `seconds` is how long it took. */
  end(seconds: number): void
}

type Say = (lines: readonly string[]) => void

/** One line of JSON for each attempt, as soon as it is judged. */
export function jsonForm(method: string, remedyOf: RemedyOf, say: Say): Form {
  let tally = createTally(method)
  return {
    open() {
      tally = createTally(method)
      return watch(tally, (verdict) => {
        const remedy = verdict.finding && remedyOf(verdict.finding)
        say([jsonLine(verdict, remedy)])
      })
    },
    packets: () => tally.packets,
    close() {},
    end() {},
  }
}

/** A report of each file. */
export function reportForm(method: string, remedyOf: RemedyOf, page: Page, say: Say): Form {
  let tally = createTally(method)
  let gathered = createGathered()
  let isFirst = true
  return {
    open() {
      tally = createTally(method)
      gathered = createGathered()
      return watch(tally, (verdict) => {
        noteUser(gathered.everybody, verdict)
        if (verdict.outcome !== 'success' && verdict.outcome !== 'deregistration') gather(gathered, storyOf(verdict))
      })
    },
    packets: () => tally.packets,
    close(file) {
      say([...(isFirst ? [] : ['']), ...reportLines(file, tally, gathered, remedyOf, page)])
      isFirst = false
    },
    end() {},
  }
}

/** Counts over all files. */
export function summaryForm(method: string, json: boolean, page: Page, say: Say): Form {
  const tally = createTally(method)
  let before = 0
  return {
    open() {
      before = tally.packets
      return watch(tally, () => {})
    },
    packets: () => tally.packets - before,
    close() {},
    end(seconds) {
      say(json ? [summaryJson(tally, seconds)] : summaryLines(tally, seconds, page))
    },
  }
}

/** Counts everything, and hands on the attempts of the method that is looked at. */
function watch(tally: Tally, verdict: (verdict: CountableVerdict) => void): Observer {
  return {
    packet() {
      tally.packets += 1
    },
    dropped(reason, count) {
      countDrop(tally, reason, count)
    },
    verdict(said) {
      if (said.method !== tally.method) return
      countVerdict(tally, said)
      verdict(said)
    },
  }
}
