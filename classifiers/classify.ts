import { edgeNotTrusted, refusedByEdge, refusedUnasked } from './acl.ts'
import { macFailure, resMismatch, syncFailure, vectorGone } from './aka.ts'
import { refusedOfLate, roamingRefused } from './barring.ts'
import { impiFormat, impiUnknown, imsiMismatch, vectorRefused } from './credentials-ims.ts'
import {
  answerForbidden,
  challengeAlone,
  challengedAgain,
  challengeUnanswered,
  notFound,
  oldNonceForbidden,
  onlyNewAlgorithms,
  schemeDiffers,
  staleNonce,
} from './credentials.ts'
import { quoted } from './evidence.ts'
import { comeBackLater, overloaded } from './overload.ts'
import { standardTable, type PhraseTable } from './phrases.ts'
import { answerToProxyForbidden, oneOfTwo, proxyUnanswered, refusedByProxy } from './proxy-auth.ts'
import { ruling } from './reading.ts'
import { notFollowed, requestRefused } from './request.ts'
import type { Attempt } from './attempt.ts'
import { finding, type Finding, type Judgement, type Rule } from './rule.ts'
import {
  agreementDemanded,
  answeredOutside,
  clientChanged,
  noProtectedRegister,
  nothingInCommon,
  protectedUnanswered,
  setupFailed,
  verifyDiffers,
} from './sa.ts'
import { scannerAgent, scanBehaviour } from './scan.ts'
import { badChallenge, homeUnavailable, internalError, noServer, passedOnInVain, refusesAll, silence, timedOut } from './server.ts'
import { registrarError, saidInText, saidInWords, saidLiterally } from './stated.ts'

/**
 * First answer wins, so the order is the contract: who asks, what was said, what headers show, then the place in the flow, then what
 * others do, then the default of the code. The numbers are those of docs/causes.
 */
export const rules: readonly Rule[] = [
  // Who asks
  scannerAgent, // R01
  scanBehaviour, // R02

  // What was said, word for word
  saidLiterally, // R10
  registrarError, // R11

  // What the UE made of an AKA challenge, whatever came after
  syncFailure, // R52
  macFailure, // R51

  // What the headers of the security agreement show
  verifyDiffers, // R21
  clientChanged, // R22
  answeredOutside, // R25
  agreementDemanded, // R20

  // What was said, in the words that servers use
  saidInWords, // R10w, R58
  saidInText, // R10t

  // The security agreement, by its place in the flow
  setupFailed, // R23
  nothingInCommon, // R24

  challengeAlone, // R92: before whatever says that it was not answered

  // The proxy
  refusedByProxy, // R30
  badChallenge, // R91: before the unanswered ones, whose why it tells
  oneOfTwo, // R31
  proxyUnanswered, // R30

  // Loops of 401 that had settled before the attempt fell silent
  staleNonce, // R90a
  schemeDiffers, // R90b
  vectorGone, // R54: before R90g, in an IMS a refused answer is a 403
  challengedAgain, // R90c to R90g

  // Silence and the server's own codes
  protectedUnanswered, // R40s
  silence, // R41
  timedOut, // R41
  passedOnInVain, // R41
  overloaded, // R40
  comeBackLater, // R40
  homeUnavailable, // R42
  noServer, // R42
  requestRefused, // R43: before R42, which takes every other 5xx
  notFollowed, // R43
  internalError, // R42

  // 403: everyone, after an answer, then in an IMS before any challenge
  refusesAll, // R59
  resMismatch, // R53
  refusedByEdge, // R60
  vectorRefused, // R67: before the rest, which the HSS has let pass
  impiFormat, // R61
  imsiMismatch, // R62
  edgeNotTrusted, // R63
  roamingRefused, // R64
  refusedOfLate, // R65
  impiUnknown, // R66

  // 403 and 404 of a registrar
  answerToProxyForbidden, // R32: before R70, which looks for Authorization alone
  refusedUnasked, // R70
  answerForbidden, // R72
  oldNonceForbidden, // R73
  notFound, // R80

  // A challenge that stayed the last word
  noProtectedRegister, // R50
  onlyNewAlgorithms, // R90h
  challengeUnanswered, // R90h
]

/** Says why a failed attempt failed. Every attempt gets a judgement; `unknown/unclassified` is counted and invites a rule. */
export function classify(attempt: Attempt, phrases: PhraseTable = standardTable): Judgement {
  for (const rule of rules) {
    const found = rule(attempt, phrases)
    if (found !== undefined) return found
  }
  return unclassified(attempt)
}

/** R99 */
function unclassified(attempt: Attempt): Finding {
  const response = ruling(attempt)
  return finding('unknown', 'unclassified', 'ambiguous', response === undefined ? 'ended in silence' : `ended in ${quoted(response)}`)
}
