import test, { type ExecutionContext } from 'ava'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseConfig } from '../../../collector/config/load.ts'
import { ConfigError } from '../../../collector/errors.ts'
import { temporaryFolder } from '../../regwatch.ts'

function withKey(t: ExecutionContext, key: string): string {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'key'), `${key}\n`)
  return join(folder, 'c.yaml')
}

test('the key of the hashes comes from a file, and is shown by nothing', (t) => {
  const { hash } = parseConfig('hash: {key_file: key}', withKey(t, 'sixteen letters.'))
  t.is(hash.key?.reveal(), 'sixteen letters.')
  t.false(JSON.stringify(hash).includes('sixteen'))
})

test('without one none is given', (t) => {
  t.is(parseConfig('', 'c.yaml').hash.key, undefined)
})

test('a key that could be guessed is refused', (t) => {
  const file = withKey(t, 'hunter2')
  const { problems } = t.throws(() => parseConfig('hash: {key_file: key}', file), { instanceOf: ConfigError })
  t.deepEqual(problems, [`${file}:1:18 hash.key_file: the key has 7 characters, take at least 16, such as openssl rand -hex 32 gives`])
})
