import test from 'ava'
import { usualCodes } from '../../classifiers/codes.ts'
import { remedyOf } from '../../classifiers/remedies.ts'
import { taxonomy, type Cause, type Reason } from '../../classifiers/taxonomy.ts'

const pairs = causes().flatMap((cause) => taxonomy[cause].map((reason: Reason) => [cause, reason] as const))

function causes(): readonly Cause[] {
  const words: readonly string[] = Object.keys(taxonomy)
  return words.filter(isCause)
}

test('every reason has advice of its own', (t) => {
  for (const [cause, reason] of pairs) {
    const remedy = remedyOf({ cause, reason })
    t.true(remedy.do.length > 0, `${cause}/${reason}`)
    if (cause !== 'unknown') t.not(remedy, remedyOf({ cause: 'unknown', reason: 'unclassified' }), `${cause}/${reason}`)
  }
})

test('every reason says also what does not help', (t) => {
  for (const [cause, reason] of pairs) t.is(remedyOf({ cause, reason }).dont.length > 0, cause !== 'unknown', `${cause}/${reason}`)
})

test('advice is a sentence, and reported shares are fractions', (t) => {
  for (const [cause, reason] of pairs) {
    const remedy = remedyOf({ cause, reason })
    for (const { text, reported } of [...remedy.do, ...remedy.dont]) {
      t.regex(text, /^[\dA-Z]/, text)
      t.notRegex(text, /\.$/, text)
      if (reported !== undefined) t.true(reported > 0 && reported < 1)
    }
  }
})

/** Programs that are told what to do on one line; everything else in backticks is the name of an option, a table or a log. */
const programs = /^(kamcmd|kamctl|asterisk -rx|fs_cli -x|fail2ban-client|ip|ss) /

test('a command can be typed as it stands, on a shell', (t) => {
  const commands = pairs.flatMap(([cause, reason]) =>
    remedyOf({ cause, reason }).do.flatMap(({ text }) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)),
  )
  t.true(commands.some((code) => programs.test(code)))
  for (const code of commands) {
    if (/[ "]|^\w+\.\w+$/.test(code) && code !== 'acl.conf') t.regex(code, programs)
    if (/^(asterisk|fs_cli) /.test(code)) t.regex(code, / ("[^"]+"|\S+)$/, code)
  }
})

test('no command takes the contacts of everybody away', (t) => {
  for (const [cause, reason] of pairs)
    for (const { text } of remedyOf({ cause, reason }).do) {
      t.notRegex(text, /deltree/, text)
      t.notRegex(text, /flush_inbound_reg(?! USER@DOMAIN)/, text)
    }
})

test('advice names no status that its reason does not usually come with, but for the challenge on the way', (t) => {
  for (const [cause, reason] of pairs) {
    const remedy = remedyOf({ cause, reason })
    for (const { text } of [...remedy.do, ...remedy.dont])
      for (const [status] of text.replaceAll(/\bthe 40[17]\b/g, '').matchAll(/\b[3-6]\d\d\b/g))
        t.true(usualCodes[reason].includes(Number(status)), `${cause}/${reason}: ${text}`)
  }
})

test('advice names no status as that of the failure: it may have come with another', (t) => {
  for (const [cause, reason] of pairs) {
    const remedy = remedyOf({ cause, reason })
    for (const { text } of [...remedy.do, ...remedy.dont]) t.notRegex(text, /\b[Tt]his [3-6]\d\d\b/, `${cause}/${reason}`)
  }
})

test('what takes the contacts of everybody away is what an alert warns of', (t) => {
  t.regex(remedyOf({ cause: 'acl', reason: 'contact_limit' }).dont[0]?.text ?? '', /deltree.*flush_inbound_reg/)
})

function isCause(word: string): word is Cause {
  return word in taxonomy
}
