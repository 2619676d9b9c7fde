import { createHmac, randomBytes } from 'node:crypto'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

const REMEMBERED = 100
const WAITING = 32
const MEGABYTES = 64

/** Compares passwords with bcrypt hashes beside the event loop, and remembers what came out. */
export interface PasswordCheck {
  /** `busy` when too many others wait: guessing must not queue up without bound. */
  matches(password: string, hash: string): Promise<boolean | 'busy'>
  close(): Promise<void>
}

type Answer = { readonly id: number; readonly matches: boolean }

/** The thread starts with the first password that is not known. */
export function createPasswordCheck(): PasswordCheck {
  // What is remembered is found by a keyed hash, so that memory holds no password for longer than a request.
  const key = randomBytes(32)
  const right = new Map<string, boolean>()
  const wrong = new Map<string, boolean>()
  const waiting = new Map<string, Promise<boolean>>()
  const asked = new Map<number, { resolve: (matches: boolean) => void; reject: (error: Error) => void }>()
  let worker: Worker | undefined
  let count = 0

  const start = (): Worker => {
    const started = new Worker(new URL(`./bcrypt-worker${extname(import.meta.filename)}`, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    })
    started.unref()
    started.on('message', ({ id, matches }: Answer) => {
      asked.get(id)?.resolve(matches)
      asked.delete(id)
    })
    const gone = (error: Error): void => {
      if (worker !== started) return
      worker = undefined
      for (const { reject } of asked.values()) reject(error)
      asked.clear()
    }
    started.on('error', gone)
    started.on('exit', () => gone(new Error('the thread that compares passwords ended')))
    return started
  }

  const compare = (password: string, hash: string): Promise<boolean> =>
    new Promise((resolve, reject) => {
      worker ??= start()
      count += 1
      asked.set(count, { resolve, reject })
      worker.postMessage({ id: count, password, hash })
    })

  return {
    async matches(password, hash) {
      const name = createHmac('sha256', key).update(`${hash}\0${password}`).digest('base64')
      const known = right.get(name) ?? wrong.get(name)
      if (known !== undefined) return known
      const under = waiting.get(name)
      if (under !== undefined) return under
      if (waiting.size >= WAITING) return 'busy'
      const comparing = compare(password, hash)
      waiting.set(name, comparing)
      try {
        const matches = await comparing
        // Apart, so that guesses do not push out who has logged in.
        remember(matches ? right : wrong, name, matches)
        return matches
      } finally {
        waiting.delete(name)
      }
    },
    async close() {
      await worker?.terminate()
    },
  }
}

function remember(results: Map<string, boolean>, name: string, matches: boolean): void {
  const [oldest] = results.keys()
  if (results.size >= REMEMBERED && oldest !== undefined) results.delete(oldest)
  results.set(name, matches)
}
