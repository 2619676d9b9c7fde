import { TICKS_PER_SECOND } from '../registration/wheel.ts'

// What it takes for a flag (docs/population.md). Spans are panes of five seconds on the arrival clock.

/** Ticks of a pane. */
export const PANE_TICKS = 5 * TICKS_PER_SECOND

const perMinute = 12

/** Within this many panes things happen at the same time: five minutes. */
export const WINDOW = 5 * perMinute

/** Panes that are kept apart: the window, and as long as the slowest attempt takes until it is closed (an AKA challenge, 240 s). */
export const KEPT = WINDOW + 4 * perMinute + 4

/** Panes after which silence and unanswered challenges have been closed too: before, what failed is not all there. */
export const SETTLED = 9

/** A node is judged by its last minute. */
export const NODE_WINDOW = perMinute

/** A source that got through within the last hour is nobody new. */
export const HOUR = 60 * perMinute

/** A node that was well within the last six hours was well. */
export const HEALTH = 6 * HOUR

/** Users that one source tries, none of them with success. */
export const SCANNED_USERS = 10
/** Numbers in a row among them. */
export const SCANNED_IN_A_ROW = 6
/** Answers to challenges that are tried for one user from one source, and within how many panes: a phone takes longer. */
export const GUESSES = 10
export const GUESS_WINDOW = 6

/** Users of one source that are refused alike, and other sources that are served meanwhile. */
export const WIDE_USERS = 3
export const WIDE_OTHERS = 3

/** Subscribers that the core refuses of one P-CSCF, or of one visited network. */
export const EDGE_USERS = 5
/** Others that get through meanwhile, and their share. */
export const EDGE_OTHERS = 3
export const EDGE_SHARE = 0.5

/** Users and sources at one node, the share of them that fails, and the share that failed when it was well. */
export const NODE_USERS = 20
export const NODE_SOURCES = 5
export const NODE_SHARE = 0.5
export const NODE_BASELINE = 0.1

/** Sources from which one user is refused, while others of them get through. */
export const USER_SOURCES = 2

/** Refusals of a source before it falls silent, and within how many panes. */
export const BAN_REFUSALS = 10
export const BAN_WINDOW = 10 * perMinute

/** How many times more users than before come in a storm, and for how many panes the node must have been watched to know. */
export const STORM_FACTOR = 3
export const STORM_WATCHED = 2 * perMinute

/** Users that must be seen to get through a registrar under another digest username than their own: one shows that it allows it. */
export const NAME_OTHERS = 1

/** Users that get through a P-CSCF with other algorithms, while none does with those of the one that is refused. */
export const OFFER_OTHERS = 3

/** Users of one host that do not exist, while other hosts of the registrar are served. */
export const HOST_USERS = 3
