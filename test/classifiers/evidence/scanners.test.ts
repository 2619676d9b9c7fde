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
