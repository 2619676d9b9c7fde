/** What the operator has to change: a flag, an argument, a port that is taken. The process prints the message and ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
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
