import { plain, seenOf } from './evidence.ts'
import { finding, type Rule } from './rule.ts'

/** R01. Scanners that name themselves (kamailio.cfg refuses the same). Anyone can forge the name; nobody forges it to look worse, but SDKs share some. */
export const scannerAgent: Rule = ({ userAgent }) => {
  if (!known.test(userAgent)) return undefined
  return finding('scan', 'scanner', tools.test(userAgent) ? 'definite' : 'likely', `User-Agent '${plain(userAgent)}' is a scanner`)
}

/** R02. One source tries many users, or many passwords, and none gets through. */
export const scanBehaviour: Rule = (attempt) =>
  attempt.population.scan === 'yes' ? finding('scan', 'scanner', 'likely', seenOf(attempt, 'scan')) : undefined

const tools = /friendly-scanner|sipvicious|friendly-request|pplsip|sundayddr|sipscan|sip-scan|svwar|svcrack/i
const known = /scanner|friendly-request|sipvicious|sipcli|vaxsipuseragent|pplsip|sundayddr|sip-?scan|svwar|svcrack/i
