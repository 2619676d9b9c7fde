import test from 'ava'
import { captured, PROXY, REGISTRAR, sip, UE } from '../../scenario.ts'
import { watch } from '../../watch.ts'

const VIA = `SIP/2.0/UDP ${PROXY};branch=z9hG4bK2`
const BOTTOM = `SIP/2.0/UDP 10.0.0.7:5062;branch=z9hG4bK1;received=203.0.113.5;rport=40001`
const REST = [
  'From: <sip:alice@example.com>;tag=a1',
  'To: <sip:alice@example.com>',
  'Call-ID: spelt',
  'CSeq: 7 REGISTER',
  'Contact: <sip:alice@10.0.0.7>',
]

/** Ways to write one REGISTER with two Vias; each is answered in the plain way. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  plain: [`Via: ${VIA}`, `Via: ${BOTTOM}`, ...REST],
  'compact headers': [
    `v: ${VIA}`,
    `v: ${BOTTOM}`,
    'f: <sip:alice@example.com>;tag=a1',
    't: <sip:alice@example.com>',
    'i: spelt',
    'CSeq: 7 REGISTER',
    'm: <sip:alice@10.0.0.7>',
  ],
  'both Vias on one line': [`Via: ${VIA}, ${BOTTOM}`, ...REST],
  'both Vias on one line, no space': [`Via:${VIA},${BOTTOM}`, ...REST],
  'a Via folded after the comma': [`Via: ${VIA},\r\n  ${BOTTOM}`, ...REST],
  'every value folded': [`Via: ${VIA}`, `Via: ${BOTTOM}`, ...REST].map((line) => line.replace(': ', ':\r\n\t')),
  'a Via folded before its parameters': [`Via: ${VIA.replace(';', '\r\n ;')}`, `Via: ${BOTTOM.replace(';', ' \r\n ;')}`, ...REST],
  'white space before the colon': [`Via: ${VIA}`, `Via: ${BOTTOM}`, ...REST].map((line) => line.replace(':', '  :')),
  'upper case': [`VIA: ${VIA}`, `VIA: ${BOTTOM}`, ...REST.map((line) => line.replace(/^[^:]+/, (name) => name.toUpperCase()))],
  'lower case': [`via: ${VIA}`, `via: ${BOTTOM}`, ...REST.map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase()))],
  'an empty value among the Vias': [`Via: ${VIA}, , ${BOTTOM}`, ...REST],
  'a comma in a quoted Via parameter': [`Via: ${VIA};note="a,b"`, `Via: ${BOTTOM}`, ...REST],
  'spaces around semicolons': [`Via: ${VIA.replaceAll(';', ' ; ')}`, `Via: ${BOTTOM.replaceAll(';', ' ; ')}`, ...REST],
}

for (const [what, headers] of Object.entries(spellings)) {
  test(`${what}: the same attempt`, (t) => {
    const request = captured(0, PROXY, REGISTRAR, sip('REGISTER sip:example.com SIP/2.0', headers))
    const response = captured(0.1, REGISTRAR, PROXY, sip('SIP/2.0 403 Forbidden', spellings['plain'] ?? []))
    const told = watch([request, response])
    t.deepEqual(
      told.map(({ said, detail }) => [said, detail.source, detail.aor, detail.callId, detail.ladder.map(({ depth }) => depth)]),
      [['failure 403', '203.0.113.5:40001', 'sip:alice@example.com', 'spelt', [2, 2]]],
    )
  })
}

/** What the To header says, and whose attempt it is. */
const users: Readonly<Record<string, string>> = {
  '<sip:alice@example.com>': 'sip:alice@example.com',
  '"Alice <home>" <sip:alice@example.com>': 'sip:alice@example.com',
  '"say \\"<sip:mallory@evil>\\"" <sip:alice@example.com>': 'sip:alice@example.com',
  'Alice <SIP:alice@EXAMPLE.com:5070;transport=tcp>': 'sip:alice@example.com',
  'sip:alice@example.com': 'sip:alice@example.com',
  'sip:alice:secret@example.com;x=y': 'sip:alice@example.com',
  '<sip:example.com>': 'sip:example.com',
  '<tel:+15551234;phone-context=example.com>': 'tel:+15551234',
  '<sip:alice@[2001:DB8::1]:5060>': 'sip:alice@[2001:db8::1]',
  nobody: '',
}
for (const [to, aor] of Object.entries(users)) {
  test(`To: ${to} is ${aor === '' ? 'nobody' : aor}`, (t) => {
    const headers = (spellings['plain'] ?? []).map((line) => (line.startsWith('To:') ? `To: ${to}` : line))
    const told = watch([captured(0, UE, REGISTRAR, sip('REGISTER sip:example.com SIP/2.0', headers))])
    t.deepEqual(
      told.map(({ detail }) => detail.aor),
      [aor],
    )
  })
}

for (const name of ['"A"', '"A<b>"', '"a;b<"', '"<b;c>"', 'Alice']) {
  test(`who registers for somebody else is told from the user, under the name ${name}`, (t) => {
    const headers = [
      `Via: SIP/2.0/UDP ${UE};branch=z9hG4bK1`,
      `From: ${name} <sip:carol@example.com>;tag=1`,
      `To: ${name} <sip:bob@example.com>`,
      'Call-ID: third',
      'CSeq: 1 REGISTER',
    ]
    const [verdict] = watch([captured(0, UE, REGISTRAR, sip('REGISTER sip:example.com SIP/2.0', headers))])
    t.like(verdict?.detail.attempt, { fromUser: 'carol', toUser: 'bob' })
  })
}
