/** What is done with an attempt that is neither answered nor silent for long enough; `restart`: given up if a challenge was its last word before the hold; `evict`: there is no room for it. */
export type Ending = 'wait' | 'restart' | 'evict' | 'judge' | InputEnding

/** The same where the input has ended. */
export type InputEnding = 'judge_at_end' | 'keep_at_end'

/** Whether attempts are told when they are due; else all are told at once, whatever they are waiting for. */
export function waits(ending: Ending): boolean {
  return ending !== 'evict' && ending !== 'judge'
}
