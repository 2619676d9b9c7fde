import * as fc from 'fast-check'
import {
  roleProofs,
  type Attempt,
  type Challenge,
  type Credentials,
  type Known,
  type Response,
  type Round,
} from '../../classifiers/attempt.ts'
import { roles } from '../../classifiers/taxonomy.ts'

const known = fc.constantFrom<Known>('yes', 'no', 'unknown')
const text = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.constantFrom('', 'alice', '262019876543210', 'x@ims.mnc001.mcc262.3gppnetwork.org'),
)
const print = fc.constantFrom(0, 1, 2, 3)
const agreement = fc.oneof(text, fc.constantFrom('', 'ipsec-3gpp;alg=hmac-sha-1-96;port-s=6100', 'ipsec-3gpp;alg=a,tls;q=1', ';;=,='))
const algorithm = fc.constantFrom('', 'MD5', 'SHA-256', 'AKAv1-MD5', 'x')
const server = fc.oneof(text, fc.constantFrom('kamailio', 'Asterisk PBX', 'FreeSWITCH', 'ejabberd', 'OpenSIPS'))
const phrase = fc.oneof(
  text,
  fc.constantFrom('Forbidden', 'Forbidden - HSS User Unknown', 'Authentication Failed', 'User barred', 'MAR failed', 'Denied'),
)
const status = fc.constantFrom(
  200,
  302,
  400,
  401,
  402,
  403,
  404,
  405,
  407,
  408,
  420,
  421,
  423,
  480,
  481,
  494,
  499,
  500,
  503,
  504,
  555,
  600,
  603,
  604,
  606,
)

const challenge: fc.Arbitrary<Challenge> = fc.record({
  proxy: fc.boolean(),
  scheme: fc.constantFrom('Digest', 'digest', 'Basic', ''),
  realm: text,
  nonce: print,
  nonceForm: fc.constantFrom('uuid', 'time_hash', 'hex8', 'hex', 'base64', 'other'),
  nonceLength: fc.nat(64),
  algorithm,
  qop: text,
  stale: fc.boolean(),
  opaque: fc.boolean(),
})

const credentials: fc.Arbitrary<Credentials> = fc.record({
  proxy: fc.boolean(),
  scheme: text,
  username: text,
  realm: text,
  nonce: print,
  nonceForm: fc.constantFrom<Credentials['nonceForm'][]>('uuid', 'time_hash', 'hex8', 'hex', 'base64', 'other'),
  nonceAge: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
  response: print,
  autsLength: fc.constantFrom(0, 20),
  algorithm,
  nonceCount: fc.nat(9),
  uri: text,
})

const response: fc.Arbitrary<Response> = fc.record({
  status,
  phrase,
  challenges: fc.array(challenge, { maxLength: 2 }),
  server,
  texts: fc.array(fc.oneof(text, fc.constantFrom('Diameter;cause=5004', '399 a "barred"', '392 x')), { maxLength: 2 }),
  registrarError: fc.oneof(text, fc.constantFrom('', 'SAR failed')),
  securityServer: agreement,
  retryAfter: fc.option(fc.nat(), { nil: undefined }),
  require: fc.constantFrom('', 'sec-agree', 'outbound'),
  unsupported: fc.constantFrom('', 'sec-agree', 'path'),
  date: fc.boolean(),
  address: fc.constantFrom('', '198.51.100.1', '198.51.100.2'),
  role: fc.constantFrom(...roles),
  roleBy: fc.constantFrom(...roleProofs),
  depth: fc.nat(5),
})

const round: fc.Arbitrary<Round> = fc.record({
  cseq: fc.oneof(fc.nat(2), fc.nat()),
  requestSeen: fc.boolean(),
  pause: fc.double({ min: 0, max: 1e6, noNaN: true }),
  credentials: fc.array(credentials, { maxLength: 2 }),
  securityClient: agreement,
  securityVerify: agreement,
  toPort: fc.constantFrom(5060, 6100),
  retransmissions: fc.nat(9),
  response: fc.option(response, { nil: undefined }),
  responseInside: fc.boolean(),
  decision: fc.option(response, { nil: undefined }),
  forwarded: fc.boolean(),
  sentOn: fc.boolean(),
  path: fc.boolean(),
  integrityProtected: fc.boolean(),
  coreKeys: fc.boolean(),
  late: fc.option(response, { nil: undefined }),
  lateAwaited: fc.boolean(),
})

/** Attempts of every shape, most of them impossible: hostile input may look like anything. */
export const anyAttempt: fc.Arbitrary<Attempt> = fc.record({
  method: fc.constantFrom('REGISTER', 'INVITE'),
  rounds: fc.array(round, { minLength: 1, maxLength: 4 }),
  final: fc.option(response, { nil: undefined }),
  decision: fc.option(response, { nil: undefined }),
  lastAnswered: fc.boolean(),
  decidedAlone: known,
  originRole: fc.constantFrom(...roles),
  toUser: text,
  toHost: text,
  fromUser: text,
  fromHost: text,
  requestHost: text,
  userAgent: text,
  ims: fc.boolean(),
  visitedNetwork: text,
  regId: fc.boolean(),
  transport: text,
  population: fc.record({
    scan: fc.constantFrom<Known>('no', 'unknown'),
    sourceWide: known,
    pcscfWide: known,
    nodeWide: known,
    visitedCluster: known,
    userMultiSource: known,
    banPattern: known,
    expiryWave: known,
    domainWide: known,
    otherNames: known,
    otherOffers: known,
    neighboursSucceed: known,
    neighboursSince: known,
  }),
  history: fc.record({ succeeded: known, elsewhere: known, nodeAnswers: known, protectedVisible: known, restarted: known }),
})
