import { USUAL_LIMITS } from '../registration/limits.ts'
import { amount, section } from './section.ts'

/** `limits`: bounds on memory. */
export const limitsSchema = section({
  attempts: amount({ least: 1_000, most: 10_000_000, usual: USUAL_LIMITS.attempts }).describe(
    'Attempts followed at one time, those included that wait to be told.',
  ),
  megabytes: amount({ least: 16, most: 65_536, usual: USUAL_LIMITS.megabytes }).describe(
    'Memory for their messages: reserved at the start, taken as far as it is used.',
  ),
})
  .prefault({})
  .describe(
    'Bounds on memory. What has no room is no longer followed, and counted: where regwatch_attempts_evicted_total grows, raise both.',
  )
