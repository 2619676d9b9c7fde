import test from 'ava'
import { readdirSync } from 'node:fs'
import { captured, Call, REGISTRAR, RESPONSE, sip, UE } from '../../scenario.ts'
import { packetsOf } from '../../replay.ts'
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
