import test from 'ava'
import { finding } from '../../../classifiers/rule.ts'
import { jsonLine } from '../../../collector/explain/json.ts'
import type { Story } from '../../../collector/explain/story.ts'
import { remedy, START, story } from './verdict.ts'

function lineOf(said: Story): string {
  return jsonLine({ ...said, detail: () => said.detail }, said.finding && remedy)
}

test('a failure', (t) => {
  const line = lineOf(
    story({
      code: 403,
      finding: finding('credentials', 'impi_unknown', 'definite', '403 “Forbidden - HSS User Unknown” from the I-CSCF'),
      origin: { address: '198.51.100.20', role: 'icscf' },
      legs: 3,
      retransmissions: 2,
      detail: { start: START, end: START + 1_000_004, agents: ['2001', '2002'] },
    }),
  )
  t.is(
    line,
    '{"method":"REGISTER","call_id":"a84b4c76e66710@192.0.2.7","aor":"sip:alice@example.org","source":"192.0.2.7:5062","registrar":"198.51.100.1",' +
      '"agents":["2001","2002"],"start":"2026-11-21T03:44:01.123456Z","end":"2026-11-21T03:44:02.123460Z","outcome":"failure","code":403,' +
      '"cause":"credentials","reason":"impi_unknown","confidence":"definite","origin":{"address":"198.51.100.20","role":"icscf"},' +
      '"evidence":["403 “Forbidden - HSS User Unknown” from the I-CSCF"],"legs":3,"retransmissions":2,' +
      '"remedy":{"do":[{"text":"enter the password again, and restart the client so that it forgets the old one","reported":0.7},' +
      '{"text":"look into the log of the registrar"}],"dont":[{"text":"change from UDP to TCP","reported":0.9}]}}',
  )
})

test('a success has neither cause nor remedy', (t) => {
  t.is(
    lineOf(story({ detail: { start: START, end: START } })),
    '{"method":"REGISTER","call_id":"a84b4c76e66710@192.0.2.7","aor":"sip:alice@example.org","source":"192.0.2.7:5062","registrar":"198.51.100.1",' +
      '"agents":["edge"],"start":"2026-11-21T03:44:01.123456Z","end":"2026-11-21T03:44:01.123456Z","outcome":"success","code":200,' +
      '"origin":{"address":"198.51.100.1","role":"registrar"},"evidence":[],"legs":1,"retransmissions":0}',
  )
})

test('silence has no code, no origin and perhaps no time', (t) => {
  const said: unknown = JSON.parse(
    lineOf(story({ code: undefined, origin: { address: '', role: 'none' }, finding: finding('server', 'no_response', 'ambiguous') })),
  )
  t.like(said, { code: null, origin: { address: null, role: 'none' }, start: null, end: null })
})

test('what a terminal or a line reader would act on is escaped, and means the same', (t) => {
  const callId = 'a\x1b[2J\x85\u2028\u202E\u{E0041}b'
  const line = lineOf(story({ detail: { callId } }))
  t.true(line.includes('"call_id":"a\\u001b[2J\\u0085\\u2028\\u202e\\udb40\\udc41b"'))
  t.like(JSON.parse(line), { call_id: callId })
})
