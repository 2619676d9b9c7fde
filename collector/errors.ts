/** What the operator has to write otherwise: a flag, an argument, an option. The process prints the message and ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** What stands in the way of a configuration that may be right: a port that is taken, a broker that is away. The process prints the message and ends with exit code 1. */
export class ObstacleError extends Error {
  override name = 'ObstacleError'
  /** `file:line:col` of the option that led to it, undefined where no file has it. */
  readonly place: string | undefined

  constructor(message: string, place?: string) {
    super(message)
    this.place = place
  }
}

/** What is wrong in a configuration file: one line for each mistake, `file:line:col what was found, what to write instead`. */
export class ConfigError extends UsageError {
  override name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}
