import { resolve } from 'node:path'

/** Makes the path of every key that ends in `_file` absolute; a relative one begins at `folder`, where the configuration file is. */
export function withAbsoluteFiles(value: unknown, folder: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withAbsoluteFiles(item, folder))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, found]: [string, unknown]) => [
      key,
      key.endsWith('_file') && typeof found === 'string' && found !== '' ? resolve(folder, found) : withAbsoluteFiles(found, folder),
    ]),
  )
}

/** Every path that `withAbsoluteFiles` would write. */
export function filesIn(value: unknown, folder: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, found]: [string, unknown]) =>
    key.endsWith('_file') && typeof found === 'string' ? [resolve(folder, found)] : filesIn(found, folder),
  )
}
