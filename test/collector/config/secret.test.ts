import test, { type ExecutionContext } from 'ava'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { LineCounter, parseDocument } from 'yaml'
import { explainIssue } from '../../../collector/config/explain-issue.ts'
import { withAbsoluteFiles } from '../../../collector/config/file-paths.ts'
import { oneSecret, Secret, secretFromFile, secretFromVariable } from '../../../collector/config/secret.ts'
import { section } from '../../../collector/config/section.ts'
import { temporaryFolder } from '../../regwatch.ts'

const schema = section({
  password: secretFromVariable('password_file', 'Password'),
  password_file: secretFromFile('Password'),
}).transform(({ password, password_file }, context) => ({ password: oneSecret('password', password, password_file, context) }))

/** What the section gives: the password in clear, or the problems with their place. */
function read(text: string, folder = '/'): { password: string | undefined } | string[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const result = schema.safeParse(withAbsoluteFiles(document.toJS(), folder))
  if (result.success) return { password: result.data.password?.reveal() }
  return result.error.issues
    .flatMap((issue) => explainIssue(issue, document, schema))
    .map(({ offset, text: problem }) => `${lines.linePos(offset).line}:${lines.linePos(offset).col} ${problem}`)
}

function secretFile(t: ExecutionContext, content: string): string {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'password'), content)
  return folder
}

process.env['REGWATCH_TEST_SECRET'] = 'hunter2'

test('a secret comes from an environment variable', (t) => {
  t.deepEqual(read('password: ${REGWATCH_TEST_SECRET}'), { password: 'hunter2' })
  t.deepEqual(read('{}'), { password: undefined })
})

test('a secret comes from a file, without the line end after it, by a path from the folder of the configuration', (t) => {
  t.deepEqual(read('password_file: password', secretFile(t, 'hunter2\n')), { password: 'hunter2' })
  t.deepEqual(read('password_file: password', secretFile(t, ' hunter2 \r\n')), { password: ' hunter2 ' })
  t.deepEqual(read(`password_file: ${secretFile(t, 'two\n\n')}/password`), { password: 'two\n' })
})

const refuses = test.macro({
  exec: (t, text: string, expected: string) => t.deepEqual(read(text), [expected]),
  title: (given = '') => `refuses ${given}`,
})

const PLAIN =
  '1:11 password: found a secret in plain text, write ${NAME} of an environment variable, or the path of a file in password_file'
test('a secret in plain text, without showing it', refuses, 'password: hunter2', PLAIN)
test('a number, without showing it', refuses, 'password: 12345', PLAIN)
test('a variable inside of other text, without showing it', refuses, 'password: a${REGWATCH_TEST_SECRET}', PLAIN)
test(
  'a variable that is not set',
  refuses,
  'password: ${REGWATCH_NOT_SET}',
  '1:11 password: the environment variable REGWATCH_NOT_SET is not set, set it, or write password_file',
)
test(
  'a key without a value',
  refuses,
  'password:',
  '1:10 password: nothing is written here, write ${NAME} of an environment variable, or the path of a file in password_file',
)
test(
  'a file that is not there',
  refuses,
  'password_file: /nowhere',
  '1:16 password_file: the file cannot be read (ENOENT), give a file that holds the secret alone and that this user may read',
)
test(
  'a folder',
  refuses,
  'password_file: /',
  '1:16 password_file: the file is no regular file, give a file that holds the secret alone and that this user may read',
)
test(
  'both keys',
  refuses,
  `{password: "\${REGWATCH_TEST_SECRET}", password_file: ${new URL(import.meta.url).pathname}}`,
  '1:1 found a mapping, write either password or password_file',
)

test('an empty file is refused', (t) => {
  t.deepEqual(read('password_file: password', secretFile(t, '\n')), [
    '1:16 password_file: the file is empty, give a file that holds the secret alone and that this user may read',
  ])
})

test('nothing that prints a secret shows it', (t) => {
  const secret = new Secret('hunter2')
  for (const shown of [String(secret), JSON.stringify({ secret }), inspect({ secret }), inspect(secret, { showHidden: true })]) {
    t.notRegex(shown, /hunter2/)
    t.regex(shown, /<secret>/)
  }
})
