import test from 'ava'
import { ims } from '../attempt.ts'
import { asked, bare, forbidden, from, known, pjsip, says } from './says.ts'

test(
  'refused unasked',
  says,
  [bare],
  {},
  'acl/source_ip likely',
  "403 'Forbidden', before any challenge",
  'other users of the same source getting through would point to the user',
)
test(
  'refused unasked by ejabberd',
  says,
  [{ ...bare, ...from('ejabberd 24') }],
  {},
  'acl/domain likely',
  "403 'Forbidden', before any challenge",
  'ejabberd refuses so a domain that it does not serve',
)
test(
  'refused unasked, all of the source',
  says,
  [bare],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden', before any challenge",
  'every user of this source is refused, other sources are served',
)
test(
  'refused unasked by FreeSWITCH, all of the source',
  says,
  [{ ...bare, ...from('FreeSWITCH') }],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip definite',
  "403 'Forbidden', before any challenge",
  'every user of this source is refused, other sources are served',
)
test(
  'refused unasked, got through elsewhere',
  says,
  [bare],
  { history: { elsewhere: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden', before any challenge",
  'the same user got through from another source within five minutes',
)
test(
  'refused unasked from several sources',
  says,
  [bare],
  { population: { userMultiSource: 'yes' } },
  'credentials/unknown_user likely',
  "403 'Forbidden', before any challenge",
  'the user is refused from several sources, where others get through',
)
test(
  'refused unasked from several sources, known good',
  says,
  [bare],
  { ...known, population: { userMultiSource: 'yes' } },
  'barring/identity_barred likely',
  "403 'Forbidden', before any challenge",
  'the user is refused from several sources, where others get through',
  'the user registered before',
)
test(
  'refused unasked, neighbours get through',
  says,
  [bare],
  { population: { neighboursSucceed: 'yes' } },
  'credentials/unknown_user ambiguous',
  "403 'Forbidden', before any challenge",
  'other users of this source get through',
)
test(
  'refused unasked, the request not captured',
  says,
  [{ ...bare, round: { requestSeen: false } }],
  {},
  'acl/source_ip ambiguous',
  "403 'Forbidden', before any challenge",
  'the request was not captured: if it carried credentials, those were refused',
)
test(
  'refused after a challenge, the request not captured',
  says,
  [asked, { ...bare, round: { requestSeen: false } }],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after a challenge",
  'the request was not captured: it follows a challenge, and may well answer it',
)
test(
  'refused after an empty answer',
  says,
  [asked, { ...bare, sent: 'empty' }],
  {},
  'credentials/unspecified ambiguous',
  "403 'Forbidden', after a challenge",
  'the challenge was answered with an empty response: no password is set, or it was lost',
)
test(
  'forbidden by pjsip',
  says,
  [pjsip, forbidden],
  {},
  'acl/contact_limit likely',
  "403 'Forbidden', after credentials",
  'pjsip accepted the password and refused the binding',
)
test(
  'forbidden by chan_sip, with Date',
  says,
  [
    { ...asked, challenge: { nonceForm: 'hex8', algorithm: 'MD5' } },
    { ...forbidden, response: { date: true } },
  ],
  {},
  'acl/client_policy ambiguous',
  "403 'Forbidden', after credentials",
  'it carries Date: the password was right, the transport is not allowed',
)
test(
  'forbidden by chan_sip',
  says,
  [{ ...asked, challenge: { nonceForm: 'hex8', algorithm: 'MD5' } }, forbidden],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'an unknown or barred user looks the same; an earlier success would tell',
)
test(
  'forbidden, another user',
  says,
  [asked, forbidden],
  { toUser: 'bob' },
  'credentials/identity_mismatch likely',
  "403 'Forbidden', after credentials",
  'the digest username is not the user that registers',
)
test(
  'forbidden, all of the source',
  says,
  [asked, forbidden],
  { population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden', after credentials",
  'every user of this source is refused, other sources are served',
)
test(
  'forbidden, user known good',
  says,
  [asked, forbidden],
  known,
  'credentials/wrong_password likely',
  "403 'Forbidden', after credentials",
  'the user registered before',
)
test(
  'forbidden',
  says,
  [asked, forbidden],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'an unknown or barred user looks the same; an earlier success would tell',
)
test(
  'forbidden on a nonce of before',
  says,
  [{ ...forbidden, sent: 'cached', credentials: { nonceAge: 300 } }],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'an unknown or barred user looks the same; an earlier success would tell',
)
test(
  'forbidden on a nonce of long before',
  says,
  [{ ...forbidden, sent: 'cached', credentials: { nonceAge: 301 } }],
  {},
  'credentials/stale_nonce ambiguous',
  "403 'Forbidden', after credentials, on a nonce that was not the last one given",
  'a challenge to a new attempt would tell',
)
test(
  'forbidden on a nonce of long before, after a REGISTER that was lost',
  says,
  [{}, { ...forbidden, sent: 'cached', credentials: { nonceAge: 4000 } }],
  {},
  'credentials/stale_nonce ambiguous',
  "403 'Forbidden', after credentials, on a nonce that was not the last one given",
  'a challenge to a new attempt would tell',
)
test(
  'forbidden on an old nonce',
  says,
  [asked, { ...asked, sent: 'answer' }, { ...forbidden, sent: 'again' }],
  {},
  'credentials/wrong_password ambiguous',
  "403 'Forbidden', after credentials",
  'an unknown or barred user looks the same; an earlier success would tell',
)
test(
  '404',
  says,
  [{ got: '404 Not Found' }],
  {},
  'credentials/unknown_user likely',
  "404 'Not Found', before any challenge",
  'a domain that is not served looks the same if nobody of it gets through',
)
test(
  '404 of pjsip after credentials',
  says,
  [pjsip, { sent: 'answer', got: '404 Not Found' }],
  {},
  'credentials/identity_mismatch likely',
  "404 'Not Found', after credentials",
  'pjsip accepted the password and has no AOR of that name',
)
test(
  '404 to all of a domain',
  says,
  [{ got: '404 Not Found' }],
  { population: { domainWide: 'yes' } },
  'acl/domain likely',
  "404 'Not Found', before any challenge",
  'nobody of this domain is known, other domains are served',
)
test(
  '404 in an IMS',
  says,
  [{ got: '404 Not Found' }],
  { ...ims, population: { domainWide: 'yes' } },
  'credentials/impi_unknown likely',
  "404 'Not Found', before any challenge",
)
test(
  'chan_sip denies a contact',
  says,
  [
    { ...asked, ...from('Asterisk PBX 13') },
    { sent: 'answer', got: '603 Denied', ...from('Asterisk PBX 13') },
  ],
  {},
  'acl/client_policy definite',
  "603 'Denied', after credentials",
)
test(
  '603 Denied by others',
  says,
  [asked, { sent: 'answer', got: '603 Denied' }],
  {},
  'acl/client_policy likely',
  "603 'Denied', after credentials",
)
test(
  'refused unasked, in words that are not known',
  says,
  [{ got: '403 Vendor not allowed' }],
  {},
  'acl/source_ip ambiguous',
  "403 'Vendor not allowed', before any challenge",
  'the phrase gives a reason, but none that is known of a REGISTER without credentials',
  'other users of the same source getting through would point to the user',
)
