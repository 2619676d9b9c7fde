import { said } from './evidence.ts'
import { lastWord } from './reading.ts'
import type { Attempt, Response } from './attempt.ts'
import { finding, type Finding, type Rule } from './rule.ts'

/** R43. Codes that speak of the request itself (RFC 3261 §21.4, §21.5, RFC 5626 §11, RFC 8599 §4.1). */
export const requestRefused: Rule = (attempt) => {
  const response = lastWord(attempt)
  if (response === undefined) return undefined
  return meanings.get(response.status)?.(said(attempt, response), attempt, response)
}

/** R43. A redirection that nobody followed. Draining nodes send 305 (Clearwater), 3GPP TS 24.229 knows 305 and 380. */
export const notFollowed: Rule = (attempt) => {
  const response = lastWord(attempt)
  return response === undefined || Math.trunc(response.status / 100) !== 3
    ? undefined
    : finding('request', 'unsupported', 'ambiguous', said(attempt, response), 'no REGISTER to the new target followed')
}

type Meaning = (evidence: string, attempt: Attempt, response: Response) => Finding

const malformed: Meaning = (evidence) => finding('request', 'malformed', 'definite', evidence)
const perhapsMalformed: Meaning = (evidence) => finding('request', 'malformed', 'likely', evidence)
const perhapsUnsupported: Meaning = (evidence) => finding('request', 'unsupported', 'likely', evidence)
const perhapsConflict: Meaning = (evidence) => finding('request', 'binding_conflict', 'likely', evidence)
const unsupported: Meaning = (evidence, _attempt, { require, unsupported: tags }) =>
  finding('request', 'unsupported', 'definite', evidence, ...named('Require', require), ...named('Unsupported', tags))

/** Asterisk says it without naming the option tag that RFC 3261 §21.4.15 asks for. */
const badExtension: Meaning = (evidence, attempt, response) => {
  const path = attempt.rounds.at(-1)?.path === true && response.unsupported === ''
  return path
    ? finding(
        'request',
        'unsupported',
        'definite',
        evidence,
        'the REGISTER carries Path, which a registrar may refuse where the phone does not support it',
      )
    : unsupported(evidence, attempt, response)
}

/** A node that takes no REGISTER at all: the request came to the wrong place (Clearwater's Bono says it on its trusted port). */
const notHere: Meaning = (evidence, attempt) =>
  attempt.ims || attempt.originRole === 'sbc' || attempt.originRole === 'proxy'
    ? finding('acl', 'topology', 'likely', evidence, 'this node takes no REGISTER')
    : finding('request', 'malformed', 'likely', evidence, 'this node takes no REGISTER')

/** Registered for want of a Referred-By (RFC 3892); on a REGISTER it is the 429 of HTTP. */
const tooManyRequests: Meaning = (evidence, _attempt, { phrase }) =>
  /referrer/i.test(phrase)
    ? finding('unknown', 'unclassified', 'ambiguous', evidence)
    : finding('overload', 'unavailable', 'ambiguous', evidence, 'HTTP has this code for too many requests')

const meanings: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  // Said also for what a node on the way left out, or for want of a better code.
  [400, perhapsMalformed],
  [402, (evidence) => finding('barring', 'suspended', 'definite', evidence)],
  [405, notHere],
  [406, perhapsMalformed],
  [410, (evidence) => finding('credentials', 'unknown_user', 'ambiguous', evidence)],
  [409, perhapsConflict],
  [411, perhapsMalformed],
  [412, perhapsConflict],
  [413, malformed],
  [414, malformed],
  [415, malformed],
  [416, malformed],
  [417, perhapsUnsupported],
  [420, badExtension],
  [421, unsupported],
  [422, perhapsUnsupported],
  [423, unsupported],
  [424, perhapsMalformed],
  // RFC 8224 has these for calls; a node that wants or checks an Identity on everything says them to a REGISTER too.
  [428, perhapsUnsupported],
  [429, tooManyRequests],
  [430, unsupported],
  [436, perhapsMalformed],
  [437, perhapsMalformed],
  [438, perhapsMalformed],
  [439, unsupported],
  // Not registered codes: the core of Kamailio and OpenSIPS says so of its own attempt to pass the request on.
  [477, (evidence) => finding('server', 'no_response', 'likely', evidence, 'a proxy could not send it to the next hop')],
  [478, (evidence) => finding('server', 'core_routing', 'likely', evidence, 'a proxy could not resolve the next hop')],
  [479, perhapsMalformed],
  [481, (evidence) => finding('request', 'binding_conflict', 'definite', evidence)],
  // A loop or too many hops may be of the network's making.
  [482, perhapsMalformed],
  [483, perhapsMalformed],
  [484, malformed],
  [485, malformed],
  [488, perhapsUnsupported],
  [491, perhapsConflict],
  [493, perhapsMalformed],
  [501, perhapsMalformed],
  [505, malformed],
  [513, malformed],
  [555, unsupported],
  // A registrar must not send 6xx (RFC 3261 §10.3), so these are somebody's policy; 604 names the user.
  [603, (evidence) => finding('acl', 'client_policy', 'likely', evidence)],
  [604, (evidence) => finding('credentials', 'unknown_user', 'likely', evidence)],
])

function named(header: string, tags: string): readonly string[] {
  return tags === '' ? [] : [`${header}: ${tags.slice(0, 60)}`]
}
