import { readdirSync, readFileSync } from 'node:fs'
import test from 'ava'
import { canonicalUri, findUri } from '../../../collector/sip/address-of-record.ts'
import { header } from '../../../collector/sip/header.ts'
import { createSipMessage, type SipMessage } from '../../../collector/sip/message.ts'
import { registerOnly } from '../../../collector/sip/methods.ts'
import { scanSip } from '../../../collector/sip/scan.ts'
import { invalid, odd, valid, type Reading, type TortureCase } from './torture-cases.ts'

const FOLDER = new URL('../../captures/torture/', import.meta.url)
/** Bytes of another packet around the message: nothing beyond its ends may be read. */
const BEFORE = 'Via: SIP/2.0/UDP 192.0.2.99;branch=z9hG4bKbefore\r\n'
const BEHIND = 'Via: SIP/2.0/UDP 192.0.2.99;branch=z9hG4bKbehind\r\nCSeq: 7 REGISTER\r\n\r\n'

const reads = test.macro({
  exec: (t, file: string, expected: TortureCase[2]) => {
    t.deepEqual(read(file), expected)
  },
  title: (what = '', file: string) => `${file}: ${what}`,
})

for (const [file, what, expected] of [...valid, ...invalid, ...odd]) test(what, reads, file, expected)

test('every message has an expected result', (t) => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.sip'))
  const named = [...valid, ...invalid, ...odd].map(([file]) => `${file}.sip`)
  t.deepEqual(files.toSorted(), named.toSorted())
})

test('a message cut anywhere is read the same, refused or passed over', (t) => {
  const message = createSipMessage()
  for (const [file, , expected] of [...valid, ...invalid, ...odd]) {
    if (typeof expected === 'string') continue
    const bytes = readFileSync(new URL(`${file}.sip`, FOLDER))
    for (let end = 0; end <= bytes.length; end++) {
      if (scanSip(bytes, 0, end, registerOnly, message) !== undefined) continue
      const { callId, cseq } = readingOf(message)
      t.like({ callId, cseq }, { callId: expected.callId, cseq: expected.cseq }, `${file} cut at ${end}`)
    }
  }
})

test('what stands behind a message is not looked at, wherever it is cut', (t) => {
  const message = createSipMessage()
  for (const [file] of [...valid, ...invalid, ...odd]) {
    const bytes = readFileSync(new URL(`${file}.sip`, FOLDER))
    for (let end = 0; end <= bytes.length; end++) {
      const results = [BEHIND, '\n\r\n', ' folded', 'x'].map((behind) => {
        return scanSip(Buffer.concat([bytes.subarray(0, end), Buffer.from(behind)]), 0, end, registerOnly, message)
      })
      if (new Set(results).size > 1) return t.fail(`${file} cut at ${end}: ${results.join(', ')}`)
    }
  }
  return t.pass()
})

function read(file: string): TortureCase[2] {
  const bytes = readFileSync(new URL(`${file}.sip`, FOLDER))
  const message = createSipMessage()
  const around = Buffer.concat([Buffer.from(BEFORE), bytes, Buffer.from(BEHIND)])
  return scanSip(around, BEFORE.length, BEFORE.length + bytes.length, registerOnly, message) ?? readingOf(message)
}

function readingOf(message: SipMessage): Reading {
  const { status, cseq, vias, callIdStart, callIdEnd } = message
  const callId = Buffer.from(message.bytes.subarray(callIdStart, callIdEnd)).toString('latin1')
  return { status, callId, cseq, vias, to: toOf(message) }
}

function toOf(message: SipMessage): string | undefined {
  const at = message.ids.subarray(0, message.headers).indexOf(header.to)
  if (at < 0 || !findUri(message.bytes, message.starts[at] ?? 0, message.ends[at] ?? 0)) return undefined
  return canonicalUri(message.bytes)
}
