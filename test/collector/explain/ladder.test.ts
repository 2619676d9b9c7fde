import test from 'ava'
import { finding } from '../../../classifiers/rule.ts'
import { drawLadder } from '../../../collector/explain/ladder.ts'
import { createPage } from '../../../collector/explain/page.ts'
import type { Story } from '../../../collector/explain/story.ts'
import { attempt, ladder, response, story } from './verdict.ts'

const draws = test.macro((t, said: Story, width: number, unicode: boolean, expected: string) => {
  t.is(`\n${drawLadder(said, createPage(width, false, unicode)).join('\n')}\n`, expected)
})

const digest = { ue: '192.0.2.7:5062', registrar: '198.51.100.1:5060' }

const wrongPassword = story({
  finding: finding('credentials', 'unspecified', 'likely'),
  detail: {
    attempt: attempt(response(401, 'Unauthorized', '198.51.100.1', 'registrar')),
    ladder: ladder(
      digest,
      `0.000 ue -> registrar 1 REGISTER
       0.004 ue <- registrar 1 401 Unauthorized
       0.010 ue -> registrar 2 REGISTER | answers the challenge
       0.012 ue <- registrar 2 401 Unauthorized
       0.510 ue -> registrar 3 REGISTER | answers the challenge | x1
       1.012 ue <- registrar 3 401 Unauthorized | *`.replaceAll(/^ +/gm, ''),
    ),
  },
})

test(
  'a wrong password',
  draws,
  wrongPassword,
  100,
  true,
  `
          UE        registrar
       192.0.2.7  198.51.100.1
0.000      ├───────────▶│       REGISTER
0.004      │◀───────────┤       401 Unauthorized
           │            │
0.010      ├───────────▶│       REGISTER · answers the challenge
0.012      │◀───────────┤       401 Unauthorized
           │            │
0.510      ├───────────▶│       REGISTER ×2 · answers the challenge
1.012      │◀───────────┤       401 Unauthorized ← decided here
           │            │       … nothing more from the client …
`,
)
test(
  'a terminal without UTF-8',
  draws,
  wrongPassword,
  100,
  false,
  `
          UE        registrar
       192.0.2.7  198.51.100.1
0.000      |----------->|       REGISTER
0.004      |<-----------|       401 Unauthorized
           |            |
0.010      |----------->|       REGISTER - answers the challenge
0.012      |<-----------|       401 Unauthorized
           |            |
0.510      |----------->|       REGISTER x2 - answers the challenge
1.012      |<-----------|       401 Unauthorized <= decided here
           |            |       ... nothing more from the client ...
`,
)

const ims = { ue: '10.1.2.3:5060', pcscf: '10.9.0.10:5060', icscf: '10.9.0.20:4060', scscf: '10.9.0.30:6060' }

const refusedByCore = story({
  registrar: '10.9.0.10',
  finding: finding('credentials', 'impi_unknown', 'definite'),
  origin: { address: '10.9.0.30', role: 'scscf' },
  detail: {
    source: '10.1.2.3:5060',
    attempt: {
      ...attempt(response(403, 'Forbidden', '10.9.0.10', 'pcscf'), response(403, 'Forbidden - HSS User Unknown', '10.9.0.30', 'scscf')),
      ims: true,
    },
    ladder: ladder(
      ims,
      `0.000 ue -> pcscf 1 REGISTER | Security-Client
       0.002 pcscf -> icscf 1 REGISTER
       0.003 icscf -> scscf 1 REGISTER
       0.103 icscf <- scscf 1 403 Forbidden - HSS User Unknown | *
       0.104 pcscf <- icscf 1 403 Forbidden - HSS User Unknown
       0.105 ue <- pcscf 1 403 Forbidden | *`.replaceAll(/^ +/gm, ''),
    ),
  },
})

test(
  'four legs of IMS',
  draws,
  refusedByCore,
  100,
  true,
  `
          UE       P-CSCF     I-CSCF     S-CSCF
       10.1.2.3   10.9.0.10  10.9.0.20  10.9.0.30
0.000      ├─────────▶│          │          │      REGISTER · Security-Client
0.002      │          ├─────────▶│          │      REGISTER
0.003      │          │          ├─────────▶│      REGISTER
0.103      │          │          │◀─────────┤      403 Forbidden - HSS User Unknown ← decided here
0.104      │          │◀─────────┤          │      403 Forbidden - HSS User Unknown
0.105      │◀─────────┤          │          │      403 Forbidden ← told to the UE
`,
)
test(
  'a narrower terminal: addresses beside the picture',
  draws,
  refusedByCore,
  84,
  true,
  `
UE = 10.1.2.3
P-CSCF = 10.9.0.10
I-CSCF = 10.9.0.20
S-CSCF = 10.9.0.30
       UE     P-CSCF   I-CSCF   S-CSCF
0.000   ├───────▶│        │        │    REGISTER · Security-Client
0.002   │        ├───────▶│        │    REGISTER
0.003   │        │        ├───────▶│    REGISTER
0.103   │        │        │◀───────┤    403 Forbidden - HSS User Unknown
        │        │        │        │    ← decided here
0.104   │        │◀───────┤        │    403 Forbidden - HSS User Unknown
0.105   │◀───────┤        │        │    403 Forbidden ← told to the UE
`,
)
test(
  'a narrow terminal: a list',
  draws,
  refusedByCore,
  60,
  true,
  `
UE = 10.1.2.3
P-CSCF = 10.9.0.10
I-CSCF = 10.9.0.20
S-CSCF = 10.9.0.30
0.000  UE → P-CSCF
       REGISTER · Security-Client
0.002  P-CSCF → I-CSCF
       REGISTER
0.003  I-CSCF → S-CSCF
       REGISTER
0.103  S-CSCF → I-CSCF
       403 Forbidden - HSS User Unknown ← decided here
0.104  I-CSCF → P-CSCF
       403 Forbidden - HSS User Unknown
0.105  P-CSCF → UE
       403 Forbidden ← told to the UE
`,
)

const silent = story({
  code: undefined,
  origin: { address: '', role: 'none' },
  finding: finding('server', 'no_response', 'ambiguous'),
  detail: { attempt: attempt(undefined), ladder: ladder(digest, '0.000 ue -> registrar 1 REGISTER | x10') },
})

test(
  'silence',
  draws,
  silent,
  100,
  true,
  `
          UE        registrar
       192.0.2.7  198.51.100.1
0.000      ├───────────▶│       REGISTER ×11
           │            │       … no answer …
`,
)

test(
  'nodes that share an address are told apart by their port',
  draws,
  story({
    finding: finding('acl', 'source_ip', 'likely'),
    registrar: '127.0.0.1',
    origin: { address: '127.0.0.1', role: 'registrar' },
    detail: {
      source: '127.0.0.1:5062',
      attempt: attempt(response(403, 'Forbidden', '127.0.0.1', 'registrar')),
      ladder: ladder(
        { ue: '127.0.0.1:5062', registrar: '127.0.0.1:5060' },
        '0.000 ue -> registrar 1 REGISTER\n0.001 ue <- registrar 1 403 Forbidden | *',
      ),
    },
  }),
  100,
  true,
  `
             UE           registrar
       127.0.0.1:5062  127.0.0.1:5060
0.000         ├──────────────▶│        REGISTER
0.001         │◀──────────────┤        403 Forbidden ← decided here
`,
)

test(
  'IPv6 is too long for a column',
  draws,
  story({
    finding: finding('acl', 'source_ip', 'likely'),
    registrar: '2001:db8:ffff:ffff:ffff:ffff:ffff:1',
    detail: {
      source: '[2001:db8:1111:2222:3333:4444:5555:6666]:5062',
      attempt: attempt(response(403, 'Forbidden', '2001:db8:ffff:ffff:ffff:ffff:ffff:1', 'proxy')),
      ladder: ladder(
        { ue: '[2001:db8:1111:2222:3333:4444:5555:6666]:5062', proxy: '[2001:db8:ffff:ffff:ffff:ffff:ffff:1]:5060' },
        '0.000 ue -> proxy 1 REGISTER\n0.001 ue <- proxy 1 403 Forbidden | *',
      ),
    },
  }),
  100,
  true,
  `
UE = 2001:db8:1111:2222:3333:4444:5555:6666
proxy = 2001:db8:ffff:ffff:ffff:ffff:ffff:1
       UE      proxy
0.000   ├───────▶│    REGISTER
0.001   │◀───────┤    403 Forbidden ← decided here
`,
)

test(
  'what the wire says cannot act on the terminal',
  draws,
  story({
    finding: finding('acl', 'source_ip', 'likely'),
    detail: {
      attempt: attempt(response(403, '', '198.51.100.1', 'registrar')),
      ladder: ladder(
        digest,
        `0.000 ue -> registrar 1 REGISTER\n0.001 ue <- registrar 1 403 \x1b[2J\x1b]0;x\x07${'very '.repeat(40)}long | \x9b5m | *`,
      ),
    },
  }),
  100,
  true,
  `
          UE        registrar
       192.0.2.7  198.51.100.1
0.000      ├───────────▶│       REGISTER
0.001      │◀───────────┤       403 �[2J�]0;x�very very very very very very very very very very very
           │            │       very very … ← decided here · �5m
`,
)
