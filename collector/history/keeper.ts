import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { UsageError } from '../errors.ts'
import { historyPath, readHistory, setAside, tryToWrite, writeHistory } from './history-file.ts'
import type { HashKey } from '../registration/names.ts'
import { History, type HistoryOptions } from './history.ts'

/** Where the keeper says what it found. */
export interface KeeperLog {
  info(text: string): void
  warn(text: string): void
}

/** A history, and what brings it over a restart. */
export interface KeptHistory {
  readonly history: History
  /** Writes it a last time. */
  close(): Promise<void>
}

/** Opens the history of a data directory and writes it at intervals; without a directory it lasts as long as the process. `key`: what users have to be hashed with. */
export async function keepHistory(
  directory: string | undefined,
  options: HistoryOptions & { readonly write_seconds: number },
  log: KeeperLog,
  key?: HashKey,
): Promise<KeptHistory> {
  if (directory === undefined) return { history: new History(options, key), close: async () => undefined }
  const history = await load(directory, options, log, key)
  let writing: Promise<void> = Promise.resolve()
  let failed = false
  const write = (): Promise<void> => {
    if (!history.changed) return writing
    history.changed = false
    // One after the other: two at a time would write to the same file.
    writing = writing
      .then(() => writeHistory(directory, history))
      .then(
        () => {
          failed = false
        },
        (error: unknown) => {
          history.changed = true
          if (!failed) log.warn(`${historyPath(directory)}: ${String(error)}: the history is not written, it is tried again`)
          failed = true
        },
      )
    return writing
  }
  const timer = setInterval(() => void write(), options.write_seconds * 1000)
  timer.unref()
  return {
    history,
    async close() {
      clearInterval(timer)
      await writing
      await write()
    },
  }
}

async function load(directory: string, options: HistoryOptions, log: KeeperLog, key: HashKey | undefined): Promise<History> {
  try {
    await makeFolder(resolve(directory))
    await tryToWrite(directory)
    const stored = await readHistory(directory)
    if (stored === undefined) return new History(options, key)
    const seconds = Math.floor(Date.now() / 1000)
    if (typeof stored === 'string') {
      const aside = await setAside(directory, 'damaged', seconds)
      log.warn(
        `${historyPath(directory)}: ${stored}; it was set aside as ${aside}, and the history begins anew: verdicts are less sure until it has grown`,
      )
      return new History(options, key)
    }
    if (key !== undefined && (key.one !== stored.key.one || key.other !== stored.key.other)) {
      const aside = await setAside(directory, 'other-key', seconds)
      log.warn(
        `${historyPath(directory)}: its users were hashed with another key than that of the section hash; it was set aside as ${aside}, and the ` +
          'history begins anew: verdicts are less sure until it has grown. Give back the old key and put the file back, or remove it',
      )
      return new History(options, key)
    }
    const history = new History(options, stored.key)
    history.take(stored.words, seconds)
    log.info(`${historyPath(directory)}: ${history.users} users are remembered`)
    return history
  } catch (error) {
    throw new UsageError(`--data.dir: found ${directory}, which cannot be read and written (${String(error)}), write a directory of ours`)
  }
}

/**
 * Makes a folder and those above it that are missing. The recursive `mkdir` of Node tries for ever where a folder that exists says ENOENT to a new
 * one in it, as /proc does.
 */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return
  const parent = dirname(path)
  if (parent !== path) await makeFolder(parent)
  try {
    await mkdir(path)
  } catch (error) {
    // Somebody else may have been faster.
    if (!existsSync(path)) throw error
  }
}
