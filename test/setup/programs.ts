import test, { type ExecutionContext } from 'ava'
import { findProgram, mayInstall, type Program, programs } from './find-program.ts'

type Body = (t: ExecutionContext) => Promise<void> | void

/**
 * `test` for what needs programs that npm does not install. Where one is missing the test is skipped, with the reason in its title;
 * a CI machine that could have installed it fails instead.
 */
export function requires(...names: readonly Program[]): (title: string, body: Body) => void {
  const reason = lackOf(names)
  if (reason === undefined) return (title, body) => test(title, body)
  if (mayInstall()) return (title) => test(title, (t) => t.fail(reason))
  return (title, body) => test.skip(`${title}: ${reason}`, body)
}

/** Which of these programs are missing and where they are had, undefined when none is. */
export function lackOf(names: readonly Program[]): string | undefined {
  const missing = names.filter((name) => findProgram(name) === undefined)
  if (missing.length === 0) return undefined
  return `${missing.join(' and ')} not installed (Debian: apt-get install ${missing.map((name) => programs[name].debian).join(' ')})`
}
