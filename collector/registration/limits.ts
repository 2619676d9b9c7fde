/** How much is followed at one time. */
export interface Limits {
  /** How many calls may be open or remembered. */
  readonly attempts: number
  /** Memory for what is kept of their messages. */
  readonly megabytes: number
}

/** What is reserved where nobody says otherwise. */
export const USUAL_LIMITS: Limits = { attempts: 200_000, megabytes: 512 }
