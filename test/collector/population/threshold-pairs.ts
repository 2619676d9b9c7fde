import {
  BAN_REFUSALS,
  BAN_WINDOW,
  EDGE_OTHERS,
  EDGE_SHARE,
  EDGE_USERS,
  GUESSES,
  GUESS_WINDOW,
  HEALTH,
  HOST_USERS,
  HOUR,
  NODE_BASELINE,
  NODE_SHARE,
  NODE_SOURCES,
  NODE_USERS,
  NODE_WINDOW,
  SCANNED_IN_A_ROW,
  SCANNED_USERS,
  SETTLED,
  STORM_FACTOR,
  STORM_WATCHED,
  USER_SOURCES,
  WIDE_OTHERS,
  WIDE_USERS,
  WINDOW,
} from '../../../collector/population/thresholds.ts'
import type { CapturedPacket } from '../../replay.ts'
import { address, phone, phones, served } from './crowd.ts'
import {
  ATTACKER,
  AWAY,
  EDGE,
  OTHER_EDGE,
  PANE,
  abroad,
  ban,
  banned,
  edge,
  failing,
  guess,
  guesses,
  lastScanned,
  node,
  office,
  officeAgain,
  scan,
  scanned,
  storm,
  subscribers,
  wide,
} from './threshold-crowds.ts'

export type Threshold = keyof typeof import('../../../collector/population/thresholds.ts')

/** Just enough of something, and one less (or a pane of five seconds more), and what is said of one user each time. */
interface Pair {
  readonly of: Threshold
  readonly what: string
  readonly user: string
  readonly crowd: (enough: boolean) => readonly CapturedPacket[]
  readonly flag: string
  readonly above: string
  readonly below: string
}

/** A pair for each threshold. */
export const pairs: readonly Pair[] = [
  {
    of: 'SCANNED_USERS',
    what: 'users that a source asks for',
    ...scan,
    crowd: (enough) => [...scanned(SCANNED_USERS - (enough ? 1 : 2), 0), ...lastScanned(3)],
  },
  {
    of: 'WINDOW',
    what: 'between the first of them and the last',
    ...scan,
    crowd: (enough) => [...scanned(SCANNED_USERS - 1, 0), ...lastScanned((enough ? WINDOW - 1 : WINDOW) * PANE)],
  },
  {
    of: 'HOUR',
    what: 'since the source got through',
    ...scan,
    crowd: (enough) => {
      const at = (enough ? HOUR : HOUR - 1) * PANE
      return [...phone({ at: 0, user: 'once', fate: 'ok', source: ATTACKER }), ...scanned(SCANNED_USERS - 1, at), ...lastScanned(at + 3)]
    },
  },
  {
    of: 'SCANNED_IN_A_ROW',
    what: 'numbers in a row',
    ...scan,
    user: '100',
    below: 'credentials/challenge_unanswered ambiguous',
    crowd: (enough) =>
      phones(enough ? SCANNED_IN_A_ROW : SCANNED_IN_A_ROW - 1, (index) => ({
        at: index * 0.2,
        user: `${100 + index}`,
        fate: 'asked',
        source: ATTACKER,
      })),
  },
  { of: 'GUESSES', what: 'answers for one user', ...guess, crowd: (enough) => guesses(enough ? GUESSES : GUESSES - 1, 22) },
  {
    of: 'GUESS_WINDOW',
    what: 'between the first of them and the last',
    ...guess,
    crowd: (enough) => guesses(GUESSES, (enough ? GUESS_WINDOW - 1 : GUESS_WINDOW) * PANE),
  },

  {
    of: 'WIDE_USERS',
    what: 'users of a source that are refused',
    ...wide,
    crowd: (enough) => [...served(WIDE_OTHERS), ...office(enough ? WIDE_USERS : WIDE_USERS - 1)],
  },
  {
    of: 'WIDE_OTHERS',
    what: 'other sources that are served',
    ...wide,
    crowd: (enough) => [...served(enough ? WIDE_OTHERS : WIDE_OTHERS - 1), ...office(WIDE_USERS)],
  },
  {
    of: 'WIDE_USERS',
    what: 'phones that get no reply any more, all of them known good',
    ...wide,
    below: 'server/no_response ambiguous',
    crowd: (enough) => officeAgain(enough ? WIDE_USERS : WIDE_USERS - 1, 'silent'),
  },
  {
    of: 'WIDE_USERS',
    what: 'phones that are refused since their source was served, all of them known good',
    ...wide,
    below: 'barring/identity_barred ambiguous',
    crowd: (enough) => officeAgain(enough ? WIDE_USERS : WIDE_USERS - 1, 403),
  },

  {
    of: 'NODE_USERS',
    what: 'users that a node fails',
    ...node,
    below: 'acl/source_ip likely',
    crowd: (enough) => failing(enough ? NODE_USERS : NODE_USERS - 1, 0, 403),
  },
  {
    of: 'NODE_WINDOW',
    what: 'between the first of them and the last',
    ...node,
    user: 'd13-0',
    crowd: (enough) => [...failing(NODE_USERS - 1, 0), ...failing(1, (NODE_WINDOW - (enough ? 2 : 1)) * PANE, 'wrong', 13)],
  },
  {
    of: 'NODE_SOURCES',
    what: 'sources of users that a node fails',
    ...node,
    crowd: (enough) =>
      phones(NODE_USERS, (index) => ({
        at: index * 0.1,
        user: `d12-${index}`,
        fate: 'wrong',
        source: `${address(index % (enough ? NODE_SOURCES : NODE_SOURCES - 1))}:${5060 + index}`,
      })),
  },
  {
    of: 'NODE_SHARE',
    what: 'users that a node fails among those that it serves',
    ...node,
    crowd: (enough) => [
      ...served(40),
      ...served(NODE_USERS / NODE_SHARE - NODE_USERS + (enough ? 0 : 1), 120, 11),
      ...failing(NODE_USERS, 120),
    ],
  },
  {
    of: 'NODE_BASELINE',
    what: 'users that the node failed while it was well',
    ...node,
    crowd: (enough) => {
      const bad = 40 * NODE_BASELINE - (enough ? 1 : 0)
      return [...served(40 - bad), ...failing(bad, 0, 'wrong', 14), ...failing(NODE_USERS, 120)]
    },
  },
  {
    of: 'HEALTH',
    what: 'since the node was well',
    ...node,
    crowd: (enough) => [...served(40), ...failing(NODE_USERS, (HEALTH - (enough ? 2 : 1)) * PANE)],
  },
  {
    of: 'SETTLED',
    what: 'until it is known that it was well',
    ...node,
    crowd: (enough) => [...served(40), ...failing(40, (enough ? SETTLED : SETTLED - 1) * PANE)],
  },

  {
    of: 'EDGE_USERS',
    what: 'subscribers of a P-CSCF that the core refuses',
    ...edge,
    crowd: (enough) => [...subscribers('q', 5, 'ok', OTHER_EDGE), ...subscribers('p', enough ? EDGE_USERS : EDGE_USERS - 1, 403, EDGE, [])],
  },
  {
    of: 'EDGE_USERS',
    what: 'subscribers that are refused abroad, all of whom come through the P-CSCF of that network',
    ...abroad,
    crowd: (enough) => [
      ...subscribers('h', 5, 'ok', OTHER_EDGE),
      ...subscribers('v', enough ? EDGE_USERS : EDGE_USERS - 1, 403, EDGE, AWAY),
    ],
  },
  {
    of: 'EDGE_OTHERS',
    what: 'subscribers of other P-CSCFs that are served',
    ...edge,
    crowd: (enough) => [
      ...subscribers('q', enough ? EDGE_OTHERS : EDGE_OTHERS - 1, 'ok', OTHER_EDGE),
      ...subscribers('p', EDGE_USERS, 403, EDGE, []),
    ],
  },
  {
    of: 'EDGE_SHARE',
    what: 'their share of those of other P-CSCFs',
    ...edge,
    crowd: (enough) => [
      ...subscribers('q', EDGE_OTHERS, 'ok', OTHER_EDGE),
      ...subscribers('r', EDGE_OTHERS / EDGE_SHARE - EDGE_OTHERS + (enough ? 0 : 1), 403, OTHER_EDGE, []),
      ...subscribers('p', EDGE_USERS, 403, EDGE, []),
    ],
  },

  {
    of: 'USER_SOURCES',
    what: 'sources where others get through and the user does not',
    user: 'eve',
    flag: 'userMultiSource',
    above: 'credentials/unknown_user likely',
    below: 'credentials/unknown_user ambiguous',
    crowd: (enough) => [
      ...phones(2, (index) => ({ at: index, user: `n${index}`, fate: 'ok', source: `${address(index)}:5061` })),
      ...phones(enough ? USER_SOURCES : USER_SOURCES - 1, (index) => ({
        at: 3 + index,
        user: 'eve',
        fate: 403,
        source: `${address(index)}:5062`,
      })),
    ],
  },
  {
    of: 'BAN_REFUSALS',
    what: 'refusals before the silence',
    ...ban,
    crowd: (enough) => banned(enough ? BAN_REFUSALS : BAN_REFUSALS - 1, 120),
  },
  {
    of: 'BAN_WINDOW',
    what: 'from the first of them to the silence',
    ...ban,
    crowd: (enough) => banned(BAN_REFUSALS, (BAN_WINDOW - (enough ? 2 : 1)) * PANE),
  },
  {
    of: 'STORM_FACTOR',
    what: 'users within a minute, where there were eight a minute before',
    ...storm,
    crowd: (enough) => [
      ...phones(34, (index) => ({ at: index * 7.25, user: `e${index}`, fate: 'ok', source: `${address(index)}:5060` })),
      ...served(STORM_FACTOR * 8 - (enough ? 6 : 7), 300, 11),
      ...failing(4, 300, 'silent'),
      ...served(2, 301, 13),
    ],
  },
  {
    of: 'STORM_WATCHED',
    what: 'since the node was seen first',
    ...storm,
    crowd: (enough) => {
      const at = (enough ? STORM_WATCHED - 1 : STORM_WATCHED - 2) * PANE
      return [...served(2), ...served(20, at, 11), ...failing(6, at, 'silent')]
    },
  },
  {
    of: 'HOST_USERS',
    what: 'users of a domain that nobody knows',
    user: 'm0',
    flag: 'domainWide',
    above: 'acl/domain likely',
    below: 'credentials/unknown_user likely',
    crowd: (enough) => [
      ...served(3),
      ...phones(enough ? HOST_USERS : HOST_USERS - 1, (index) => ({
        at: index,
        user: `m${index}`,
        fate: 404,
        domain: 'moved.example',
        source: `${address(index, 12)}:5060`,
      })),
    ],
  },
]
