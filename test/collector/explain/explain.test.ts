import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { regwatch, temporaryFolder } from '../../regwatch.ts'

const capture = (name: string): string => fileURLToPath(new URL(`../../captures/sip/${name}.hep`, import.meta.url))
const wrongPassword = capture('o02_wrong_password_401')
const refusals = capture('o20_503_480_603_500')

test('one JSON object a line, all of one method', async (t) => {
  const run = regwatch(t, 'explain', '--json', wrongPassword, refusals)
  t.is(await run.ended, 0)
  t.is(run.stderr, '')
  const attempts = run.stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  t.is(attempts.length, 10)
  for (const attempt of attempts) t.like(attempt, { method: 'REGISTER' })
})

test('a report of each file', async (t) => {
  const run = regwatch(t, 'explain', wrongPassword, refusals)
  t.is(await run.ended, 0)
  t.regex(run.stdout, /o02_wrong_password_401\.hep\n5 attempts to register: 5 failed\n48 packets read\n/)
  t.regex(run.stdout, /\n\n.*o20_503_480_603_500\.hep\n5 attempts to register: 4 failed, 1 succeeded\n12 packets read\n/)
  t.false(run.stdout.includes('\x1b'))
})

test('one summary of all files', async (t) => {
  const run = regwatch(t, 'explain', '--summary', '--json', wrongPassword, refusals)
  t.is(await run.ended, 0)
  t.like(JSON.parse(run.stdout), { attempts: 10, packets: 60, outcomes: { success: 1, failure: 9 } })
})

test('another method is looked at only when asked for', async (t) => {
  const run = regwatch(t, 'explain', '--json', '--method=INVITE', capture('o18_invite_407_403'))
  t.is(await run.ended, 0)
  for (const line of run.stdout.trim().split('\n')) t.like(JSON.parse(line), { method: 'INVITE' })
})

test('what stands before the damage is explained, and so are the other files', async (t) => {
  const damaged = join(temporaryFolder(t), 'cut.hep')
  writeFileSync(damaged, readFileSync(wrongPassword).subarray(0, 3000))
  const run = regwatch(t, 'explain', 'missing.hep', damaged, refusals)
  t.is(await run.ended, 1)
  t.regex(run.stderr, /^regwatch: missing\.hep: .+\nregwatch: .*cut\.hep: .+\n$/)
  t.notRegex(run.stdout, /missing/)
  t.regex(run.stdout, /cut\.hep\n1 attempt to register: 1 failed\n/)
  t.regex(run.stdout, /o20_503_480_603_500\.hep\n5 attempts/)
})
