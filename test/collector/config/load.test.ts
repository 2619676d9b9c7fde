import test from 'ava'
import { defaultConfig, loadConfig, parseConfig } from '../../../collector/config/load.ts'
import { configSchema } from '../../../collector/config/schema.ts'
import { ConfigError } from '../../../collector/errors.ts'

const ADDRESS = 'an address and a port such as :9062, 127.0.0.1:9062 or [::1]:9062'
const NETWORK = 'an address or a network such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32'

const refuses = test.macro({
  exec(t, text: string, ...expected: readonly string[]) {
    const error = t.throws(() => parseConfig(text, 'c.yaml'), { instanceOf: ConfigError })
    t.deepEqual(error.problems, expected)
  },
  title: (given = '') => `refuses ${given}`,
})

test('a misspelt key', refuses, 'listen:\n  upd: []\n', 'c.yaml:2:3 listen: unknown key "upd". Did you mean "udp"?')
test(
  'a key that is like no other',
  refuses,
  'amqp: x',
  `c.yaml:1:1 unknown key "amqp", write one of ${Object.keys(configSchema.shape).join(', ')}`,
)
test(
  'keys beside their section, not indented',
  refuses,
  'kafka:\nbrokers: [b:1]\nusers: 5000',
  'c.yaml:2:1 unknown key "brokers", write it below kafka, indented',
  'c.yaml:3:1 unknown key "users", write it below population or history or contacts, indented',
)
test('a port without a colon', refuses, 'web:\n  listen: [10060]', `c.yaml:2:12 web.listen[0]: found 10060, write ${ADDRESS}`)
test('a port that does not exist', refuses, 'listen: {tcp: [":70000"]}', `c.yaml:1:16 listen.tcp[0]: found ":70000", write ${ADDRESS}`)
test(
  'a single address where a list belongs',
  refuses,
  'listen: {tcp: ":9062"}',
  `c.yaml:1:15 listen.tcp: found ":9062", write a list; each item is ${ADDRESS}`,
)
test(
  'a key without a value',
  refuses,
  'listen:\n  udp:\n',
  `c.yaml:2:7 listen.udp: nothing is written here, write a list; each item is ${ADDRESS}`,
)
test('a section that is no mapping', refuses, 'limits: 3', 'c.yaml:1:9 limits: found 3, write a mapping with the keys attempts, megabytes')
test(
  'a network with too long a prefix',
  refuses,
  'registrars:\n  edge: 10.0.0.0/33',
  `c.yaml:2:9 registrars.edge[0]: found "10.0.0.0/33", write ${NETWORK}`,
)
test(
  'a second network that is none',
  refuses,
  'registrars:\n  edge:\n  - 10.0.0.0/8\n  - here',
  `c.yaml:4:5 registrars.edge[1]: found "here", write ${NETWORK}`,
)
test(
  'a registrar with the name of those that have no room',
  refuses,
  'registrars:\n  other: 10.0.0.0/8',
  'c.yaml:2:3 registrars: the key "other", write another name, "other" is what has no room of its own',
)
test('privacy that is neither', refuses, 'privacy: open', 'c.yaml:1:10 privacy: found "open", write one of hashed, clear')
test('a misspelt role', refuses, 'roles: {pcsfc: 10.0.0.1}', 'c.yaml:1:9 roles: unknown key "pcsfc". Did you mean "pcscf"?')
test(
  'a limit that is too low',
  refuses,
  'limits: {attempts: 3}',
  'c.yaml:1:20 limits.attempts: found 3, write a whole number from 1000 to 10000000',
)
test(
  'a limit that is no number',
  refuses,
  'limits: {megabytes: many}',
  'c.yaml:1:21 limits.megabytes: found "many", write a whole number from 16 to 65536',
)
test(
  'two texts in one phrase',
  refuses,
  'phrases:\n  - {exact: a, word: b, cause: acl, reason: domain}',
  'c.yaml:2:5 phrases[0]: found a mapping, write exactly one of exact, prefix, word in a row',
)
test(
  'a misspelt cause',
  refuses,
  'phrases: [{exact: a, cause: acll, reason: domain}]',
  'c.yaml:1:29 phrases[0].cause: found "acll". Did you mean "acl"?',
)
test(
  'a reason of another cause',
  refuses,
  'phrases: [{exact: a, cause: acl, reason: suspended}]',
  'c.yaml:1:42 phrases[0].reason: found "suspended", write one of source_ip, domain, topology, contact_limit, client_policy (the reasons of acl)',
)
test(
  'a misspelt reason',
  refuses,
  'phrases: [{word: a, cause: acl, reason: source-ip}]',
  'c.yaml:1:41 phrases[0].reason: found "source-ip". Did you mean "source_ip"?',
)
test(
  'a missing reason',
  refuses,
  'phrases: [{word: a, cause: acl}]',
  'c.yaml:1:11 phrases[0].reason: missing, write a reason that belongs to the cause',
)
test(
  'a code that no refusal has',
  refuses,
  'phrases: [{code: 200, word: a, cause: acl, reason: domain}]',
  'c.yaml:1:18 phrases[0].code: found 200, write a SIP status from 300 to 699',
)
test(
  'all mistakes at once, in the order of the file',
  refuses,
  'roles: {sbc: nowhere}\nweb: {lisen: []}\nregistrars: 5',
  `c.yaml:1:14 roles.sbc[0]: found "nowhere", write ${NETWORK}`,
  'c.yaml:2:7 web: unknown key "lisen". Did you mean "listen"?',
  'c.yaml:3:13 registrars: found 5, write a name for each registrar and its networks, such as "edge: 192.0.2.0/24"',
)
test(
  'an address with a prefix, which is a network or an address',
  refuses,
  'listen:\n  allow: [192.0.2.5/24]\nregistrars: {edge: "2001:db8:7::1/32"}',
  'c.yaml:2:11 listen.allow[0]: found "192.0.2.5/24", write 192.0.2.0/24 for that network, or 192.0.2.5 for that address',
  'c.yaml:3:20 registrars.edge[0]: found "2001:db8:7::1/32", write 2001:db8::/32 for that network, or 2001:db8:7::1 for that address',
)
test(
  'a time with a unit',
  refuses,
  'kafka: {brokers: [b:1], topics: [t], groupId: g, sessionTimeout: 30s}',
  'c.yaml:1:66 kafka.sessionTimeout: found "30s", write a whole number of milliseconds from 6000 to 1800000',
)
test(
  'a key twice',
  refuses,
  'web: {}\nlisten:\n  udp: []\nweb: {}',
  'c.yaml:4:1 not valid YAML: the key "web" stands there twice, write what belongs to it in one place',
)
const QUOTED = 'put a text in quotes that begins with a sign of YAML, or has ": " in it'
test(
  'an alias of nothing',
  refuses,
  'web: {}\nlisten: *there',
  `c.yaml:2:9 not valid YAML: Unresolved alias (the anchor must be set before the alias): there, ${QUOTED}`,
)
test('a bare asterisk', refuses, 'listen:\n  allow: [*]', `c.yaml:2:11 not valid YAML: Alias cannot be an empty string, ${QUOTED}`)
test('a tab', refuses, 'listen:\n\tudp: []', 'c.yaml:2:1 not valid YAML: found a tab where a line is indented, write spaces')
test(
  'a line at another column',
  refuses,
  'listen:\n  udp: []\n   tcp: []',
  'c.yaml:3:1 not valid YAML: All mapping items must start at the same column, begin what belongs together at the same column, with spaces, and close every [ and {',
)
test(
  'a quote that stays open',
  refuses,
  'listen:\n  udp: [":1]\n',
  'c.yaml:3:1 not valid YAML: Missing closing "quote, close what was opened before this place: a quote, a [ or a {',
  'c.yaml:3:1 not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ], begin what belongs together at the same column, with spaces, and close every [ and {',
)
test(
  'a key without a colon',
  refuses,
  'privacy: clear\nroles\nweb: {}',
  'c.yaml:2:1 not valid YAML: Implicit keys need to be on a single line, write each key on a line of its own, with a colon and a space behind it',
)
test(
  'a colon in a text',
  refuses,
  'phrases:\n- exact: Locked: by admin',
  `c.yaml:2:10 not valid YAML: Nested mappings are not allowed in compact mappings, ${QUOTED}`,
)
test('a second document', refuses, 'web: {}\n---\nweb: {}', 'c.yaml:2:1 found a second document, write all in one')
test(
  'control characters of the file',
  refuses,
  '"\\e[31m": 1',
  `c.yaml:1:1 unknown key "\\u001b[31m", write one of ${Object.keys(configSchema.shape).join(', ')}`,
)

test('a file that is not there is named', (t) => {
  const error = t.throws(() => loadConfig('/nowhere/regwatch.yaml'), { instanceOf: ConfigError })
  t.is(error.message, '/nowhere/regwatch.yaml: there is no such file, give the path of a configuration file that this user may read')
})

test('an empty file, and sections left with their name alone, mean the defaults', (t) => {
  t.deepEqual(parseConfig('', 'c.yaml'), defaultConfig())
  t.deepEqual(parseConfig('registrars:\nphrases:\nweb:\n', 'c.yaml'), defaultConfig())
})

test('a phrase is likely where no confidence is given', (t) => {
  t.deepEqual(parseConfig('phrases: [{prefix: Locked, cause: barring, reason: suspended}]', 'c.yaml').phrases, [
    { prefix: 'Locked', cause: 'barring', reason: 'suspended', confidence: 'likely' },
  ])
})
