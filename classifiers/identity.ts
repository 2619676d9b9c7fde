import type { Attempt } from './attempt.ts'
import { plain } from './evidence.ts'
import { usernameOf } from './reading.ts'
import type { Confidence } from './taxonomy.ts'

/** What is wrong with the private identity of a 3GPP subscriber, in words; undefined when it is well formed or no 3GPP form is due. */
export function impiFault(attempt: Attempt): string | undefined {
  if (!identitySeen(attempt) || (!is3gpp(attempt.toHost) && !is3gpp(attempt.requestHost))) return undefined
  const username = usernameOf(attempt)
  if (username === '') return 'no private identity: the REGISTER carries no Authorization username'
  const parts = IMPI.exec(username)
  if (parts === null) return username.includes('@') && !is3gpp(username.toLowerCase()) ? undefined : formFault(username)
  const [, imsi = '', mnc = '', mcc = ''] = parts
  if (mnc.length !== 3) return `the MNC label has ${mnc.length} digits in place of 3`
  return belongs(imsi, mcc, mnc) ? undefined : 'the IMSI does not belong to the MCC and MNC of its realm'
}

/** What keeps a username from the form IMSI@ims.mnc…mcc….3gppnetwork.org (3GPP TS 23.003 §13.3), as far as it has a name. */
function formFault(username: string): string {
  const prefix = /^([a-z0-9.:_-]*[a-z.:_-])\d{14,15}@/i.exec(username)?.[1]
  if (prefix !== undefined) return `${plain(prefix)} stands before the IMSI, where nothing belongs`
  const digits = /^\d+/.exec(userPart(username))?.[0].length ?? 0
  if (digits === username.length) return 'the IMSI stands without a realm'
  if (digits === userPart(username).length && (digits < 14 || digits > 15)) return `the IMSI has ${digits} digits in place of 15`
  return 'the username has not the form IMSI@ims.mnc…mcc….3gppnetwork.org'
}

/** Some request was captured, with whatever names it carries. */
export function identitySeen({ rounds }: Attempt): boolean {
  return rounds.some(({ requestSeen }) => requestSeen)
}

/** The private identity holds an IMSI of less than 15 digits. */
export function shortImsi(attempt: Attempt): boolean {
  return /^\d{14}@/.test(usernameOf(attempt))
}

/** The IMSI of the private identity is not that of an IMSI-derived public identity (3GPP TS 23.003 §13.4B). */
export function imsiDiffers(attempt: Attempt): boolean {
  if (!is3gpp(attempt.toHost) || !IMSI.test(attempt.toUser)) return false
  const username = usernameOf(attempt)
  const user = userPart(username)
  return IMSI.test(user) && user !== attempt.toUser
}

/** True when the REGISTER came through another operator's network than the subscriber's own; undefined when that cannot be told. */
export function isRoaming({ visitedNetwork, toHost }: Attempt): boolean | undefined {
  const home = plmnOf(toHost)
  const visited = plmnOf(visitedNetwork)
  if (home !== '' && visited !== '') return home !== visited
  return toHost !== '' && visitedNetwork.toLowerCase().includes(toHost) ? false : undefined
}

/**
 * In what way the REGISTER is made for another user than the one that authenticates, in words; undefined when it is not. Where others get
 * through under another digest username, as in many trunks, that is no fault.
 */
export function actsForAnother({ toUser, fromUser, population }: Attempt, username: string): string | undefined {
  if (toUser === '') return undefined
  const user = toUser.toLowerCase()
  const name = username.toLowerCase()
  if (name !== '' && userPart(name) !== user && population.otherNames !== 'yes') return 'the digest username is not the user that registers'
  return fromUser !== '' && fromUser.toLowerCase() !== user ? 'From is not the user that registers' : undefined
}

/**
 * How much a refusal after credentials makes of that. Who registers another user than From says breaks RFC 3261 §10.2; a digest username of its own is
 * what many registrars give to each account, and then it is the password that is wrong.
 */
export function mismatchConfidence({ toUser, fromUser }: Attempt): Confidence {
  return fromUser !== '' && fromUser.toLowerCase() !== toUser.toLowerCase() ? 'likely' : 'ambiguous'
}

const IMSI = /^\d{14,15}$/
const IMPI = /^(\d{14,15})@ims\.mnc(\d{1,3})\.mcc(\d{3})\.3gppnetwork\.org$/i
const PLMN = /mnc0{0,2}(\d{1,3})\.mcc(\d{3})/i

function is3gpp(host: string): boolean {
  return host.endsWith('.3gppnetwork.org')
}

/** An MNC of two digits is written with a leading zero in a realm (3GPP TS 23.003 §13.2). */
function belongs(imsi: string, mcc: string, mnc: string): boolean {
  return imsi.startsWith(mcc + mnc) || (mnc.startsWith('0') && imsi.startsWith(mcc + mnc.slice(1)))
}

function plmnOf(host: string): string {
  const parts = PLMN.exec(host)
  return parts === null ? '' : `${parts[2]}-${parts[1]}`
}

function userPart(username: string): string {
  const at = username.indexOf('@')
  return at < 0 ? username : username.slice(0, at)
}
