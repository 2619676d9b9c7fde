import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { parse } from 'yaml'
import { filesIn } from '../config/file-paths.ts'
import { readYamlFile } from '../config/yaml-file.ts'
import { ConfigError } from '../errors.ts'
import { noWebConfig, type WebConfig, webConfigSchema } from './web-config-schema.ts'

/** The web configuration as it stands in its file now. */
export interface WebConfigFile {
  /** Looks at the file, and at the certificates that it names, and reads them again if one has changed. */
  current(): WebConfig
}

/** Without a file nothing is asked of anybody. */
export const withoutWebConfigFile: WebConfigFile = { current: () => noWebConfig }

/**
 * Reads the file of `--web.config.file`; throws a ConfigError at the start. Later a change that cannot be used is told to `failed`, once,
 * and what held before goes on to hold: a half-written file must not let everybody in, nor lose a scrape.
 */
export function openWebConfigFile(file: string, failed: (error: Error) => void): WebConfigFile {
  let config = readYamlFile(file, webConfigSchema)
  let files = [file, ...named(file)]
  let seen = signature(files)
  return {
    current() {
      const now = signature(files)
      if (now === seen) return config
      seen = now
      try {
        // Before the rest can fail: a certificate that is missing now may be there soon.
        files = [file, ...named(file)]
        seen = signature(files)
        const read = readYamlFile(file, webConfigSchema)
        requireSameStart(config, read, file)
        config = read
      } catch (error) {
        failed(error instanceof Error ? error : new Error(String(error)))
      }
      return config
    },
  }
}

/** What a listening socket has from its start. */
function requireSameStart(before: WebConfig, after: WebConfig, file: string): void {
  const [old, young] = [before, after].map(({ tls }) => (tls === undefined ? 'no TLS' : tls.clientAuth))
  if (old !== young)
    throw new ConfigError([`${file}: from ${old} to ${young}: that takes a restart, until then nothing of the file changes`])
}

function named(file: string): string[] {
  try {
    const value: unknown = parse(readFileSync(file, 'utf8'))
    return filesIn(value, dirname(file))
  } catch {
    // Whoever reads it next says why it cannot be read.
    return []
  }
}

function signature(files: readonly string[]): string {
  return files.map(stateOf).join()
}

/** Looked at with each connection, so nothing may be thrown here: whoever reads the file next says why it cannot be read. */
function stateOf(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file)
    return `${ino}:${size}:${mtimeMs}`
  } catch {
    return 'none'
  }
}
