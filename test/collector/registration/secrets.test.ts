import test from 'ava'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { captured, Call, PROXY, REGISTRAR, RESPONSE, sip, UE } from '../../scenario.ts'
import { packetsOf, type CapturedPacket } from '../../replay.ts'
import { regwatch, temporaryFolder } from '../../regwatch.ts'
import { watch } from '../../watch.ts'

const FOLDERS = ['test/captures/sip', 'test/captures/ims']
const captures = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.hep'))
    .map((name) => `${folder}/${name}`),
)

/** Values that must not leave the process, without the signs that fill up base64. Short ones may be part of anything. */
const SECRET = /\b(?:nonce|nextnonce|cnonce|response|auts|ck|ik|opaque)\s*=\s*"?([^",\s=]{6,})/gi
/** What parts words in a verdict; none of it stands in a secret. */
const BETWEEN_WORDS = /[\s"\\,;:=<>()[\]{}]+/

test('no verdict of a capture holds a nonce, a response, auts or a key', (t) => {
  let secrets = 0
  for (const file of captures) {
    const packets = packetsOf(file)
    const known = new Set(packets.flatMap(({ bytes }) => secretsIn(bytes.toString('latin1'))))
    secrets += known.size
    const words = new Set(watch(packets, { finish: 'judge' }).flatMap((verdict) => JSON.stringify(verdict).split(BETWEEN_WORDS)))
    t.deepEqual(
      [...words].filter((word) => known.has(word)),
      [],
      file,
    )
  }
  t.true(secrets > 500, `${secrets} secrets were looked for`)
})

test('neither facts, evidence nor notes of a refusal tell what the headers hold', (t) => {
  const call = new Call()
    .register(0)
    .challenge(0.1, 'SECRET-NONCE-1')
    .register(0.2, {
      nonce: 'SECRET-NONCE-1',
      headers: ['Proxy-Authorization: Digest username="x", nonce="SECRET-NONCE-2", auts="SECRET-AUTS", response=""'],
    })
    .challenge(0.3, 'SECRET-NONCE-3', {
      headers: ['WWW-Authenticate: Digest realm="a", nonce="SECRET-NONCE-4", ck="SECRET-CK", ik="SECRET-IK"'],
    })
  const text = JSON.stringify(watch(call.packets))
  t.false(text.includes('SECRET'))
  t.false(text.includes(RESPONSE))
})

/** A secret that can be known by any part of it. */
const drawn = (number: number) => `QZXJQZXJQZ${'QZXJ'[number >> 2]}${'QZXJ'[number & 3]}`
const PART_OF_SECRET = /[QZXJ]{3,}/

/** Two challenges in one header, one in another, with keys; and what answers them. */
const CHALLENGES = [
  `Digest realm="a", nonce="${drawn(0)}==", algorithm=AKAv1-MD5, ck="${drawn(1)}", ik="${drawn(2)}", Digest realm="b", nonce="${drawn(3)}", opaque="${drawn(4)}", qop="auth,auth-int", ck=${drawn(5)}, ik="${drawn(6)}"`,
  `Digest realm="c", nonce="${drawn(7)}", stale=true, ck="${drawn(8)}", ck="${drawn(9)}"`,
]
const CREDENTIALS = [
  `Digest username="alice", realm="a", nonce="${drawn(0)}==", uri="sip:h", response="${drawn(10)}", auts="${drawn(11)}", nc=00000001, cnonce="${drawn(12)}", ck="${drawn(13)}"`,
  `Digest username="alice", realm="b", nonce=${drawn(3)}, response=${drawn(14)}, algorithm=MD5`,
]

/** A call that was refused, and one whose challenge stays unanswered; all that they carry stands in several headers and messages. */
function carrying(
  name: string,
  path: readonly string[],
  challenges: readonly string[],
  credentials: readonly string[],
): readonly CapturedPacket[] {
  const asked = { headers: challenges.flatMap((value) => [`WWW-Authenticate: ${value}`, `Proxy-Authenticate: ${value}`]) }
  const answered = { headers: credentials.flatMap((value) => [`Authorization: ${value}`, `Proxy-Authorization: ${value}`]) }
  const refused = new Call({ path, callId: name, user: name }).register(0, answered).answer(0.1, 401, asked).register(0.2, answered)
  const waiting = new Call({ path, callId: `${name}-waiting`, user: `${name}-waiting` }).register(0).answer(0.1, 401, asked)
  return [...refused.answer(0.3, 407, asked).register(0.4, answered).answer(0.5, 403, asked).packets, ...waiting.packets]
}

for (const path of [
  [UE, REGISTRAR],
  [UE, PROXY, REGISTRAR],
]) {
  test(`none is told of headers that are repeated, over ${path.length - 1} legs`, (t) => {
    const told = JSON.stringify(watch(carrying('alice', path, CHALLENGES, CREDENTIALS)))
    t.true(told.includes('realm c'))
    t.false(PART_OF_SECRET.test(told), told)
  })
}

test('none is in what explain prints, in any form', async (t) => {
  const file = join(temporaryFolder(t), 'secrets.hep')
  writeFileSync(file, Buffer.concat(carrying('alice', [UE, REGISTRAR], CHALLENGES, CREDENTIALS).map(({ bytes }) => bytes)))
  for (const form of [[], ['--json'], ['--summary']]) {
    const run = regwatch(t, 'explain', ...form, file)
    t.is(await run.ended, 0)
    t.true(run.stdout.includes('credentials'))
    t.false(PART_OF_SECRET.test(run.stdout + run.stderr), run.stdout + run.stderr)
  }
})

const SIGNS = ['', '"', ',', ' ', '=', '\\']

test('none is told where one sign is missing, or is another', (t) => {
  const all = [...CHALLENGES, ...CREDENTIALS]
  const damaged = all.flatMap((text, which) =>
    [...text.matchAll(/[",= ]/g)].flatMap(({ index }) =>
      SIGNS.map((sign) => all.with(which, text.slice(0, index) + sign + text.slice(index + 1))),
    ),
  )
  const packets = damaged.flatMap((values, index) =>
    carrying(`user${index}`, [UE, REGISTRAR], values.slice(0, CHALLENGES.length), values.slice(CHALLENGES.length)),
  )
  const told = watch(packets, { limits: { attempts: 5000, megabytes: 64 } })
  t.is(told.length, 2 * damaged.length)
  for (const verdict of told) {
    const text = JSON.stringify(verdict)
    if (PART_OF_SECRET.test(text))
      t.fail(
        `${text.match(/.{20}[QZXJ]{3,}/)?.[0]} of ${verdict.detail.callId}: ${damaged[Number(/\d+/.exec(verdict.detail.callId)?.[0])]?.join(' ')}`,
      )
  }
})

// ladder-notes.ts and auth-facts.ts take what stands between quotes as it is: a value whose quote is never closed runs to the end of the header.
for (const [what, header, status] of [
  ['user name of an answer', 'Authorization: Digest username="alice, realm=a, nonce=SECRET-NONCE, response=SECRET-RESPONSE', 0],
  ['realm of a challenge', 'WWW-Authenticate: Digest realm="a, nonce=SECRET-NONCE', 401],
] as const) {
  test(`an unclosed quote does not carry secrets into the ${what}`, (t) => {
    const request = new Call().register(0, status === 0 ? { headers: [header] } : {})
    t.false(
      JSON.stringify(watch(request.answer(0.1, status === 0 ? 403 : status, status === 0 ? {} : { headers: [header] }).packets)).includes(
        'SECRET',
      ),
    )
  })
}
// auth-facts.ts: without a scheme the first parameter is taken for it, and told (classifiers/server.ts, challengeFault).
test('a challenge without a scheme does not tell its nonce instead', (t) => {
  const call = new Call().register(0).answer(0.1, 401, { headers: ['WWW-Authenticate: nonce="SECRET-NONCE", realm="a"'] })
  t.false(JSON.stringify(watch(call.packets)).includes('SECRET'))
})
test('a password in a URI is not told', (t) => {
  const headers = [
    `Via: SIP/2.0/UDP ${UE};branch=z9hG4bK1`,
    'From: <sip:alice:SECRET@h>;tag=1',
    'To: <sip:alice:SECRET@h>',
    'Call-ID: c',
    'CSeq: 1 REGISTER',
  ]
  t.false(JSON.stringify(watch([captured(0, UE, REGISTRAR, sip('REGISTER sip:alice:SECRET@h SIP/2.0', headers))])).includes('SECRET'))
})

function secretsIn(text: string): string[] {
  return [...text.matchAll(SECRET)].map(([, secret = '']) => secret)
}
