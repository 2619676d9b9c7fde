import { existsSync, readFileSync } from 'node:fs'

/** Version of this program, as its package.json says. */
export const version = readVersion()

/** The source tree is one level below package.json, what is published (`dist/`) two. */
function readVersion(): string {
  const files = ['../package.json', '../../package.json'].map((path) => new URL(path, import.meta.url))
  const file = files.find((candidate) => existsSync(candidate))
  if (file === undefined) return 'unknown'
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'
}
