import test from 'ava'
import { finding, type Finding } from '../../../classifiers/rule.ts'
import { createGathered, gather } from '../../../collector/explain/gather.ts'
import { createPage, type Page } from '../../../collector/explain/page.ts'
import { reportLines } from '../../../collector/explain/report.ts'
import type { Story } from '../../../collector/explain/story.ts'
import { countDrop, countVerdict, createTally } from '../../../collector/explain/tally.ts'
import { attempt, ladder, remedy, response, START, story } from './verdict.ts'

const plainPage = createPage(100, false, true)

function report(stories: readonly Story[], page: Page = plainPage): string {
  const tally = createTally('REGISTER')
  const gathered = createGathered()
  for (const said of stories) {
    countVerdict(tally, { ...said, detail: () => said.detail })
    if (said.outcome !== 'success' && said.outcome !== 'deregistration') gather(gathered, said)
  }
  tally.packets = 1234
  return `\n${reportLines('night.hep', tally, gathered, () => remedy, page).join('\n')}\n`
}

const reports = test.macro((t, stories: readonly Story[], page: Page, expected: string) => {
  t.is(report(stories, page), expected)
})

/** A client that tries `rounds` answers, `number` tells it from the others. */
function refused(number: number, rounds: number, said: Finding): Story {
  const lines = Array.from({ length: rounds }, (_, index) => {
    const answers = index === 0 ? '' : ` | Authorization answers as user${number}`
    const decides = index === rounds - 1 ? ' | *' : ''
    return `${index / 2} ue -> registrar ${index + 1} REGISTER${answers}\n${index / 2} ue <- registrar ${index + 1} 401 Unauthorized | challenge, realm example.org${decides}`
  })
  const messages = ladder({ ue: '192.0.2.7:5062', registrar: '198.51.100.1:5060' }, lines.join('\n'))
  return story({
    code: 401,
    finding: said,
    detail: {
      callId: `${number}@192.0.2.7`,
      aor: `sip:user${number}@example.org`,
      start: START + number * 1_000_000,
      ladder: messages.map((line) => ({ ...line, time: START + number * 1_000_000 + ((line.time ?? START) - START) })),
      end: START + number * 1_000_000 + (rounds - 1) * 500_000,
      attempt: attempt(response(401, 'Unauthorized', '198.51.100.1', 'registrar')),
    },
  })
}

const unspecified = finding('credentials', 'unspecified', 'likely', '401 again after its nonce was answered, 19 times')

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

Cannot be told: the client was challenged with a security agreement, and what it answers travels
encrypted (ESP), where this capture does not look. A capture agent inside the P-CSCF would see it.
  time unknown  sip:alice@example.org  192.0.2.7:5062  Call-ID a84b4c76e66710@192.0.2.7

Still open: the capture ends while the client waits for its answer.
  time unknown  sip:alice@example.org  192.0.2.7:5062  Call-ID a84b4c76e66710@192.0.2.7

Not followed to the end: more attempts were open at once than the configuration allows.
  time unknown  sip:alice@example.org  192.0.2.7:5062  Call-ID a84b4c76e66710@192.0.2.7
`,
)

test('an input without attempts says so', (t) => {
  t.true(report([]).includes('no attempts to register found\n1234 packets read'))
})

test('what was not used is counted by reason', (t) => {
  const tally = createTally('REGISTER')
  countDrop(tally, 'not_sip')
  countDrop(tally, 'not_sip')
  countDrop(tally, 'truncated')
  t.deepEqual(
    reportLines('a\x1b[2J.hep', tally, createGathered(), () => remedy, plainPage),
    ['a�[2J.hep', 'no attempts to register found', '0 packets read; not used: 2 not_sip, 1 truncated'],
  )
})

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
