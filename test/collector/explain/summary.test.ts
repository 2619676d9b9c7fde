import test from 'ava'
import { finding } from '../../../classifiers/rule.ts'
import { createPage } from '../../../collector/explain/page.ts'
import { summaryJson, summaryLines } from '../../../collector/explain/summary.ts'
import { countDrop, countVerdict, createTally, type Tally } from '../../../collector/explain/tally.ts'
import { story } from './verdict.ts'

function counted(): Tally {
  const tally = createTally('REGISTER')
  const wrongPassword = story({ code: 401, finding: finding('credentials', 'wrong_password', 'likely') })
  const unknownUser = story({ code: 404, finding: finding('credentials', 'unknown_user', 'definite') })
  const silence = story({ code: undefined, finding: finding('server', 'no_response', 'ambiguous') })
  for (const said of [silence, unknownUser, wrongPassword, unknownUser, story()])
    countVerdict(tally, { ...said, detail: () => said.detail })
  tally.packets = 120
  countDrop(tally, 'log_line')
  countDrop(tally, 'not_sip')
  countDrop(tally, 'log_line')
  return tally
}

const summarises = test.macro((t, width: number, expected: string) => {
  t.is(`\n${summaryLines(counted(), 0.5, createPage(width, false, true)).join('\n')}\n`, expected)
})

test(
  'a table',
  summarises,
  100,
  `
5 attempts to register

Outcome
  success  1
  failure  4

Failures by cause
  credentials  3
  server       1

Failures by code
  404      2
  silence  1
  401      1

Failures by code, cause and reason
  2  404      the registrar knows no such user  credentials/unknown_user
  1  silence  no answer in time                 server/no_response
  1  401      wrong password                    credentials/wrong_password

Packets
  read     120
  dropped    3
    log_line: 2
    not_sip: 1
  240 packets a second (0.50 s)
`,
)
test(
  'a narrow table leaves the labels out',
  summarises,
  56,
  `
5 attempts to register

Outcome
  success  1
  failure  4

Failures by cause
  credentials  3
  server       1

Failures by code
  404      2
  silence  1
  401      1

Failures by code, cause and reason
  2  404      the registrar knows no such user
  1  silence  no answer in time
  1  401      wrong password

Packets
  read     120
  dropped    3
    log_line: 2
    not_sip: 1
  240 packets a second (0.50 s)
`,
)

test('one JSON object', (t) => {
  t.is(
    summaryJson(counted(), 0.5),
    '{"method":"REGISTER","attempts":5,"outcomes":{"success":1,"failure":4,"deregistration":0,"blind":0,"pending":0,"evicted":0},' +
      '"causes":{"credentials":3,"server":1},' +
      '"reasons":{"credentials/unknown_user":2,"server/no_response":1,"credentials/wrong_password":1},"codes":{"401":1,"404":2,"none":1},' +
      '"failures":[{"cause":"credentials","reason":"unknown_user","code":404,"count":2,"confidence":{"definite":2,"likely":0,"ambiguous":0}},' +
      '{"cause":"server","reason":"no_response","code":null,"count":1,"confidence":{"definite":0,"likely":0,"ambiguous":1}},' +
      '{"cause":"credentials","reason":"wrong_password","code":401,"count":1,"confidence":{"definite":0,"likely":1,"ambiguous":0}}],' +
      '"packets":120,"dropped":{"log_line":2,"not_sip":1},"seconds":0.5,"packets_per_second":240}',
  )
})

test('no time, no rate', (t) => {
  t.true(summaryJson(createTally('REGISTER'), 0).endsWith('"seconds":0,"packets_per_second":0}'))
})
