import { spawn } from 'node:child_process'
import type { ExecutionContext } from 'ava'

const TERM_MILLIS = 8_000

/** A program that a test runs beside itself. */
export interface Child {
  readonly pid: number
  /** Standard output and standard error so far. */
  readonly stdout: string
  readonly stderr: string
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** Waits until standard error or output matches; rejects when the program ends or the time is over. */
  saying(pattern: RegExp, seconds?: number): Promise<RegExpExecArray>
  kill(signal: NodeJS.Signals): void
}

/** Starts a program; it and what it started are gone when the test is over. */
export function startChild(
  t: ExecutionContext,
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number } = {},
): Child {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const text = { stdout: '', stderr: '' }
  const { pid } = child
  let over = false
  const listeners = new Set<() => void>()
  const tell = () => listeners.forEach((listener) => listener())
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (bytes: Buffer) => {
      text[name] += bytes.toString()
      tell()
    })
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('error', (error) => {
      text.stderr += String(error)
      resolve(null)
    })
    child.on('close', (code, signal) => resolve(code ?? signal))
  })
  void ended.then(() => {
    over = true
    tell()
  })
  t.teardown(async () => {
    if (pid === undefined || over) return
    child.kill('SIGTERM')
    const late = setTimeout(() => process.kill(-pid, 'SIGKILL'), TERM_MILLIS)
    await ended
    clearTimeout(late)
  })
  return {
    get pid() {
      return pid ?? -1
    },
    get stdout() {
      return text.stdout
    },
    get stderr() {
      return text.stderr
    },
    ended,
    kill: (signal) => child.kill(signal),
    saying: (pattern, seconds = 20) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          listeners.delete(look)
          clearTimeout(late)
          act()
        }
        const fail = (why: string) =>
          settle(() => reject(new Error(`${command} ${why} without saying ${pattern}\n${text.stdout}${text.stderr}`)))
        const look = () => {
          const found = pattern.exec(text.stderr) ?? pattern.exec(text.stdout)
          if (found !== null) settle(() => resolve(found))
          else if (over) fail('ended')
        }
        const late = setTimeout(() => fail(`ran ${seconds} s`), seconds * 1_000)
        listeners.add(look)
        look()
      }),
  }
}
