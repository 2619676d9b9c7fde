import type { Attempt, Challenge, Credentials, History, Population, Response, Round } from '../../classifiers/attempt.ts'
import { UNWATCHED } from '../../collector/registration/unwatched.ts'

const imsi = '262019876543210'
const realm = 'ims.mnc001.mcc262.3gppnetwork.org'

/** One round in a few words; what is not said is as in an uneventful SIP registration. */
export interface Sketch {
  /**
   * What the UE sent: `name` is an Authorization without response, `answer` answers the challenge given last, `cached` a nonce of before the
   * attempt, `again` the nonce answered last, `empty` repeats the nonce without response, `auts` asks for resynchronisation.
   */
  readonly sent?: 'name' | 'answer' | 'cached' | 'again' | 'empty' | 'auts'
  readonly credentials?: Partial<Credentials>
  /** It sent Proxy-Authorization as well, or alone. */
  readonly proxy?: boolean
  /** Status and phrase that the UE got; none for silence. A 401 or 407 brings a new nonce. */
  readonly got?: string
  readonly challenge?: Partial<Challenge> | readonly Partial<Challenge>[]
  readonly response?: Partial<Response>
  /** What the deciding node said, where it is not what the UE got. */
  readonly decision?: string
  readonly late?: string
  readonly round?: Partial<Round>
}

/** What an attempt may be given beside its rounds. */
export interface Facts extends Partial<Omit<Attempt, 'rounds' | 'population' | 'history'>> {
  readonly population?: Partial<Population>
  readonly history?: Partial<History>
}

/** Builds an attempt from rounds told in a few words. */
export function attempt(sketches: readonly Sketch[], { population, history, ...facts }: Facts = {}): Attempt {
  const rounds: Round[] = []
  for (const sketch of sketches) rounds.push(roundOf(sketch, rounds, facts.ims ?? false))
  const answered = rounds.findLast(({ response }) => response !== undefined)
  return {
    method: 'REGISTER',
    rounds,
    final: answered?.response,
    decision: answered?.decision,
    lastAnswered: rounds.at(-1)?.response !== undefined,
    decidedAlone: 'unknown',
    originRole: answered?.decision?.role ?? 'none',
    toUser: 'alice',
    toHost: 'example.org',
    fromUser: 'alice',
    fromHost: 'example.org',
    requestHost: 'example.org',
    userAgent: 'Phone 1.0',
    ims: false,
    visitedNetwork: '',
    regId: false,
    transport: 'udp',
    ...facts,
    population: { ...UNWATCHED, ...population },
    history: {
      succeeded: 'unknown',
      elsewhere: 'unknown',
      nodeAnswers: 'unknown',
      protectedVisible: 'unknown',
      restarted: 'unknown',
      ...history,
    },
  }
}

/** Facts of a UE in an IMS: its public identity is derived from the IMSI. */
export const ims: Facts = { ims: true, toUser: imsi, toHost: realm, requestHost: realm, fromUser: imsi, fromHost: realm }

/** A private identity as 3GPP TS 23.003 has it. */
export const impi = `${imsi}@${realm}`

/** A Security-Client, and the Security-Server that answers it. */
export const securityClient = 'ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc;mod=trans;prot=esp;spi-c=11;spi-s=12;port-c=7001;port-s=7002'
export const securityServer = 'ipsec-3gpp;q=0.9;alg=hmac-sha-1-96;ealg=aes-cbc;mod=trans;prot=esp;spi-c=21;spi-s=22;port-c=6101;port-s=6100'

/** A first round in an IMS: named, offered an association, challenged for AKA. */
export const akaChallenge: Sketch = {
  sent: 'name',
  credentials: { username: impi },
  got: '401 Unauthorized',
  challenge: { algorithm: 'AKAv1-MD5', nonceForm: 'base64', nonceLength: 44, realm: realm },
  response: { securityServer },
  round: { securityClient },
}

/** A second round in an IMS: the answer, in the association. */
export const akaAnswer: Sketch = {
  sent: 'answer',
  credentials: { username: impi, algorithm: 'AKAv1-MD5', realm: realm },
  round: { securityClient, securityVerify: securityServer, toPort: 6100 },
}

function roundOf(sketch: Sketch, before: readonly Round[], inIms: boolean): Round {
  const { sent, got, proxy = false } = sketch
  const credentials: Credentials[] = []
  if (sent !== undefined) credentials.push({ ...credentialsFor(sent, false, before), ...sketch.credentials })
  if (proxy) credentials.push(credentialsFor('answer', true, before))
  const response = got === undefined ? undefined : { ...responseOf(got, sketch, before.length), ...sketch.response }
  return {
    cseq: before.length + 1,
    requestSeen: true,
    pause: before.length === 0 ? 0 : 0.1,
    credentials,
    securityClient: '',
    securityVerify: '',
    toPort: 5060,
    retransmissions: 0,
    response,
    responseInside: false,
    decision: sketch.decision === undefined ? response : responseOf(sketch.decision, {}, before.length, inIms ? 'scscf' : 'registrar'),
    forwarded: sketch.decision !== undefined,
    sentOn: sketch.decision === undefined && sketch.round?.forwarded === true,
    path: false,
    integrityProtected: false,
    coreKeys: false,
    late: sketch.late === undefined ? undefined : responseOf(sketch.late, {}, before.length),
    lateAwaited: sketch.late !== undefined && got === undefined,
    ...sketch.round,
  }
}

function responseOf(line: string, { challenge }: Sketch, at: number, role: Response['role'] = 'unknown'): Response {
  const status = Number(line.slice(0, 3))
  const challenges = status === 401 || status === 407 ? [challenge ?? {}].flat() : []
  return {
    status,
    phrase: line.slice(4),
    challenges: challenges.map((each) => ({ ...plainChallenge, proxy: status === 407, nonce: 1000 + at, ...each })),
    server: '',
    texts: [],
    registrarError: '',
    securityServer: '',
    retryAfter: undefined,
    require: '',
    unsupported: '',
    date: false,
    address: '192.0.2.1:5060',
    role,
    roleBy: 'answers',
    depth: role === 'unknown' ? 1 : 2,
  }
}

const plainChallenge: Omit<Challenge, 'proxy' | 'nonce'> = {
  scheme: 'Digest',
  realm: 'example.org',
  nonceForm: 'other',
  nonceLength: 24,
  algorithm: '',
  qop: '',
  stale: false,
  opaque: false,
}

function credentialsFor(sent: NonNullable<Sketch['sent']>, proxy: boolean, before: readonly Round[]): Credentials {
  const given = before.findLast(({ response }) => response?.status === (proxy ? 407 : 401))?.response?.challenges[0]
  const used = before.findLast(({ credentials }) => credentials.some((each) => each.proxy === proxy && each.response !== 0))
  const again = used?.credentials.find((each) => each.proxy === proxy)?.nonce ?? 0
  const nonce = { name: 0, answer: given?.nonce ?? 0, cached: 7, again, empty: given?.nonce ?? 0, auts: given?.nonce ?? 0 }[sent]
  return {
    proxy,
    scheme: 'Digest',
    username: 'alice',
    realm: given?.realm ?? 'example.org',
    nonce,
    nonceForm: given?.nonceForm ?? 'other',
    nonceAge: sent === 'cached' || sent === 'name' ? undefined : 0.1,
    response: sent === 'name' || sent === 'empty' ? 0 : 50 + before.length,
    autsLength: sent === 'auts' ? 20 : 0,
    algorithm: given?.algorithm ?? '',
    nonceCount: 0,
    uri: 'sip:example.org',
  }
}
