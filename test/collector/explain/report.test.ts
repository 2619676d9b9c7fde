import test from 'ava'
import { createGathered } from '../../../collector/explain/gather.ts'
import { createPage } from '../../../collector/explain/page.ts'
import { reportLines } from '../../../collector/explain/report.ts'
import { countDrop, createTally } from '../../../collector/explain/tally.ts'
import { plainPage, refused, report, reports, unspecified } from './reports.ts'
import { remedy, story } from './verdict.ts'

test(
  'a wrong-password loop',
  reports,
  [refused(1, 20, unspecified), story()],
  plainPage,
  `
night.hep
2 attempts to register: 1 failed, 1 succeeded
1234 packets read

  1  401  wrong password or unknown user  credentials/unspecified

── 1 of 1 ──────────────────────────────────────────────────────────────────────────────────────────

sip:user1@example.org could not register: wrong password or unknown user
credentials/unspecified · likely · 401 · registrar 198.51.100.1
The registrar 198.51.100.1 answered “401 Unauthorized”.

from 192.0.2.7:5062
2026-11-21 03:44:02.123 UTC · took 9.5 s · captured by agent edge · Call-ID 1@192.0.2.7

          UE        registrar
       192.0.2.7  198.51.100.1
0.000      ├───────────▶│       REGISTER
0.000      │◀───────────┤       401 Unauthorized · challenge
           │            │
0.500      ├───────────▶│       REGISTER · Authorization answers
0.500      │◀───────────┤       401 Unauthorized
           │            │
9.000      │            │       … 17 more rounds like this …
           │            │
9.500      ├───────────▶│       REGISTER · Authorization answers
9.500      │◀───────────┤       401 Unauthorized ← decided here
           │            │       … nothing more from the client …

What was seen
  • 401 again after its nonce was answered, 19 times

How sure
  Likely: the usual cause of what was seen. It could also be a user name of another account, or a
  fault of the server’s user database: most servers refuse all of these alike, and on purpose.
  To be sure: the registrar’s log, or whether this user could register before.

What helps
  ✓ enter the password again, and restart the client so that it forgets the old one (reported to
    help in 70 % of cases)
  ✓ look into the log of the registrar

What does not help
  ✗ change from UDP to TCP (reported to fail in 90 % of cases)
`,
)
test(
  'the same in colour',
  reports,
  [refused(1, 2, unspecified)],
  createPage(100, true, true),
  `
\x1b[1mnight.hep\x1b[22m
\x1b[31m1 attempt to register: 1 failed\x1b[39m
\x1b[2m1234 packets read\x1b[22m

  1  401  wrong password or unknown user  \x1b[36mcredentials/unspecified\x1b[39m

\x1b[2m── 1 of 1 ──────────────────────────────────────────────────────────────────────────────────────────\x1b[22m

\x1b[1m\x1b[31msip:user1@example.org could not register: wrong password or unknown user\x1b[39m\x1b[22m
\x1b[36mcredentials/unspecified · likely · 401 · registrar 198.51.100.1\x1b[39m
The registrar 198.51.100.1 answered “401 Unauthorized”.

\x1b[1mfrom 192.0.2.7:5062\x1b[22m
\x1b[2m2026-11-21 03:44:02.123 UTC · took 500 ms · captured by agent edge · Call-ID 1@192.0.2.7\x1b[22m

\x1b[1m          UE        registrar\x1b[22m
\x1b[1m       192.0.2.7  198.51.100.1\x1b[22m
\x1b[2m0.000\x1b[22m      ├───────────▶│       REGISTER
\x1b[2m0.000\x1b[22m      │◀───────────┤       \x1b[33m401 Unauthorized · challenge\x1b[39m
           │            │
\x1b[2m0.500\x1b[22m      ├───────────▶│       REGISTER · Authorization answers
\x1b[2m0.500\x1b[22m      │◀───────────┤       \x1b[1m\x1b[31m401 Unauthorized ← decided here\x1b[39m\x1b[22m
           │            │       \x1b[1m… nothing more from the client …\x1b[22m

\x1b[1mWhat was seen\x1b[22m
  \x1b[36m•\x1b[39m 401 again after its nonce was answered, 19 times

\x1b[1mHow sure\x1b[22m
  Likely: the usual cause of what was seen. It could also be a user name of another account, or a
  fault of the server’s user database: most servers refuse all of these alike, and on purpose.
  To be sure: the registrar’s log, or whether this user could register before.

\x1b[1mWhat helps\x1b[22m
  \x1b[32m✓\x1b[39m enter the password again, and restart the client so that it forgets the old one (reported to
    help in 70 % of cases)
  \x1b[32m✓\x1b[39m look into the log of the registrar

\x1b[1mWhat does not help\x1b[22m
  \x1b[31m✗\x1b[39m change from UDP to TCP (reported to fail in 90 % of cases)
`,
)
test(
  'the same on a narrow terminal without UTF-8',
  reports,
  [refused(1, 20, unspecified)],
  createPage(60, false, false),
  `
night.hep
1 attempt to register: 1 failed
1234 packets read

  1  401  wrong password or unknown user

-- 1 of 1 --------------------------------------------------

sip:user1@example.org could not register: wrong password or
unknown user
credentials/unspecified - likely - 401
registrar 198.51.100.1
The registrar 198.51.100.1 answered "401 Unauthorized".

from 192.0.2.7:5062
2026-11-21 03:44:02.123 UTC - took 9.5 s
captured by agent edge - Call-ID 1@192.0.2.7

UE = 192.0.2.7
registrar = 198.51.100.1
       UE    registrar
0.000   |------->|      REGISTER
0.000   |<-------|      401 Unauthorized - challenge
        |        |
0.500   |------->|      REGISTER - Authorization answers
0.500   |<-------|      401 Unauthorized
        |        |
9.000   |        |      ... 17 more rounds like this ...
        |        |
9.500   |------->|      REGISTER - Authorization answers
9.500   |<-------|      401 Unauthorized <= decided here
        |        |      ... nothing more from the client ...

What was seen
  * 401 again after its nonce was answered, 19 times

How sure
  Likely: the usual cause of what was seen. It could also be
  a user name of another account, or a fault of the server's
  user database: most servers refuse all of these alike, and
  on purpose.
  To be sure: the registrar's log, or whether this user
  could register before.

What helps
  + enter the password again, and restart the client so that
    it forgets the old one (reported to help in 70 % of
    cases)
  + look into the log of the registrar

What does not help
  - change from UDP to TCP (reported to fail in 90 % of
    cases)
`,
)
test(
  'what is not judged is said to be so',
  reports,
  [
    story({ outcome: 'blind', code: 401 }),
    story({ outcome: 'pending', code: undefined }),
    story({ outcome: 'deregistration' }),
    story({ outcome: 'evicted' }),
    story(),
  ],
  plainPage,
  `
night.hep
5 attempts to register: 1 cannot be told, 1 still open at the end, 1 not followed to the end, 1
succeeded, 1 deregistration
1234 packets read

Cannot be told: what would show how it ended is not in this capture. Either the client was
challenged with a security agreement and answers encrypted (ESP): a capture agent inside the P-CSCF
would see it. Or only one direction was captured.
  time unknown  sip:alice@example.org  192.0.2.7:5062  Call-ID a84b4c76e66710@192.0.2.7

Still open: the capture ends while the client waits for its answer.
  time unknown  sip:alice@example.org  192.0.2.7:5062  Call-ID a84b4c76e66710@192.0.2.7

Not followed to the end: more attempts were open at once than the configuration allows.
  time unknown  sip:alice@example.org  192.0.2.7:5062  Call-ID a84b4c76e66710@192.0.2.7
`,
)

test('an input without attempts says so, and where to look', (t) => {
  t.true(report([]).includes('no attempts to register found\n1234 packets read\nSIP was read, but no REGISTER.'))
})

test('where nothing but another method was asked for, nothing is said of a REGISTER', (t) => {
  const tally = { ...createTally('INVITE'), packets: 3 }
  t.deepEqual(
    reportLines('a.pcap', tally, createGathered(), () => remedy, plainPage),
    ['a.pcap', 'no INVITE attempts found', '3 packets read'],
  )
})

test('what was not used is counted by reason', (t) => {
  const tally = createTally('REGISTER')
  countDrop(tally, 'not_sip')
  countDrop(tally, 'not_sip')
  countDrop(tally, 'truncated')
  t.deepEqual(
    reportLines('a\x1b[2J.hep', tally, createGathered(), () => remedy, plainPage),
    [
      'a�[2J.hep',
      'no attempts to register found',
      '0 packets read; not used: 2 not_sip, 1 truncated',
      'No SIP was read. See that the capture has the port of your servers (tcpdump: udp port 5060). SIP',
      'inside TLS or IPsec cannot be read from the wire: let the SIP server itself send HEP.',
    ],
  )
})
