import type { Population } from '../../classifiers/rule.ts'

/** What is known of the others while nobody watches them: nothing. Rules that need it then choose the modest answer. */
export const UNWATCHED: { readonly population: Population } = {
  population: {
    scan: 'unknown',
    sourceWide: 'unknown',
    pcscfWide: 'unknown',
    nodeWide: 'unknown',
    visitedCluster: 'unknown',
    userMultiSource: 'unknown',
    banPattern: 'unknown',
    neighboursSucceed: 'unknown',
  },
}
