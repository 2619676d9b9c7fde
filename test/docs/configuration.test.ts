import test from 'ava'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { defaultConfig, parseConfig } from '../../collector/config/load.ts'
import { openedExample } from '../../docs/build/example.ts'
import { configJsonSchema } from '../../collector/config/json-schema.ts'
import { optionsOf, type Option } from '../../docs/build/options.ts'
import { certificateAuthority } from '../certificate.ts'
import { temporaryFolder } from '../regwatch.ts'

const example = readFileSync(new URL('../../config.example.yaml', import.meta.url), 'utf8')
const paths = pathsOf(optionsOf(configJsonSchema()))

test('the example holds exactly the defaults', (t) => {
  t.deepEqual(parseConfig(example, 'config.example.yaml'), defaultConfig())
})

test('the example has every option, in force if it has a default, else in a comment', (t) => {
  t.true(paths.length > 5)
  const inForce: unknown = parse(example)
  for (const { path, option } of paths) {
    const section = path.slice(0, -1)
    const isOn = section.length === 0 || valueAt(inForce, section) !== undefined
    if (isOn && option.schema.default !== undefined) t.not(valueAt(inForce, path), undefined, path.join('.'))
    else t.regex(example, new RegExp(`^ *#[ #]* ${option.name}:`, 'm'), path.join('.'))
  }
})

test('every option has a sentence', (t) => {
  for (const { path, option } of paths) t.regex(option.schema.description ?? '', /^[A-Z"].+\.$/s, path.join('.'))
})

test('what the example has commented out is valid as well', (t) => {
  const { cert, key } = certificateAuthority('regwatch.example')
  const folder = temporaryFolder(t)
  for (const name of ['hep.crt', 'hep.key', 'agents-ca.crt']) writeFileSync(join(folder, name), name.endsWith('.key') ? key : cert)
  const text = openedExample().replaceAll('/etc/regwatch', folder)
  for (const [, name = ''] of text.matchAll(/\$\{(\w+)\}/g)) process.env[name] ??= 'a secret of 24 letters.'
  const config = parseConfig(text, 'config.example.yaml')
  t.deepEqual(config.registrars, [
    { cidr: '192.0.2.0/24', name: 'edge-east' },
    { cidr: '198.51.100.7/32', name: 'edge-west' },
    { cidr: '2001:db8::/32', name: 'edge-west' },
  ])
  t.deepEqual(config.phrases, [{ exact: 'Account locked', code: 403, cause: 'barring', reason: 'suspended', confidence: 'definite' }])
})

function pathsOf(options: readonly Option[], above: readonly string[] = []): { path: string[]; option: Option }[] {
  return options.flatMap((option) => {
    const path = [...above, option.name]
    return [{ path, option }, ...pathsOf(option.options, path)]
  })
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined), value)
}
