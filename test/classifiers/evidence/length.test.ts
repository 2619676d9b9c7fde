import test from 'ava'
import { classify } from '../../../classifiers/classify.ts'
import { attempt, ims, type Facts, type Sketch } from '../attempt.ts'
import { asked, named } from './says.ts'

// What the wire says can be of any length; a line of evidence is one that fits on a page.

const long = 'x'.repeat(5000)
const cases: Readonly<Record<string, readonly [rounds: readonly Sketch[], facts: Facts]>> = {
  'a phrase': [[{ got: `403 ${long}` }], {}],
  'a scheme': [[{ ...asked, challenge: { scheme: long } }], {}],
  'an algorithm': [[{ ...asked, challenge: { algorithm: `SHA-256${long}` } }], {}],
  'a tag of Require': [[{ got: '421 Extension Required', response: { require: long } }], {}],
  'a visited network': [[named], { ...ims, visitedNetwork: `${long}.mnc015.mcc208.3gppnetwork.org` }],
  'a header of the registrar': [[{ got: '500 Server Error', response: { registrarError: long } }], {}],
  'a Warning': [[{ got: '403 Forbidden', response: { texts: [`399 a "Subscription suspended ${long}"`] } }], {}],
  'a User-Agent': [[{ got: '403 Forbidden' }], { userAgent: `friendly-scanner${long}` }],
}
for (const [what, [rounds, facts]] of Object.entries(cases)) {
  test(`${what} of any length`, (t) => {
    const judgement = classify(attempt(rounds, facts))
    const lines = judgement === 'blind' ? [] : judgement.evidence
    t.true(
      lines.some((line) => line.includes('xxx') || line.includes('SHA-256') || line.includes('suspended') || line.includes('is damaged')),
    )
    for (const line of lines) t.true(line.length < 250, line)
  })
}
