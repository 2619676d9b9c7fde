import type { Population } from '../../classifiers/attempt.ts'

/** What is known of the others while nobody watches them: nothing. Rules that need it then choose the modest answer. */
export const UNWATCHED: Population = {
  scan: 'unknown',
  sourceWide: 'unknown',
  pcscfWide: 'unknown',
  nodeWide: 'unknown',
  visitedCluster: 'unknown',
  userMultiSource: 'unknown',
  banPattern: 'unknown',
  expiryWave: 'unknown',
  domainWide: 'unknown',
  otherNames: 'unknown',
  otherOffers: 'unknown',
  neighboursSucceed: 'unknown',
  neighboursSince: 'unknown',
}
