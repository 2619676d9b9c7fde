import { loadConfig } from './config/load.ts'
import type { Config } from './config/schema.ts'
import { changedOptions, shownConfig, shownText, type ShownConfig } from './config/shown-config.ts'
import type { Logger } from './log.ts'

/** Sections that a running process takes over; everything else was used when it started. */
export const liveSections = ['registrars', 'roles', 'phrases'] as const satisfies readonly (keyof Config)[]

export interface ReloadOptions {
  /** Undefined when it runs without a configuration file. */
  readonly file: string | undefined
  readonly log: Logger
  /** Puts the live sections in force; what is open stays open. */
  readonly apply: (config: Config) => void
  /** How it went, for the metrics. */
  readonly done: (successful: boolean) => void
}

/** The configuration of a running process. */
export interface RunningConfig {
  /** The same for who takes no answer: what was wrong is in the log. */
  tryReload(): void
  /** Reads the file again and says what has come of it; throws, and changes nothing, when it cannot be used. */
  reload(): string
  /** What holds, as YAML without secrets. */
  text(): string
}

/** Reads the configuration again on demand. */
export function runningConfig({ file, log, apply, done }: ReloadOptions): RunningConfig {
  let shown = shownConfig(file)
  const read = (): { config: Config; next: ShownConfig } | undefined => {
    if (file === undefined) return undefined
    try {
      return { config: loadConfig(file), next: shownConfig(file) }
    } catch (error) {
      done(false)
      log.error({ error: error instanceof Error ? error.message : String(error) }, 'the configuration was not reloaded, the old one holds')
      throw error
    }
  }
  const reload = (): string => {
    const found = read()
    done(true)
    if (found === undefined) return 'There is no configuration file to reload: --config.file was not given.'
    const { config, next } = found
    const changed = changedOptions(shown, next)
    const inForce = changed.filter(isLive)
    const restart = changed.filter((option) => !isLive(option))
    apply(config)
    // What takes a restart is still as it was, and will be named again.
    shown = { ...shown, ...Object.fromEntries(liveSections.map((section) => [section, next[section]])) }
    if (restart.length > 0) log.warn({ changed: inForce, restart }, 'configuration reloaded; some of it takes a restart')
    else if (inForce.length > 0) log.info({ changed: inForce }, 'configuration reloaded')
    else log.info('configuration reloaded: nothing has changed')
    return answer(file ?? '', inForce, restart)
  }
  return {
    reload,
    text: () => shownText(shown),
    tryReload() {
      try {
        reload()
      } catch {
        // It is in the log.
      }
    },
  }
}

function isLive(option: string): boolean {
  const [section] = option.split('.')
  return liveSections.some((live) => live === section)
}

function answer(file: string, inForce: readonly string[], restart: readonly string[]): string {
  if (inForce.length + restart.length === 0) return `${file}: nothing has changed.`
  return [
    `${file} was reloaded.`,
    ...(inForce.length > 0 ? [`In force now: ${inForce.join(', ')}.`] : []),
    ...(restart.length > 0 ? [`Only after a restart: ${restart.join(', ')}.`] : []),
  ].join('\n')
}
