import test from 'ava'
import { hashSync } from 'bcryptjs'
import { readYaml } from '../../../collector/config/yaml-file.ts'
import { ConfigError } from '../../../collector/errors.ts'
import { type WebConfig, webConfigSchema } from '../../../collector/web/web-config-schema.ts'

const HASH = hashSync('hunter2', 4)

const read = (text: string): WebConfig => readYaml(text, 'web.yaml', webConfigSchema)

const refuses = test.macro({
  exec(t, text: string, ...expected: readonly string[]) {
    t.deepEqual(t.throws(() => read(text), { instanceOf: ConfigError }).problems, expected)
  },
  title: (given = '') => `refuses ${given}`,
})

test('an unknown key', refuses, 'tls_server_cofig: {}', 'web.yaml:1:1 unknown key "tls_server_cofig". Did you mean "tls_server_config"?')
test(
  'HTTP/2, which is not spoken',
  refuses,
  'http_server_config: {http2: true}',
  'web.yaml:1:29 http_server_config.http2: found true, write false or take it out: HTTP/2 is not spoken here',
)
test(
  'a header that cannot be set',
  refuses,
  'http_server_config:\n  headers:\n    Set-Cookie: x',
  'web.yaml:3:5 http_server_config.headers: unknown key "Set-Cookie", write one of Content-Security-Policy, X-Frame-Options, ' +
    'X-Content-Type-Options, X-XSS-Protection, Strict-Transport-Security',
)
test(
  'a header of two lines',
  refuses,
  'http_server_config: {headers: {Content-Security-Policy: "a\\r\\nb: c"}}',
  'web.yaml:1:57 http_server_config.headers.Content-Security-Policy: found "a\\r\\nb: c", write a text of one line',
)
test(
  'a header value that it cannot have',
  refuses,
  'http_server_config: {headers: {X-Frame-Options: never}}',
  'web.yaml:1:49 http_server_config.headers.X-Frame-Options: found "never", write one of deny, sameorigin',
)
test(
  'a password instead of its hash, without showing it',
  refuses,
  'basic_auth_users: {alice: hunter2}',
  'web.yaml:1:27 basic_auth_users.alice: found no bcrypt hash, write a bcrypt hash, as "htpasswd -nBC 10 NAME" makes it',
)
test(
  'a name that no request can carry',
  refuses,
  `basic_auth_users: {"a:b": ${HASH}}`,
  'web.yaml:1:20 basic_auth_users: the key "a:b", write a name without a colon',
)
test(
  'TLS without a key',
  refuses,
  'tls_server_config: {client_auth_type: NoClientCert}',
  'web.yaml:1:20 tls_server_config.cert_file: missing, write the path of a certificate in PEM form',
)
test(
  'a certificate that is not there',
  refuses,
  'tls_server_config: {cert_file: /nowhere.crt, key_file: /nowhere.key}',
  'web.yaml:1:32 tls_server_config.cert_file: there is no file /nowhere.crt, give a file that this user may read',
  'web.yaml:1:56 tls_server_config.key_file: there is no file /nowhere.key, give a file that this user may read',
)
test(
  'a certificate that is none',
  refuses,
  'tls_server_config: {cert_file: /etc/hostname, key: x}',
  'web.yaml:1:32 tls_server_config.cert_file: the file holds something else (ERR_OSSL_PEM_NO_START_LINE), give a file in PEM form',
  'web.yaml:1:52 tls_server_config.key: the text holds something else (ERR_OSSL_UNSUPPORTED), write it in PEM form',
)
test(
  'an old version of TLS',
  refuses,
  'tls_server_config: {min_version: TLS10}',
  'web.yaml:1:34 tls_server_config.min_version: found "TLS10". Did you mean "TLS12"?',
)
test(
  'a duration without a unit',
  refuses,
  'rate_limit: {interval: 5, burst: 2}',
  'web.yaml:1:24 rate_limit.interval: found 5, write a duration such as 1s, 500ms or 1m',
)

test('what is written is read', (t) => {
  const config = read(
    `basic_auth_users: {alice: ${HASH}}\nrate_limit: {interval: 1m30s, burst: 5}\n` +
      'http_server_config: {http2: false, headers: {X-Frame-Options: sameorigin, X-XSS-Protection: ""}}',
  )
  t.deepEqual(config, {
    tls: undefined,
    headers: [['X-Frame-Options', 'sameorigin']],
    users: new Map([['alice', HASH]]),
    rate: { intervalMillis: 90_000, burst: 5 },
  })
})

test('an empty file asks nothing of anybody', (t) => {
  t.deepEqual(read(''), { tls: undefined, headers: [], users: new Map(), rate: undefined })
})
