import { FILE_WORDS, History } from '../../collector/history/history.ts'

/** When corpora begin, in seconds since 1970. */
const START = 1_700_000_000
const HOURS = 3_600

/** A history with no room left: each user that is new to it drives one out. */
export function fullHistory(users: number): History {
  const history = new History({ users, days: 30 })
  const words = new Int32Array(users * FILE_WORDS)
  for (let at = 0, user = 1; at < words.length; at += FILE_WORDS, user++) {
    // Spread over all words, as hashes are; odd factors leave no two equal.
    words[at] = Math.imul(user, 0x9e3779b1)
    words[at + 1] = Math.imul(user, 0x85ebca77)
    words[at + 2] = START - (user % (24 * HOURS)) - 1
  }
  history.take(words, START)
  return history
}
