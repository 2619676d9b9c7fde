import test from 'ava'
import { again, asked, bare, known, proxied, says } from './says.ts'

test('407 again', says, [proxied, again, again], {}, 'proxy_auth/loop definite', '407 again after Proxy-Authorization, twice')
test(
  '407 again, another realm used',
  says,
  [proxied, { ...again, challenge: { realm: 'other' } }],
  {},
  'proxy_auth/unanswered likely',
  "407 'Proxy Authentication Required' for another realm than the one that was answered",
)
test(
  '407 again, stale',
  says,
  [proxied, { ...again, challenge: { stale: true } }],
  {},
  'proxy_auth/unanswered likely',
  'the last 407 said stale=true, and its new nonce was not answered',
)
test(
  '407 never answered',
  says,
  [proxied],
  {},
  'proxy_auth/unanswered definite',
  "407 'Proxy Authentication Required' was never answered with Proxy-Authorization",
)
test(
  '407 answered with the wrong header',
  says,
  [proxied, { ...proxied, sent: 'cached' }],
  {},
  'proxy_auth/unanswered definite',
  "407 'Proxy Authentication Required' was never answered with Proxy-Authorization",
  'only Authorization was sent',
)
test(
  'proxy and registrar in turn',
  says,
  [proxied, { ...asked, proxy: true }, { ...proxied, sent: 'answer' }],
  {},
  'proxy_auth/unanswered likely',
  'asked by the proxy and by the registrar in turn: the UE sends one kind of credentials at a time',
)
test(
  '403 to the answer to a proxy',
  says,
  [proxied, { ...bare, proxy: true }],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'only a 407 had been answered',
)
test(
  '403 to the answer to a proxy, user known good',
  says,
  [proxied, { ...bare, proxy: true }],
  known,
  'credentials/wrong_password likely',
  "403 'Forbidden', after credentials",
  'only a 407 had been answered',
  'the user registered before',
)
test(
  '403 to the answer to a proxy, source refused',
  says,
  [proxied, { ...bare, proxy: true }],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden', after credentials",
  'only a 407 had been answered',
  'every user of this source is refused, other sources are served',
)
test(
  '403 to the answer to a proxy for another user',
  says,
  [proxied, { ...bare, proxy: true }],
  { toUser: 'bob' },
  'credentials/identity_mismatch likely',
  "403 'Forbidden', after credentials",
  'only a 407 had been answered',
  'the digest username is not the user that registers',
)
test(
  '407 again, the request was not captured',
  says,
  [proxied, { ...proxied, round: { requestSeen: false } }],
  {},
  'proxy_auth/loop ambiguous',
  "407 'Proxy Authentication Required' again, to a request that was not captured: it may well have carried Proxy-Authorization",
)
test(
  'past the proxy once, and then a REGISTER without any credentials',
  says,
  [proxied, { ...asked, proxy: true }, proxied],
  {},
  'proxy_auth/unanswered likely',
  "407 'Proxy Authentication Required' to a REGISTER without Proxy-Authorization, which one before it had",
)
