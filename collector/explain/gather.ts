import type { Outcome } from '../registration/verdict.ts'
import type { Everybody } from './others.ts'
import type { Story } from './story.ts'

/** A group of so many failures or fewer is shown in full, of a larger one only the first. */
export const SHOWN_IN_FULL = 3
/** Others of a group or outcome that are listed in one line each. */
const LISTED = 12
/** Groups that are kept; what comes after is only counted. */
const GROUPS = 100

/** What the report says of an attempt in one line. */
export interface Brief {
  readonly time: number | undefined
  readonly aor: string
  readonly source: string
  readonly callId: string
}

/** Failures that look alike. */
export interface Group {
  readonly stories: Story[]
  readonly briefs: Brief[]
  count: number
}

/** What a report keeps of the attempts of a file: never more than it prints. */
export interface Gathered {
  readonly groups: Map<string, Group>
  /** Failures of groups that had no room. */
  beyond: number
  readonly others: Map<Outcome, Group>
  /** How each user fared: those of the same node are what a failure is compared with. */
  readonly everybody: Everybody
}

/** Starts to gather. */
export function createGathered(): Gathered {
  return { groups: new Map(), beyond: 0, others: new Map(), everybody: new Map() }
}

/** Keeps of one attempt what the report will print. */
export function gather(gathered: Gathered, story: Story): void {
  const { groups, others } = gathered
  if (story.finding === undefined) {
    keep(others, story.outcome, story)
    return
  }
  const key = shapeOf(story)
  if (groups.has(key) || groups.size < GROUPS) keep(groups, key, story)
  else gathered.beyond += 1
}

/** The groups, the largest first. */
export function groupsBySize({ groups }: Gathered): readonly Group[] {
  return [...groups.values()].sort((one, other) => other.count - one.count)
}

function keep<Key>(groups: Map<Key, Group>, key: Key, story: Story): void {
  const group = groups.get(key) ?? { stories: [], briefs: [], count: 0 }
  groups.set(key, group)
  group.count += 1
  if (group.stories.length < SHOWN_IN_FULL) group.stories.push(story)
  const { start, aor, source, callId } = story.detail
  if (group.briefs.length <= LISTED) group.briefs.push({ time: start, aor, source, callId })
}

/** Equal for failures that a person would call the same: names, numbers and addresses in the evidence do not matter. */
function shapeOf({ registrar, code, finding }: Story): string {
  const { cause, reason, confidence, evidence } = finding!
  const shape = evidence.map((fact) => fact.replaceAll(/"[^"]*"|\S*[\d@]\S*/g, '#'))
  return JSON.stringify([registrar, code, cause, reason, confidence, shape])
}
