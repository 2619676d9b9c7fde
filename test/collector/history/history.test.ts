import test from 'ava'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { History } from '../../../collector/history/history.ts'
import { historyPath } from '../../../collector/history/history-file.ts'
import { keepHistory } from '../../../collector/history/keeper.ts'
import { tableKey } from '../../../collector/privacy/pseudonyms.ts'
import type { Request } from '../../../collector/registration/past.ts'
import { Call } from '../../scenario.ts'
import { watch } from '../../watch.ts'

const DAY = 86_400
const MEBIBYTE = 1024 * 1024
const NOW = 1_790_000_000

/** A history whose ticks are seconds since 1970. */
function inSeconds(users: number, days = 30): History {
  const history = new History({ users, days })
  history.setClock((tick) => tick)
  return history
}

function directory(): string {
  return mkdtempSync(join(tmpdir(), 'regwatch-history-'))
}

const settings = { users: 10_000, days: 30, write_seconds: 3_600 }

/** A request that no agent gave a time. */
function request(user: number, check: number, source: number, tick: number, agent = 0, time = 0): Request {
  return { user, check, source, tick, agent, time }
}

/** What is logged, by level. */
function log(): { readonly lines: string[]; info(text: string): void; warn(text: string): void } {
  const lines: string[] = []
  return { lines, info: (text) => void lines.push(`info ${text}`), warn: (text) => void lines.push(`warn ${text}`) }
}

/** A user who answers its challenges in vain. */
function lost(user: string): Call['packets'] {
  return new Call({ callId: `b-${user}`, user })
    .register(3_600)
    .challenge(3_600.1, 'n2')
    .register(3_600.2, { nonce: 'n2' })
    .challenge(3_600.3, 'n3')
    .register(3_600.4, { nonce: 'n3' })
    .challenge(3_600.5, 'n4').packets
}

test('a user that got through is remembered until the days are over, another is not known', (t) => {
  const history = inSeconds(100)
  history.served(request(7, 8, 1, NOW))
  t.is(history.before(request(7, 8, 1, NOW + 60)).succeeded, 'yes')
  t.is(history.before(request(7, 8, 1, NOW + 30 * DAY)).succeeded, 'yes')
  t.is(history.before(request(7, 8, 1, NOW + 30 * DAY + 1)).succeeded, 'unknown')
  t.is(history.before(request(6, 8, 1, NOW + 60)).succeeded, 'unknown')
  t.is(history.before(request(7, 9, 1, NOW + 60)).succeeded, 'unknown')
})
test('what comes within ten seconds, or later, is not before; what was before that still is', (t) => {
  const history = inSeconds(100)
  history.served(request(7, 8, 1, NOW))
  t.is(history.before(request(7, 8, 1, NOW + 9)).succeeded, 'unknown')
  t.is(history.before(request(7, 8, 1, NOW + 10)).succeeded, 'yes')
  t.is(history.before(request(7, 8, 1, NOW - 60)).succeeded, 'unknown')
  history.served(request(7, 8, 1, NOW + DAY))
  history.served(request(7, 8, 1, NOW + DAY + 3))
  t.is(history.before(request(7, 8, 1, NOW + DAY - 1)).succeeded, 'yes')
})
test('by the clock of one agent it is told in which order they were, however they came', (t) => {
  const history = inSeconds(100)
  const at = (seconds: number) => (NOW + seconds) * 1e6
  history.served(request(7, 8, 1, NOW + 3, 4, at(0)))
  t.is(history.before(request(7, 8, 1, NOW, 4, at(2))).succeeded, 'yes')
  t.is(history.before(request(7, 8, 1, NOW + 5, 4, at(-2))).succeeded, 'unknown')
  t.is(history.before(request(7, 8, 1, NOW, 5, at(2))).succeeded, 'unknown')
})
test('a success from another source counts as elsewhere for five minutes', (t) => {
  const history = inSeconds(100)
  history.served(request(7, 8, 1, NOW))
  t.is(history.before(request(7, 8, 2, NOW + 300)).elsewhere, 'yes')
  t.is(history.before(request(7, 8, 2, NOW + 301)).elsewhere, 'unknown')
  t.is(history.before(request(7, 8, 1, NOW + 60)).elsewhere, 'unknown')
  t.is(history.before(request(7, 8, 0, NOW + 60)).elsewhere, 'unknown')
})
test('past its bound it forgets who was heard of longest ago, and counts it', (t) => {
  const history = inSeconds(1_000)
  for (let user = 1; user <= 1_000; user++) history.served(request(user, user, 1, NOW + user))
  history.served(request(1, 1, 1, NOW + DAY))
  for (let user = 1_001; user <= 1_500; user++) history.served(request(user, user, 1, NOW + DAY + user))
  t.is(history.users, 1_000)
  t.is(history.evicted, 500)
  for (const [user, succeeded] of [
    [1, 'yes'],
    [501, 'unknown'],
    [502, 'yes'],
  ] as const)
    t.is(history.before(request(user, user, 1, NOW + 2 * DAY)).succeeded, succeeded, `${user}`)
})
test('a million users take less than 200 MiB, in memory and on disk, and come back', async (t) => {
  const folder = directory()
  const first = await keepHistory(folder, { ...settings, users: 1_000_000 }, log())
  first.history.setClock((tick) => tick)
  const now = Math.floor(Date.now() / 1000)
  for (let user = 1; user <= 1_000_000; user++) first.history.served(request(Math.imul(user, 0x9e3779b1), user, user, now - (user % DAY)))
  t.is(first.history.users, 1_000_000)
  t.true(first.history.bytes < 200 * MEBIBYTE)
  await first.close()
  t.true(statSync(historyPath(folder)).size < 200 * MEBIBYTE)
  const second = await keepHistory(folder, { ...settings, users: 1_000_000 }, log())
  second.history.setClock((tick) => tick)
  t.is(second.history.users, 1_000_000)
  t.deepEqual(second.history.key, first.history.key)
  for (const user of [1, 77, 999_999]) t.is(second.history.before(request(Math.imul(user, 0x9e3779b1), user, 0, now + 60)).succeeded, 'yes')
  await second.close()
  rmSync(folder, { recursive: true })
})
for (const [what, damage] of [
  ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
  ['with a bit turned', (bytes: Buffer) => bytes.fill(bytes[40]! ^ 4, 40, 41)],
  ['of another kind', () => Buffer.from('{}')],
  ['empty', () => Buffer.alloc(0)],
] as const) {
  test(`a file that is ${what} is set aside with a warning, and the history begins anew`, async (t) => {
    const folder = directory()
    const first = await keepHistory(folder, settings, log())
    first.history.served(request(7, 8, 1, 1))
    await first.close()
    writeFileSync(historyPath(folder), damage(readFileSync(historyPath(folder))))
    const told = log()
    const second = await keepHistory(folder, settings, told)
    t.is(second.history.users, 0)
    t.is(told.lines.length, 1)
    t.regex(told.lines[0]!, /^warn .*history: its? .*set aside as .*history\.damaged-\d+/)
    t.deepEqual(
      readdirSync(folder).filter((name) => !name.startsWith('history.damaged-')),
      [],
    )
    second.history.served(request(7, 8, 1, 1))
    await second.close()
    t.true(readdirSync(folder).includes('history'))
    rmSync(folder, { recursive: true })
  })
}
test('with the same key a history goes on, with another one it is set aside with a warning and begins anew', async (t) => {
  const folder = directory()
  const [one, other] = [tableKey('a key of all collectors'), tableKey('another key of all collectors')]
  const first = await keepHistory(folder, settings, log(), one)
  t.deepEqual(first.history.key, one)
  first.history.served(request(7, 8, 1, Math.floor(Date.now() / 100)))
  await first.close()
  const same = await keepHistory(folder, settings, log(), one)
  t.is(same.history.users, 1)
  await same.close()
  const told = log()
  const second = await keepHistory(folder, settings, told, other)
  t.is(second.history.users, 0)
  t.deepEqual(second.history.key, other)
  t.is(told.lines.length, 1)
  t.regex(told.lines[0]!, /^warn .*history: its users were hashed with another key .*set aside as .*history\.other-key-\d+/)
  await second.close()
  t.true(readdirSync(folder).some((name) => name.startsWith('history.other-key-')))
  rmSync(folder, { recursive: true })
})
test('a directory that cannot be had is a wrong configuration', async (t) => {
  const folder = directory()
  writeFileSync(join(folder, 'file'), '')
  await t.throwsAsync(() => keepHistory(join(folder, 'file'), settings, log()), {
    name: 'UsageError',
    message: /^--data\.dir: found .*file/,
  })
  rmSync(folder, { recursive: true })
})
// Nobody can make a file in /proc, not even root.
const onLinux = process.platform === 'linux' ? test : test.skip
onLinux('a directory that cannot be written is a wrong configuration at once, not a warning in five minutes', async (t) => {
  await t.throwsAsync(() => keepHistory('/proc', settings, log()), { name: 'UsageError', message: /^--data\.dir: found \/proc/ })
})
test('it is written at intervals, and only when there is something new', async (t) => {
  const folder = directory()
  const kept = await keepHistory(folder, { ...settings, write_seconds: 0.05 }, log())
  await new Promise((resolve) => setTimeout(resolve, 300))
  t.deepEqual(readdirSync(folder), [])
  kept.history.served(request(7, 8, 1, 1))
  while (readdirSync(folder).join() !== 'history') await new Promise((resolve) => setTimeout(resolve, 20))
  await kept.close()
  t.is((await keepHistory(folder, { ...settings, days: 30_000 }, log())).history.users, 1)
  rmSync(folder, { recursive: true })
})
test('a subscriber that worked before a restart has a wrong password now, where nobody knew it the cause stays open', async (t) => {
  const folder = directory()
  const first = await keepHistory(folder, { ...settings, days: 365 }, log())
  const fine = new Call({ callId: 'a' }).register(0).challenge(0.1, 'n1').register(0.2, { nonce: 'n1' }).answer(0.3, 200)
  t.is(watch(fine.packets, { history: first.history })[0]?.said, 'success 200')
  await first.close()
  t.false(readFileSync(historyPath(folder)).includes('alice'))

  const second = await keepHistory(folder, { ...settings, days: 365 }, log())
  const said = watch([...lost('alice'), ...lost('bob')], { history: second.history }).map(
    ({ detail, finding }) => `${detail.aor} ${finding}`,
  )
  t.deepEqual(said.toSorted(), ['sip:alice@example.com credentials/wrong_password', 'sip:bob@example.com credentials/unspecified'])
  await second.close()
  rmSync(folder, { recursive: true })
})
