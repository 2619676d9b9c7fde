import test from 'ava'
import * as fc from 'fast-check'
import type { Attempt, Challenge, Credentials, Response, Round } from '../../classifiers/attempt.ts'
import { classify } from '../../classifiers/classify.ts'
import { anyAttempt } from './any-attempt.ts'

/** What is an attempt's own: another one has other names, hosts, realms, numbers, nodes and nonces in the same places, and what is equal in one is in the other. */
interface Own {
  readonly user: string
  readonly username: string
  readonly host: string
  readonly realm: (realm: string) => string
  readonly print: (print: number) => number
  readonly seconds: number
  readonly cseq: (cseq: number) => number
  readonly address: (address: string) => string
  /** What is drawn anew for each security association, of which there are several. */
  readonly drawn: (association: number) => number
}

const one: Own = {
  user: 'alice',
  username: 'alice',
  host: 'example.com',
  realm: (realm) => (realm === '' ? '' : `one ${realm}`),
  print: (print) => (print === 0 ? 0 : 10 + print),
  seconds: 0,
  cseq: (cseq) => cseq,
  address: (address) => (address === '' ? '' : `192.0.2.1 ${address}`),
  drawn: (association) => 4096 + association,
}
const other: Own = {
  user: '4930123456789',
  username: '4930123456789',
  host: 'pbx.example.org',
  realm: (realm) => (realm === '' ? '' : `other ${realm}`),
  print: (print) => (print === 0 ? 0 : -7 * print),
  seconds: 0.49,
  // Whether it goes up by one, or by more, is looked at (aka.ts); the number itself is not.
  cseq: (cseq) => cseq + 4711,
  address: (address) => (address === '' ? '' : `2001:db8::1 ${address}`),
  drawn: (association) => 70_001 - 7 * association,
}

/** Two subscribers of one network. */
const DOMAIN = 'ims.mnc001.mcc262.3gppnetwork.org'
const subscriber: Own = { ...one, host: DOMAIN, user: '262011234567890', username: `262011234567890@${DOMAIN}` }
const neighbour: Own = { ...other, host: DOMAIN, user: '262019999999999', username: `262019999999999@${DOMAIN}` }

test('outside an IMS rules compare names, hosts, realms and nonces, and look into none', (t) => {
  fc.assert(
    fc.property(anyAttempt, (any) => {
      const plain = { ...any, ims: false, visitedNetwork: '' }
      t.deepEqual(classify(owned(plain, other)), classify(owned(plain, one)))
    }),
    { numRuns: 5000 },
  )
})

test('in an IMS they look into identities as far as the network, and compare what a security association draws anew', (t) => {
  fc.assert(
    fc.property(anyAttempt, (any) => {
      const plain = { ...any, visitedNetwork: '' }
      t.deepEqual(classify(owned(plain, neighbour)), classify(owned(plain, subscriber)))
    }),
    { numRuns: 5000 },
  )
})

function owned(attempt: Attempt, own: Own): Attempt {
  const { user, host } = own
  const rounds = attempt.rounds.map((round) => ofRound(round, own))
  const at = rounds.findLastIndex(({ response }) => response !== undefined)
  const { response: final, decision } = rounds[at] ?? {}
  return { ...attempt, rounds, final, decision, toUser: user, fromUser: user, toHost: host, fromHost: host, requestHost: host }
}

function ofRound(round: Round, own: Own): Round {
  const { securityClient, securityVerify } = round
  const response = ofResponse(round.response, own)
  return {
    ...round,
    cseq: own.cseq(round.cseq),
    pause: own.seconds,
    securityClient: withDrawn(securityClient, own, 'spi-c', 'port-c'),
    securityVerify: withDrawn(securityVerify, own, 'spi-s'),
    credentials: round.credentials.map((credentials) => ofCredentials(credentials, own)),
    response,
    decision: response,
    late: undefined,
    lateAwaited: false,
  }
}

function ofResponse(response: Response | undefined, own: Own): Response | undefined {
  if (response === undefined) return undefined
  const { securityServer } = response
  return {
    ...response,
    address: own.address(response.address),
    challenges: response.challenges.map((challenge) => ofChallenge(challenge, own)),
    securityServer: withDrawn(securityServer, own, 'spi-s'),
  }
}

/** Which association it is rests on the text: two values may be of one or of two. */
function withDrawn(text: string, { drawn }: Own, ...names: readonly string[]): string {
  return text === '' ? '' : [text, ...names.map((name) => `${name}=${drawn(text.length % 3) % 60_000}`)].join(';')
}

function ofChallenge(challenge: Challenge, { realm, print }: Own): Challenge {
  return { ...challenge, realm: realm(challenge.realm), nonce: print(challenge.nonce) }
}

function ofCredentials(credentials: Credentials, { username: name, host, realm, print, seconds }: Own): Credentials {
  const { username, nonceAge } = credentials
  return {
    ...credentials,
    username: username === '' ? '' : name,
    uri: `sip:${host}`,
    realm: realm(credentials.realm),
    nonce: print(credentials.nonce),
    response: print(credentials.response),
    nonceAge: nonceAge === undefined ? undefined : seconds,
  }
}
