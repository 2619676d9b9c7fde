import test from 'ava'
import { classify } from '../../../classifiers/classify.ts'
import { createPhraseTable } from '../../../classifiers/phrases.ts'
import { akaAnswer, akaChallenge, attempt, ims } from '../attempt.ts'
import { asked, bare, named, says } from './says.ts'

test(
  'a phrase from an I-CSCF',
  says,
  [{ ...named, got: '403 Forbidden - HSS User Unknown', response: { role: 'icscf' } }],
  ims,
  'credentials/impi_unknown definite',
  "403 'Forbidden - HSS User Unknown' from the I-CSCF, before any challenge",
)
test(
  'a phrase from an S-CSCF after credentials',
  says,
  [akaChallenge, { ...akaAnswer, got: '403 Authentication Failed', response: { role: 'scscf' } }],
  ims,
  'credentials/aka_res_mismatch definite',
  "403 'Authentication Failed' from the S-CSCF, after credentials",
)
test(
  'a phrase after a challenge that was not answered',
  says,
  [asked, { got: '403 Not relaying', response: { role: 'proxy' } }],
  {},
  'acl/domain definite',
  "403 'Not relaying' from the proxy, after a challenge",
)
test(
  'a long phrase with controls is cut and cleaned',
  says,
  [{ got: `403 Blacklisted\u0007 ${'x'.repeat(200)}`, response: { role: 'sbc' } }],
  {},
  'acl/source_ip likely',
  "403 'Blacklisted  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' from the SBC, before any challenge",
)
test(
  'no phrase',
  says,
  [{ got: '402 ', response: { role: 'registrar' } }],
  {},
  'barring/suspended definite',
  '402 from the registrar, before any challenge',
)
test(
  'P-Registrar-Error: contacts',
  says,
  [{ got: '503 Service Unavailable', response: { registrarError: 'Too many registered contacts' } }],
  {},
  'acl/contact_limit definite',
  "P-Registrar-Error 'Too many registered contacts' with 503 'Service Unavailable'",
)
test(
  'P-Registrar-Error: SAR',
  says,
  [{ got: '500 Server Internal Error', response: { registrarError: 'SAR failed' } }],
  ims,
  'server/hss likely',
  "P-Registrar-Error 'SAR failed' with 500 'Server Internal Error'",
)
test(
  'P-Registrar-Error: usrloc',
  says,
  [{ got: '500 Server Internal Error', response: { registrarError: 'usrloc_record_not_found' } }],
  {},
  'server/internal definite',
  "P-Registrar-Error 'usrloc_record_not_found' with 500 'Server Internal Error'",
)
test(
  'P-Registrar-Error: CSeq',
  says,
  [{ got: '400 Bad Request', response: { registrarError: 'Invalid CSeq number' } }],
  {},
  'request/binding_conflict definite',
  "P-Registrar-Error 'Invalid CSeq number' with 400 'Bad Request'",
)
test(
  'P-Registrar-Error: 5xx',
  says,
  [{ got: '500 Server Internal Error', response: { registrarError: 'No memory left' } }],
  {},
  'server/internal likely',
  "P-Registrar-Error 'No memory left' with 500 'Server Internal Error'",
)
test(
  'P-Registrar-Error: a header',
  says,
  [{ got: '400 Bad Request', response: { registrarError: 'Contact parse error' } }],
  {},
  'request/malformed definite',
  "P-Registrar-Error 'Contact parse error' with 400 'Bad Request'",
)
test(
  'P-Registrar-Error: a header, with another code',
  says,
  [{ got: '403 Forbidden', response: { registrarError: 'Contact parse error' } }],
  {},
  'acl/source_ip likely',
  "403 'Forbidden', before any challenge",
  'other users of the same source getting through would point to the user',
)
test(
  'a Warning',
  says,
  [{ ...bare, response: { texts: ['399 a "Unknown domain"'] } }],
  {},
  'acl/domain likely',
  `399 a "Unknown domain" with 403 'Forbidden'`,
)
test(
  'a Warning that says what a phrase would prove',
  says,
  [{ ...bare, response: { texts: ['399 a "User barred"'] } }],
  {},
  'barring/identity_barred likely',
  `399 a "User barred" with 403 'Forbidden'`,
)
test(
  'Diameter result 5001',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5001'] } }],
  ims,
  'credentials/impi_unknown likely',
  "Diameter result 5001 with 403 'Forbidden'",
)
test(
  'Diameter result 5002',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5002'] } }],
  ims,
  'credentials/identity_mismatch likely',
  "Diameter result 5002 with 403 'Forbidden'",
)
test(
  'Diameter result 5003',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5003'] } }],
  ims,
  'barring/identity_barred likely',
  "Diameter result 5003 with 403 'Forbidden'",
)
test(
  'Diameter result 5004',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5004'] } }],
  ims,
  'barring/roaming_not_allowed likely',
  "Diameter result 5004 with 403 'Forbidden'",
)
test(
  'Diameter result 5006',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5006'] } }],
  ims,
  'credentials/auth_scheme likely',
  "Diameter result 5006 with 403 'Forbidden'",
)
test(
  'Diameter result 5012',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5012'] } }],
  ims,
  'server/hss likely',
  "Diameter result 5012 with 403 'Forbidden'",
)
test(
  'Diameter result 5030',
  says,
  [{ ...named, response: { texts: ['SIP;cause=403', 'Diameter ;cause = 5030'] } }],
  ims,
  'credentials/impi_unknown likely',
  "Diameter result 5030 with 403 'Forbidden'",
)
test('what the operator calls definite is a hint in a Warning', (t) => {
  const row = { word: 'code purple', cause: 'server', reason: 'internal' } as const
  const judged = (confidence: 'definite' | 'ambiguous') =>
    classify(attempt([{ ...bare, response: { texts: ['399 a "Code purple"'] } }]), createPhraseTable([{ ...row, confidence }]))
  const evidence = [`399 a "Code purple" with 403 'Forbidden'`]
  t.deepEqual(judged('definite'), { cause: 'server', reason: 'internal', confidence: 'likely', evidence })
  t.deepEqual(judged('ambiguous'), { cause: 'server', reason: 'internal', confidence: 'ambiguous', evidence })
})
for (const [text, code] of [
  ['Diameter;cause=5004', '5004'],
  ['Diameter ; text="x" ; cause = 5004', '5004'],
] as const) {
  test(
    `a result of the HSS: ${text}`,
    says,
    [{ ...named, response: { texts: [text] } }],
    ims,
    'barring/roaming_not_allowed likely',
    `Diameter result ${code} with 403 'Forbidden'`,
  )
}
