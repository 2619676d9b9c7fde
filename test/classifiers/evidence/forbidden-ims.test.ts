import test from 'ava'
import { ims } from '../attempt.ts'
import { bare, edge, known, named, says } from './says.ts'

test(
  'everyone is forbidden',
  says,
  [named],
  { ...ims, population: { nodeWide: 'yes' } },
  'server/internal likely',
  "403 'Forbidden', before any challenge",
  'most users fail at that node',
)
test(
  'a P-CSCF that refuses by itself',
  says,
  [{ ...named, ...edge }],
  { ...ims, decidedAlone: 'yes' },
  'acl/topology ambiguous',
  "403 'Forbidden' from the P-CSCF, before any challenge, which did not pass it on",
  'other users of the same source would tell',
)
test(
  'a P-CSCF that refuses a source',
  says,
  [{ ...named, ...edge }],
  { ...ims, decidedAlone: 'yes', population: { sourceWide: 'yes' } },
  'acl/source_ip likely',
  "403 'Forbidden' from the P-CSCF, before any challenge",
  'every user of this source is refused, other sources are served',
)
test(
  'no private identity',
  says,
  [bare],
  ims,
  'credentials/impi_format likely',
  'no private identity: the REGISTER carries no Authorization username',
  "403 'Forbidden', before any challenge",
)
test(
  'an IMSI of 13 digits',
  says,
  [{ ...named, credentials: { username: '2620198765432@ims.mnc001.mcc262.3gppnetwork.org' } }],
  ims,
  'credentials/impi_format likely',
  'the IMSI has 13 digits in place of 15',
  "403 'Forbidden', before any challenge",
)
test(
  'an MNC of two digits',
  says,
  [{ ...named, credentials: { username: '262019876543210@ims.mnc01.mcc262.3gppnetwork.org' } }],
  ims,
  'credentials/impi_format likely',
  'the MNC label has 2 digits in place of 3',
  "403 'Forbidden', before any challenge",
)
test(
  'an IMSI of another network',
  says,
  [{ ...named, credentials: { username: '262029876543210@ims.mnc001.mcc262.3gppnetwork.org' } }],
  ims,
  'credentials/impi_format likely',
  'the IMSI does not belong to the MCC and MNC of its realm',
  "403 'Forbidden', before any challenge",
)
test(
  'a name of no form',
  says,
  [{ ...named, credentials: { username: 'alice@ims.mnc001.mcc262.3gppnetwork.org' } }],
  ims,
  'credentials/impi_format likely',
  'the username has not the form IMSI@ims.mnc…mcc….3gppnetwork.org',
  "403 'Forbidden', before any challenge",
)
test(
  'two IMSIs',
  says,
  [named],
  { ...ims, toUser: '262019876543219' },
  'credentials/identity_mismatch likely',
  'the IMSI of the private identity is not that of the public identity',
  "403 'Forbidden', before any challenge",
)
test(
  'all of a P-CSCF',
  says,
  [named],
  { ...ims, population: { pcscfWide: 'yes' } },
  'acl/topology likely',
  "403 'Forbidden', before any challenge",
  'all users of this P-CSCF are refused, those of others are not',
)
test(
  'all of a P-CSCF and of its network',
  says,
  [named],
  { ...ims, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org', population: { pcscfWide: 'yes', visitedCluster: 'yes' } },
  'barring/roaming_not_allowed likely',
  "403 'Forbidden', before any challenge",
  'visited network ims.mnc015.mcc208.3gppnetwork.org is not the home network',
  'others of the same visited network are refused, those at home are not',
)
test(
  'roaming',
  says,
  [named],
  { ...ims, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org' },
  'barring/roaming_not_allowed ambiguous',
  "403 'Forbidden', before any challenge",
  'visited network ims.mnc015.mcc208.3gppnetwork.org is not the home network',
  'others refused from the same visited network would confirm it',
)
test(
  'roaming, all of the network',
  says,
  [named],
  { ...ims, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org', population: { visitedCluster: 'yes' } },
  'barring/roaming_not_allowed likely',
  "403 'Forbidden', before any challenge",
  'visited network ims.mnc015.mcc208.3gppnetwork.org is not the home network',
  'others of the same visited network are refused, those at home are not',
)
test(
  'roaming, user known good',
  says,
  [named],
  { ...ims, ...known, visitedNetwork: 'ims.mnc015.mcc208.3gppnetwork.org' },
  'barring/roaming_not_allowed likely',
  "403 'Forbidden', before any challenge",
  'visited network ims.mnc015.mcc208.3gppnetwork.org is not the home network',
  'the user registered before',
)
test(
  'user known good',
  says,
  [named],
  { ...ims, ...known },
  'barring/identity_barred likely',
  "403 'Forbidden', before any challenge",
  'the user registered before',
)
test(
  'user known good, one flow more',
  says,
  [named],
  { ...ims, ...known, regId: true },
  'acl/contact_limit ambiguous',
  "403 'Forbidden', before any challenge",
  'the user registered before, and the Contact carries reg-id: one flow too many, or barred',
)
test(
  'nothing else to go by',
  says,
  [named],
  ims,
  'credentials/impi_unknown ambiguous',
  "403 'Forbidden', before any challenge",
  'the leg of the I-CSCF, or an earlier success of this user, would tell more',
)
