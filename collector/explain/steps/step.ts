/** What came of looking for something: on the wire it is there, or it is not, or it would not be seen here. */
export type StepResult = 'found' | 'not found' | 'not visible here'

/** One step of the diagnosis of an IMS 403. */
export interface Step {
  readonly number: string
  /** What the step looks for. */
  readonly looksFor: string
  readonly result: StepResult
  /** What was seen of it; and where it is not visible, what to ask whom. */
  readonly says: readonly string[]
}
