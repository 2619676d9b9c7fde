import test from 'ava'
import { header, headerAt, headerName } from '../../../collector/sip/header.ts'

/** Number, name, compact form. */
const NAMES: readonly (readonly [id: number, name: string, compact?: string])[] = [
  [header.callId, 'Call-ID', 'i'],
  [header.cseq, 'CSeq'],
  [header.via, 'Via', 'v'],
  [header.to, 'To', 't'],
  [header.from, 'From', 'f'],
  [header.contact, 'Contact', 'm'],
  [header.expires, 'Expires'],
  [header.authorization, 'Authorization'],
  [header.proxyAuthorization, 'Proxy-Authorization'],
  [header.wwwAuthenticate, 'WWW-Authenticate'],
  [header.proxyAuthenticate, 'Proxy-Authenticate'],
  [header.securityClient, 'Security-Client'],
  [header.securityServer, 'Security-Server'],
  [header.securityVerify, 'Security-Verify'],
  [header.retryAfter, 'Retry-After'],
  [header.reason, 'Reason'],
  [header.warning, 'Warning'],
  [header.diagnostics, 'ms-diagnostics'],
  [header.registrarError, 'P-Registrar-Error'],
  [header.userAgent, 'User-Agent'],
  [header.server, 'Server'],
  [header.require, 'Require'],
  [header.unsupported, 'Unsupported'],
  [header.visitedNetwork, 'P-Visited-Network-ID'],
  [header.date, 'Date'],
  [header.path, 'Path'],
  [header.serviceRoute, 'Service-Route'],
  [header.chargingVector, 'P-Charging-Vector'],
]

for (const [id, name, compact] of NAMES) {
  test(`${name} is known in any case, with white space before the colon${compact === undefined ? '' : ', and in compact form'}`, (t) => {
    for (const spelling of [
      name,
      name.toLowerCase(),
      name.toUpperCase(),
      ...(compact === undefined ? [] : [compact, compact.toUpperCase()]),
    ]) {
      for (const space of ['', ' ', '\t', '  \t ']) {
        const line = `${spelling}${space}: x`
        t.is(idOf(line), id, line)
        t.is(headerName.end, line.indexOf(':') + 1)
      }
    }
  })
  test(`what only begins like ${name} is not it`, (t) => {
    for (const line of [`${name}x: y`, `${name}-x: y`, `x${name}: y`, name, `${name} y: z`, ` ${name}: y`]) t.is(idOf(line), 0, line)
  })
}
test('every header is among them, and no two have the same number', (t) => {
  t.is(NAMES.length, Object.keys(header).length)
  t.is(new Set(Object.values(header)).size, Object.keys(header).length)
})
test('a name that ends where the line ends is none', (t) => {
  const bytes = Buffer.from('Via: x')
  t.is(headerAt(bytes, 0, 3), 0)
})
for (const name of [
  'Max-Forwards',
  'Content-Length',
  'Allow',
  'Supported',
  'Route',
  'Record-Route',
  'Min-Expires',
  'Subject',
  'l',
  'k',
  'c',
]) {
  test(`${name} is passed over`, (t) => {
    t.is(idOf(`${name}: x`), 0)
  })
}

function idOf(line: string): number {
  const bytes = Buffer.from(`${line}\r\n`)
  return headerAt(bytes, 0, Buffer.byteLength(line))
}
