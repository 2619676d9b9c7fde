import { answerOfEither, wasChallenged } from './reading.ts'
import type { Attempt, PopulationWord, Response } from './attempt.ts'
import type { Role } from './taxonomy.ts'

const nodes: Readonly<Record<Role, string>> = {
  ue: ' from the UE',
  pcscf: ' from the P-CSCF',
  icscf: ' from the I-CSCF',
  scscf: ' from the S-CSCF',
  registrar: ' from the registrar',
  proxy: ' from the proxy',
  sbc: ' from the SBC',
  none: '',
  unknown: '',
}

/** `403 'Forbidden - HSS User Unknown' from the I-CSCF, before any challenge`: what was said, by whom, and when. */
export function said(attempt: Attempt, response: Response): string {
  return `${quoted(response)}${nodes[response.role]}${moment(attempt)}`
}

/** `403 'Forbidden'`. A phrase is what the wire says: any length, any characters, so it is cut and its controls are taken out. */
export function quoted({ status, phrase }: Response): string {
  return phrase === '' ? `${status}` : `${status} '${plain(phrase)}'`
}

/** Text from the wire, fit for one line. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.slice(0, LONGEST).replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/gu, ' ')
}

/** What was counted of the others, for something that they are known to do. */
export function seenOf({ population }: Attempt, word: PopulationWord): string {
  return population.seen?.[word] ?? populationWords[word]
}

const populationWords: Readonly<Record<PopulationWord, string>> = {
  scan: 'its source tries many users or passwords, and none gets through',
  sourceWide: 'every user of this source is refused, other sources are served',
  pcscfWide: 'all users of this P-CSCF are refused, those of others are not',
  nodeWide: 'most users fail at that node',
  visitedCluster: 'others of the same visited network are refused, those at home are not',
  userMultiSource: 'the user is refused from several sources, where others get through',
  banPattern: 'its source was refused often just before; others are answered',
  expiryWave: 'many more users than before come to that node',
  domainWide: 'nobody of this domain is known, other domains are served',
  otherNames: 'others get through there whose digest username is not the user that registers',
  otherOffers: 'UEs that offer other algorithms get through this P-CSCF, none does with this offer',
  neighboursSucceed: 'other users of this source get through',
  neighboursSince: 'other users of this source got through since',
}

/** `once`, `twice`, `15 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}

const LONGEST = 120

function moment(attempt: Attempt): string {
  if (answerOfEither(attempt) !== undefined) return ', after credentials'
  return wasChallenged(attempt) ? ', after a challenge' : ', before any challenge'
}
