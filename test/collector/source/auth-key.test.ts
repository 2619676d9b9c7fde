import test from 'ava'
import { readFileSync } from 'node:fs'
import { decodeHep } from '../../../collector/hep/decode.ts'
import { createPacket } from '../../../collector/hep/packet.ts'
import { checkAuthKey } from '../../../collector/source/auth-key.ts'
import { hep } from './listening.ts'

function answer(bytes: Buffer, key: string): string {
  const packet = createPacket()
  return decodeHep(bytes, 0, bytes.length, packet) ?? checkAuthKey(key)(packet) ?? 'taken'
}

const withKey = (key?: string) => hep('REGISTER sip:x SIP/2.0\r\n\r\n', key)
const captured = (name: string) => readFileSync(new URL(`../../captures/packets/${name}`, import.meta.url))

test('the right key is taken; another one, also a part of it or more than it, is not', (t) => {
  t.is(answer(withKey('schlüssel'), 'schlüssel'), 'taken')
  for (const other of ['Schlüssel', 'schlüsse', 'schlüssel1', 's']) t.is(answer(withKey(other), 'schlüssel'), 'bad_auth_key')
})

test('no key, and one of no length, are told apart from a wrong one', (t) => {
  t.is(answer(withKey(), 'secret'), 'no_auth_key')
  t.is(answer(withKey(''), 'secret'), 'no_auth_key')
})

test('HEPv1 and HEPv2 have no place for a key', (t) => {
  for (const name of ['kamailio-v1-register.bin', 'kamailio-v2-register.bin']) t.is(answer(captured(name), 'secret'), 'no_auth_key')
})

test('the key of protobuf and of a packet in gzip is found', (t) => {
  for (const name of ['kafka-protobuf-403.bin', 'kafka-gzip-403.bin']) {
    t.is(answer(captured(name), 'secret'), 'taken')
    t.is(answer(captured(name), 'Secret'), 'bad_auth_key')
  }
})
