import type { Finding } from '../../classifiers/rule.ts'
import type { Reason } from '../../classifiers/taxonomy.ts'

/** Why one should hesitate to believe a reason, and what would end the hesitation. */
interface Doubt {
  /** What looks the same on the wire. */
  readonly alike: string
  /** What would have to be seen to be sure. */
  readonly settle: string
}

const doubts: Readonly<Record<Reason, Doubt>> = {
  wrong_password: {
    alike: 'an account that was removed or renamed, or credentials that the server can no longer check',
    settle: 'the registrar’s log, which knows what it refused; or one attempt with a password that is certainly right',
  },
  stale_nonce: {
    alike: 'a wrong password at a server that never says stale=true',
    settle: 'stale=true in a challenge, or what the server says to an answer on a fresh nonce',
  },
  unknown_user: {
    alike: 'a wrong domain, or an account that was switched off',
    settle: 'a look into the registrar’s database for exactly this user and domain',
  },
  impi_unknown: {
    alike:
      'a barred subscriber, identities that do not belong together, or roaming that is not allowed: when the phrase is missing, all are the same refusal',
    settle: 'the Cx answer in the log of HSS or I-CSCF (5001 = unknown), or a capture of the leg from P-CSCF to I-CSCF with its phrase',
  },
  impi_format: {
    alike: 'a well-formed identity that the HSS does not know',
    settle: 'the IMPI as the HSS stores it, compared letter by letter',
  },
  identity_mismatch: {
    alike: 'a wrong password for the right user',
    settle: 'the registrar’s or HSS’s record: which identities may this user name register',
  },
  auth_scheme: {
    alike: 'a client that has no credentials at all',
    settle: 'the realms and algorithms that the client is configured for, beside those of the challenge',
  },
  aka_res_mismatch: {
    alike: 'a refusal by policy that happens to come after the answer',
    settle: 'the S-CSCF’s log, or its own answer captured between P-CSCF and S-CSCF',
  },
  aka_mac_failure: {
    alike: 'a client that lost the challenge and started over',
    settle: 'the SIM’s own log (AUTN check), or K, OP/OPc and AMF of SIM and HSS side by side',
  },
  aka_sync_failure: {
    alike: 'a client that gives up for a reason of its own',
    settle: 'SQN in the HSS before and after the resynchronisation',
  },
  challenge_unanswered: {
    alike:
      'a client without credentials, a challenge that was lost on its way, a phone that was switched off, or an answer that this capture missed',
    settle: 'a capture at the client: did the challenge arrive there',
  },
  unspecified: {
    alike:
      'a user name of another account, or a fault of the server’s user database: most servers refuse all of these alike, and on purpose',
    settle: 'the registrar’s log, or whether this user could register before',
  },
  source_ip: {
    alike: 'an unknown user, or a policy of the server that looks at neither',
    settle:
      'the registrar’s access list or ban list; or another user that gets through from the same address, which would clear the address',
  },
  domain: { alike: 'an unknown user in a domain that is served', settle: 'the list of domains that the server serves' },
  topology: {
    alike: 'a refusal of the subscriber by the HSS',
    settle: 'the same subscriber through another P-CSCF, and the trust list of the core',
  },
  contact_limit: { alike: 'another limit of the registrar', settle: 'the contacts that the registrar holds for this user, and its limit' },
  client_policy: {
    alike: 'a refusal of the user or of the source address',
    settle: 'the same user with another client, from the same address',
  },
  identity_barred: {
    alike: 'an unknown subscriber, roaming that is not allowed, or a refused P-CSCF',
    settle: 'the barring flags in the HSS, or the Cx answer in its log',
  },
  roaming_not_allowed: {
    alike: 'a barred or unknown subscriber',
    settle: 'the Cx answer (5004) in the log of the HSS, or the same subscriber at home',
  },
  suspended: { alike: 'a refusal for another reason', settle: 'the state of the account in billing' },
  agreement_required: {
    alike: 'a refusal that has nothing to do with security',
    settle: 'the mechanisms that both sides list (Security-Client, Security-Server), and the log of the P-CSCF',
  },
  verify_mismatch: {
    alike: 'a wrong answer of the SIM',
    settle: 'the headers Security-Server and Security-Verify as client and P-CSCF logged them',
  },
  setup_failed: { alike: 'an overloaded P-CSCF', settle: 'the P-CSCF’s log: which step of the IPsec set-up failed' },
  no_protected_register: {
    alike: 'keys that do not fit (the SIM rejects the network in silence), ESP that is blocked or broken on the path, or a phone that left',
    settle: 'ESP packets at the P-CSCF, and the SIM’s own log',
  },
  loop: {
    alike: 'a client that answers for another realm',
    settle: 'the proxy’s log: did it get the credentials, and what did it think of them',
  },
  unanswered: {
    alike: 'a client that left, or a challenge that was lost on its way',
    settle: 'a capture at the client: did the 407 arrive there',
  },
  unavailable: {
    alike: 'a rate limit for this one source',
    settle: 'load and log of the server, and whether other sources are refused too',
  },
  hss: { alike: 'a fault of the CSCF itself', settle: 'the Diameter link: log of CSCF and HSS at this time' },
  core_routing: { alike: 'an HSS that gives no usable capabilities', settle: 'the I-CSCF’s log of the S-CSCF selection' },
  internal: { alike: 'a database or a node behind the server that failed', settle: 'the log of the node that answered, at this time' },
  no_response: {
    alike: 'a server that is down, a path that loses packets, a silent ban, or answers that this capture does not see',
    settle: 'a capture at the server: does the request arrive, does an answer leave',
  },
  bad_challenge: { alike: 'a client that lost the challenge, or was switched off', settle: 'what the client logged about the challenge' },
  malformed: {
    alike: 'a server that is stricter than the standard',
    settle: 'the request itself beside what the server’s log complains about',
  },
  unsupported: { alike: 'an extension that one side could do without', settle: 'the headers Require and Unsupported of both sides' },
  binding_conflict: { alike: 'two devices with the same identity', settle: 'the contacts that the registrar holds for this user' },
  scanner: {
    alike: 'many phones with one misconfiguration behind one address',
    settle: 'who owns the source address, and which users it tries',
  },
  unclassified: { alike: 'anything', settle: 'the log of the node that answered, at this time' },
}

/** How sure a finding is, and what would have to be seen to be surer, as sentences. */
export function howSure({ confidence, reason }: Finding): readonly string[] {
  if (confidence === 'definite') return ['Definite: nothing else looks like this on the wire.']
  const { alike, settle } = doubts[reason]
  const first =
    confidence === 'likely'
      ? `Likely: the usual cause of what was seen. It could also be ${alike}.`
      : `Ambiguous: the wire alone cannot tell. It may just as well be ${alike}.`
  return [first, `To be sure: ${settle}.`]
}
