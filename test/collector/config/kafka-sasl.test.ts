import test, { type ExecutionContext } from 'ava'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseConfig } from '../../../collector/config/load.ts'
import { ConfigError } from '../../../collector/errors.ts'
import { temporaryFolder } from '../../regwatch.ts'

process.env['REGWATCH_TEST_SASL'] = 'hunter2'

function parse(t: ExecutionContext, sasl: string) {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'token'), 'first\n')
  const { kafka } = parseConfig(`kafka: {brokers: ['b:9092'], topics: [hep], sasl: ${sasl}}`, join(folder, 'c.yaml'))
  return { folder, sasl: kafka?.sasl }
}

const refuses = test.macro({
  exec(t, sasl: string, expected: string) {
    const { problems } = t.throws(() => parse(t, sasl), { instanceOf: ConfigError })
    t.is(problems.length, 1)
    t.is(problems[0]?.replace(/^\S+ kafka\.sasl\./, ''), expected)
  },
  title: (given = '') => `refuses ${given}`,
})

const PASSWORD = 'password: "${REGWATCH_TEST_SASL}"'
test('a user without a name', refuses, `{mechanism: plain, ${PASSWORD}}`, 'username: missing, write the name of the user')
test('a user without a password', refuses, '{mechanism: plain, username: u}', 'password: missing, write password or password_file')
test(
  'a mechanism that there is not',
  refuses,
  `{mechanism: gssapi, username: u, ${PASSWORD}}`,
  'mechanism: found "gssapi", write one of plain, scram-sha-256, scram-sha-512, oauthbearer',
)
test('a token that comes from nowhere', refuses, '{mechanism: oauthbearer}', 'oauthbearer: missing, write it, with token_file or token_url')
test(
  'a user beside a token',
  refuses,
  '{mechanism: oauthbearer, username: u, oauthbearer: {token_file: token}}',
  'username: found "u", take it out: the token says who it is',
)
test(
  'a token from two places',
  refuses,
  '{mechanism: oauthbearer, oauthbearer: {token_file: token, token_url: "https://id.example.org/"}}',
  'oauthbearer.token_url: found "https://id.example.org/", write either token_file or token_url',
)
test(
  'a server of tokens without a client',
  refuses,
  '{mechanism: oauthbearer, oauthbearer: {token_url: "https://id.example.org/"}}',
  'oauthbearer.client_id: missing, write the name of the client',
)
test(
  'a server of tokens whose address holds a password',
  refuses,
  '{mechanism: oauthbearer, oauthbearer: {token_url: "https://a:b@id.example.org/"}}',
  'oauthbearer.token_url: found a user or password in the URL, write a URL such as https://id.example.org/token',
)
test(
  'a file that is not there',
  refuses,
  '{mechanism: oauthbearer, oauthbearer: {token_file: none}}',
  'oauthbearer.token_file: the file cannot be read (ENOENT), give a file that holds the secret alone and that this user may read',
)

test('a token is read anew each time', (t) => {
  const { folder, sasl } = parse(t, '{mechanism: oauthbearer, oauthbearer: {token_file: token}}')
  const read = sasl?.mechanism === 'OAUTHBEARER' && 'file' in sasl.token ? sasl.token.file : undefined
  t.is(read?.().reveal(), 'first')
  writeFileSync(join(folder, 'token'), 'second\n')
  t.is(read?.().reveal(), 'second')
})
