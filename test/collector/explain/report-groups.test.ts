import test from 'ava'
import { finding } from '../../../classifiers/rule.ts'
import { plainPage, refused, report, reports, unspecified } from './reports.ts'

test(
  '500 alike',
  reports,
  Array.from({ length: 500 }, (_, index) =>
    refused(index, 1, finding('credentials', 'unspecified', 'likely', `user "user${index}" was refused`)),
  ),
  plainPage,
  `
night.hep
500 attempts to register: 500 failed
1234 packets read

  500  401  wrong password or unknown user  credentials/unspecified

── 1 of 1 ── 500 alike ─────────────────────────────────────────────────────────────────────────────

500 attempts to register failed: wrong password or unknown user
credentials/unspecified · likely · 401 · registrar 198.51.100.1
The registrar 198.51.100.1 answered “401 Unauthorized”.

sip:user0@example.org from 192.0.2.7:5062
2026-11-21 03:44:01.123 UTC · captured by agent edge · Call-ID 0@192.0.2.7

          UE        registrar
       192.0.2.7  198.51.100.1
0.000      ├───────────▶│       REGISTER
0.000      │◀───────────┤       401 Unauthorized ← decided here · challenge
           │            │       … nothing more from the client …

What was seen
  • user "user0" was refused

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

499 more like this
  2026-11-21 03:44:02.123 UTC  sip:user1@example.org   192.0.2.7:5062  Call-ID 1@192.0.2.7
  2026-11-21 03:44:03.123 UTC  sip:user2@example.org   192.0.2.7:5062  Call-ID 2@192.0.2.7
  2026-11-21 03:44:04.123 UTC  sip:user3@example.org   192.0.2.7:5062  Call-ID 3@192.0.2.7
  2026-11-21 03:44:05.123 UTC  sip:user4@example.org   192.0.2.7:5062  Call-ID 4@192.0.2.7
  2026-11-21 03:44:06.123 UTC  sip:user5@example.org   192.0.2.7:5062  Call-ID 5@192.0.2.7
  2026-11-21 03:44:07.123 UTC  sip:user6@example.org   192.0.2.7:5062  Call-ID 6@192.0.2.7
  2026-11-21 03:44:08.123 UTC  sip:user7@example.org   192.0.2.7:5062  Call-ID 7@192.0.2.7
  2026-11-21 03:44:09.123 UTC  sip:user8@example.org   192.0.2.7:5062  Call-ID 8@192.0.2.7
  2026-11-21 03:44:10.123 UTC  sip:user9@example.org   192.0.2.7:5062  Call-ID 9@192.0.2.7
  2026-11-21 03:44:11.123 UTC  sip:user10@example.org  192.0.2.7:5062  Call-ID 10@192.0.2.7
  2026-11-21 03:44:12.123 UTC  sip:user11@example.org  192.0.2.7:5062  Call-ID 11@192.0.2.7
  2026-11-21 03:44:13.123 UTC  sip:user12@example.org  192.0.2.7:5062  Call-ID 12@192.0.2.7
  … and 487 more (--json lists all)
`,
)
test('a group is large, its report is not', (t) => {
  const failures = Array.from({ length: 20_000 }, (_, index) =>
    refused(index, 1, finding('acl', 'source_ip', 'likely', `from 192.0.2.${index}`)),
  )
  t.true(report(failures).split('\n').length < 60)
})

test('many kinds are kept up to a limit, and the rest is counted', (t) => {
  const kinds = Array.from({ length: 150 }, (_, index) => ({ ...refused(index, 1, unspecified), registrar: `registrar ${index}` }))
  const text = report(kinds)
  t.true(text.includes('── 100 of 100 ──'))
  t.true(text.endsWith('\n50 more failures of other kinds (--json lists all)\n'))
})

test('what helps is told once for each reason', (t) => {
  const one = refused(1, 1, finding('acl', 'source_ip', 'likely', 'seen so'))
  const other = refused(2, 1, finding('acl', 'source_ip', 'ambiguous', 'seen otherwise'))
  const text = report([one, other])
  t.is(text.split('look into the log of the registrar').length, 2)
  t.true(text.endsWith('\nWhat helps, and what does not\n  As for 1 of 2.\n'))
})

test('of causes that look alike the headline names none as if it were known', (t) => {
  const ambiguous = refused(1, 1, finding('credentials', 'unspecified', 'ambiguous', '401 again after its nonce was answered'))
  t.true(report([ambiguous], plainPage).includes('could not register: perhaps wrong password or unknown user\n'))
})
