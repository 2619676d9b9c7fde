import test from 'ava'
import type { Sketch } from './attempt.ts'
import { finds } from './finds.ts'

const asked: Sketch = { got: '407 Proxy Authentication Required' }
const registrar: Sketch = { got: '401 Unauthorized' }

test('the last 407 is stale', finds, [asked, { ...asked, proxy: true, challenge: { stale: true } }], {}, 'proxy_auth/unanswered likely')
test('only Authorization sent', finds, [asked, { ...asked, sent: 'answer' }], {}, 'proxy_auth/unanswered definite')
test(
  'one kind of credentials at a time, 401 last',
  finds,
  [asked, { ...registrar, proxy: true }, { ...asked, sent: 'answer' }, { ...registrar, proxy: true }],
  {},
  'proxy_auth/unanswered likely',
)
test(
  'one kind of credentials at a time, 407 last',
  finds,
  [asked, { ...registrar, proxy: true }, { ...asked, sent: 'answer' }],
  {},
  'proxy_auth/unanswered likely',
)
test(
  'past the proxy, registrar refuses',
  finds,
  [asked, { ...registrar, proxy: true }, { ...registrar, sent: 'answer', proxy: true }],
  {},
  'credentials/unspecified ambiguous',
)
test(
  'past the proxy, registrar not answered',
  finds,
  [asked, { ...registrar, proxy: true }],
  {},
  'credentials/challenge_unanswered ambiguous',
)
test('407 without Proxy-Authenticate', finds, [{ ...asked, challenge: [] }], {}, 'server/bad_challenge likely')
test(
  'only the 407 was answered, then 403',
  finds,
  [asked, { got: '403 Forbidden', proxy: true }],
  {},
  'credentials/wrong_password ambiguous',
)
test(
  'only the 407 was answered, and the node behind says 403',
  finds,
  [asked, { got: '403 Forbidden', proxy: true, decision: '403 Forbidden' }],
  {},
  'acl/source_ip likely',
)
