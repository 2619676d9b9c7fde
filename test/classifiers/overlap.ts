import test from 'ava'
import * as acl from '../../classifiers/acl.ts'
import * as aka from '../../classifiers/aka.ts'
import * as barring from '../../classifiers/barring.ts'
import { rules } from '../../classifiers/classify.ts'
import * as credentialsIms from '../../classifiers/credentials-ims.ts'
import * as credentials from '../../classifiers/credentials.ts'
import * as overload from '../../classifiers/overload.ts'
import { standardTable } from '../../classifiers/phrases.ts'
import * as proxyAuth from '../../classifiers/proxy-auth.ts'
import * as request from '../../classifiers/request.ts'
import * as sa from '../../classifiers/sa.ts'
import * as scan from '../../classifiers/scan.ts'
import * as server from '../../classifiers/server.ts'
import * as stated from '../../classifiers/stated.ts'
import { attempt, ims, type Facts, type Sketch } from './attempt.ts'

const names = new Map<unknown, string>(
  [acl, aka, barring, credentialsIms, credentials, overload, proxyAuth, request, sa, scan, server, stated].flatMap((file) =>
    Object.entries(file).map(([name, rule]) => [rule, name] as const),
  ),
)

const everything = {
  scan: 'no',
  sourceWide: 'yes',
  pcscfWide: 'yes',
  nodeWide: 'yes',
  visitedCluster: 'no',
  userMultiSource: 'yes',
  banPattern: 'yes',
  expiryWave: 'yes',
  domainWide: 'yes',
  otherNames: 'no',
  otherOffers: 'yes',
  neighboursSucceed: 'yes',
  neighboursSince: 'yes',
} as const

/** Around an attempt: nothing, a crowd in which everything goes on at once, an IMS, and both abroad. */
const surroundings = {
  alone: {},
  crowd: { population: everything, history: { succeeded: 'yes' } },
  ims,
  abroad: {
    ...ims,
    population: everything,
    history: { succeeded: 'yes' },
    visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org',
  },
} as const satisfies Readonly<Record<string, Facts>>

/** The rules that have an answer, by their names, in the order in which they are asked; where surroundings are left out, it is as alone. */
export type Answers = Partial<Record<keyof typeof surroundings, string>> & { readonly alone: string }

/** Every rule that has an answer, not only the first, which is given: on what each of them keeps silent is part of it. */
export function overlap(what: string, rounds: readonly Sketch[], answers: Answers): void {
  test(what, (t) => {
    for (const place of ['alone', 'crowd', 'ims', 'abroad'] as const) {
      const built = attempt(rounds, surroundings[place])
      const found = rules.filter((rule) => rule(built, standardTable) !== undefined).map((rule) => names.get(rule))
      t.is(found.join(' '), answers[place] ?? answers.alone, place)
    }
  })
}
