import { configSchema, type Config } from './schema.ts'
import { readYaml, readYamlFile } from './yaml-file.ts'

/** Reads the configuration file; throws a ConfigError that lists every mistake in it. */
export function loadConfig(file: string): Config {
  return readYamlFile(file, configSchema)
}

/** What holds without a file. */
export function defaultConfig(): Config {
  return configSchema.parse({})
}

/** Reads configuration from `text`; `file` is for messages, and its folder is where relative paths begin. */
export function parseConfig(text: string, file: string): Config {
  return readYaml(text, file, configSchema)
}
