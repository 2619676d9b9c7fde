import { compareSync } from 'bcryptjs'
import { parentPort } from 'node:worker_threads'

/** A comparison that takes tens to hundreds of milliseconds by design: it has a thread of its own. */
parentPort?.on('message', ({ id, password, hash }: { id: number; password: string; hash: string }) => {
  parentPort?.postMessage({ id, matches: compareSync(password, hash) })
})
