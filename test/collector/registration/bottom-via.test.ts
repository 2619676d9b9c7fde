import test from 'ava'
import * as fc from 'fast-check'
import { bottomVia, bottomViaHash } from '../../../collector/registration/bottom-via.ts'
import { addressHash } from '../../../collector/registration/fingerprint.ts'
import { recorded } from '../../recorded.ts'
import { captured, sip } from '../../scenario.ts'

/** The bottom Via of a REGISTER that came over a proxy, as the record of it says: text, hash, and the hash of an address on the wire. */
function bottomOf(via: string, address: string): { readonly text: string; readonly isSame: boolean } {
  const source = address.includes(':') ? `[${address}]:5060` : `${address}:5060`
  const packet = captured(
    0,
    source,
    source,
    sip('REGISTER sip:example.com SIP/2.0', [
      'Via: SIP/2.0/UDP 198.51.100.1:5060;branch=z9hG4bK-2',
      `Via: ${via}`,
      'To: <sip:a@example.com>',
      'From: <sip:a@example.com>;tag=1',
      'Call-ID: x',
      'CSeq: 1 REGISTER',
    ]),
  )
  const written = recorded(packet)
  const { arena } = written.store
  const { source: seen, addressBytes } = written.packet
  return { text: bottomVia(arena, written.at), isSame: bottomViaHash(arena, written.at) === addressHash(seen, addressBytes) }
}

for (const [via, address, text] of [
  ['SIP/2.0/UDP 10.0.0.1:5062;branch=z;received=192.0.2.7;rport=40000', '192.0.2.7', '192.0.2.7:40000'],
  ['SIP/2.0/UDP 192.0.2.8;branch=z', '192.0.2.8', '192.0.2.8:5060'],
  ['SIP / 2.0 / UDP 192.0.2.8:5070 ;branch=z; Received = 192.0.2.9', '192.0.2.8', undefined],
  ['SIP/2.0/TCP phone.local;branch=z;rport=7;RECEIVED=203.0.113.200', '203.0.113.200', '203.0.113.200:7'],
  ['SIP/2.0/UDP 10.0.0.3;branch=y, SIP/2.0/UDP 192.0.2.11:99;branch=z', '192.0.2.11', '192.0.2.11:99'],
  ['SIP/2.0/UDP [2001:db8::7]:5062;branch=z', '2001:db8::7', '[2001:db8::7]:5062'],
  ['SIP/2.0/UDP 10.0.0.1;received=2001:db8::9;rport=1', '2001:db8::9', '[2001:db8::9]:1'],
] as const) {
  test(`the UE of ${via}`, (t) => {
    const said = bottomOf(via, address)
    if (text === undefined) return t.false(said.isSame)
    return t.deepEqual(said, { text, isSame: true })
  })
}
test('any address is hashed in a Via as it is on the wire', (t) => {
  const parts = fc.tuple(fc.integer({ min: 1, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255))
  fc.assert(
    fc.property(parts, fc.boolean(), (four, isReceived) => {
      const address = four.join('.')
      const via = isReceived ? `SIP/2.0/UDP 10.9.8.7;branch=a;received=${address}` : `SIP/2.0/UDP ${address};branch=a`
      return bottomOf(via, address).isSame
    }),
    { numRuns: 60 },
  )
  t.pass()
})
