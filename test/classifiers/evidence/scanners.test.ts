import test from 'ava'
import { bare, says } from './says.ts'

test(
  'a tool that names itself',
  says,
  [bare],
  { userAgent: 'friendly-scanner' },
  'scan/scanner definite',
  "User-Agent 'friendly-scanner' is a scanner",
)
for (const userAgent of ['SIPScan/1.0', 'sip-scan', 'sipvicious', 'friendly-request', 'svcrack', 'pplsip', 'sundayddr', 'svwar'])
  test(
    `a tool that names itself ${userAgent}`,
    says,
    [bare],
    { userAgent },
    'scan/scanner definite',
    `User-Agent '${userAgent}' is a scanner`,
  )
test(
  'an SDK that scanners share',
  says,
  [bare],
  { userAgent: 'VaxSIPUserAgent/3.1' },
  'scan/scanner likely',
  "User-Agent 'VaxSIPUserAgent/3.1' is a scanner",
)
test(
  'what its source does',
  says,
  [bare],
  { population: { scan: 'yes' } },
  'scan/scanner likely',
  'its source tries many users or passwords, and none gets through',
)
test(
  'what was counted of it',
  says,
  [bare],
  { population: { scan: 'yes', seen: { scan: '12 users tried' } } },
  'scan/scanner likely',
  '12 users tried',
)
