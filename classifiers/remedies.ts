import type { Finding, Reason, taxonomy } from './rule.ts'

/** One piece of advice. `reported` is the share of cases in which others say it worked (`do`) or was in vain (`dont`). */
export interface Advice {
  readonly text: string
  readonly reported?: number
}

/** What helps against a cause, most promising first, and what is a waste of time. */
export interface Remedy {
  readonly do: readonly Advice[]
  readonly dont: readonly Advice[]
}

/** What to do about a finding. */
export function remedyOf({ cause, reason }: Pick<Finding, 'cause' | 'reason'>): Remedy {
  const known: Partial<Record<Reason, Remedy>> = remedies[cause]
  return known[reason] ?? remedies.unknown.unclassified
}

const transport: Advice = { text: 'Changing the transport from UDP to TCP: the refusal is no matter of transport', reported: 0.9 }
const alg: Advice = { text: 'Switching SIP ALG off in the router: the request arrived and was understood', reported: 0.8 }
const retype: Advice = {
  text: 'Entering the same user name and password again: the client may keep its cached nonce and hash',
  reported: 0.6,
}
const retry: Advice = { text: 'Letting the device retry, or rebooting it: nothing changes until the subscription does' }
const credentialsUntouched: Advice = { text: 'Touching passwords or SIM data: they were not looked at' }

const freshNonce: Advice = {
  text: 'Remove the account from the client and add it again (Linphone: delete and re-create), so that cached nonce and hash are gone and a new REGISTER is made with the right credentials',
  reported: 0.7,
}

/** By cause and reason, so that no reason can be forgotten. */
const remedies: { readonly [C in keyof typeof taxonomy]: Readonly<Record<(typeof taxonomy)[C][number], Remedy>> } = {
  credentials: {
    wrong_password: {
      do: [
        freshNonce,
        {
          text: 'Compare the secret of exactly this user, realm included: Kamailio `kamctl db show subscriber` (ha1 holds the realm), Asterisk `pjsip show auths`, FreeSWITCH `user_data USER@DOMAIN param password`',
        },
        {
          text: 'Look at the log of the registrar for what it refused: Kamailio auth_db at debug (rc -2 is the password, -3 the user), Asterisk `security` log (InvalidPassword, ChallengeResponseFailed)',
        },
      ],
      dont: [transport, alg, retype],
    },
    stale_nonce: {
      do: [
        freshNonce,
        { text: 'Update or replace the client: it must answer the nonce of the last challenge, and try again by itself on stale=true' },
        {
          text: 'Lengthen the life of a nonce if clients are slow (Kamailio auth `nonce_expire`, FreeSWITCH `nonce-ttl`), and keep the clocks and the nonce secret of all servers behind one name alike (Kamailio auth `secret`)',
        },
        {
          text: 'See whether NAT or a load balancer changes the source address or the server between challenge and answer: pjsip binds its nonce to the source',
        },
      ],
      dont: [retype, transport],
    },
    unknown_user: {
      do: [
        {
          text: 'Look the user up under exactly this name and domain, and create or rename it (Kamailio `kamctl add`, Asterisk `pjsip show aors`, FreeSWITCH `list_users`)',
        },
        { text: 'Compare the domain that the client registers with the one under which the user is stored' },
      ],
      dont: [{ text: 'Changing the password: the name was not found, no password was compared' }, transport],
    },
    impi_unknown: {
      do: [
        {
          text: 'Look up IMPI and IMPU in the HSS and provision the IMS subscription: an EPS subscription alone is not enough, and this is the most common cause',
        },
        { text: 'Put a SIM that is known to work into the same device at the same P-CSCF: if it registers, it is the subscription' },
        {
          text: 'Read the Cx answer in the log of HSS or I-CSCF: 5001 unknown, 5002 not bound together, base 5003 not authorised, 5004 roaming',
        },
      ],
      dont: [retry, transport],
    },
    impi_format: {
      do: [
        {
          text: 'Compare the Authorization username with 23.003: full IMSI, then @ims.mncNNN.mccNNN.3gppnetwork.org with three digits of MNC, no prefix before the IMSI',
        },
        {
          text: 'Correct the ISIM files (EF_IMPI, EF_DOMAIN) or the derivation in the device profile; with no Authorization at all the core derives the IMPI from To',
        },
        { text: 'If the device is right, correct the key under which the HSS stores the subscription' },
      ],
      dont: [retry],
    },
    identity_mismatch: {
      do: [
        { text: 'IMS: bind the IMPU to this IMPI in the HSS (implicit registration set)' },
        {
          text: 'SIP: set the authentication user of the client to the user of its address, or allow the pair at the server (Kamailio `auth_check` flags, OpenSIPS `db_check_to`, Asterisk: name the AOR as the client registers it)',
        },
      ],
      dont: [retype, transport],
    },
    auth_scheme: {
      do: [
        { text: 'Compare realm and algorithm of the challenge with those of the answer: the client must use the realm as given' },
        {
          text: 'Offer MD5 beside SHA-256 for clients without RFC 8760 (Kamailio auth `algorithm`, FreeSWITCH `auth-algorithm`, Asterisk `supported_algorithms_uas`)',
        },
        { text: 'IMS: give the subscription the scheme that the S-CSCF asks for in MAR (Cx 5006), Digest-AKAv1-MD5 or SIP Digest' },
      ],
      dont: [retype],
    },
    aka_res_mismatch: {
      do: [
        {
          text: 'Compare K, OP or OPc, and AMF of the AuC with those of the card, and provision anew; an OP entered as OPc is the usual slip',
        },
        { text: 'Read the S-CSCF log of this IMPI: it knows expected and received response' },
      ],
      dont: [transport, { text: 'Resetting SQN: the answer was computed, so the sequence number was accepted' }],
    },
    aka_mac_failure: {
      do: [
        { text: 'Compare K and OP/OPc in the AuC with the card: the card could not verify AUTN. Mistaking OP for OPc looks exactly so' },
        { text: 'Check AMF (8000 for IMS and EPS) and that the P-CSCF leads to the HSS of this SIM' },
      ],
      dont: [{ text: 'Looking at IPsec: the device gave up before it set up an association' }, transport],
    },
    aka_sync_failure: {
      do: [
        {
          text: 'Check that AUTS reaches the HSS: MAR with SIP-Authorization in the Diameter trace. Kamailio IMS ignores AUTS when the response is empty',
        },
        { text: 'See whether two HSS instances, or EPC and IMS with separate counters, serve one SIM: their SQN drift apart' },
        { text: 'Set SQN of this subscriber in the AuC above that of the card (PyHSS, open5gs: field `sqn`)' },
      ],
      dont: [retry],
    },
    challenge_unanswered: {
      do: [
        { text: 'Check that the client has credentials for this realm at all, and outbound proxy and registrar are the intended ones' },
        { text: 'Capture at the client whether the 401 arrives: rport and NAT binding, firewall, size of the UDP packet' },
      ],
      dont: [{ text: 'Changing the password at the server: it was never tried' }],
    },
    unspecified: {
      do: [
        {
          text: 'Read the log of the registrar: only it tells a wrong password from an unknown user (Kamailio auth_db rc -2 or -3, Asterisk `security` log, OpenSIPS auth rc -2 or -1)',
        },
        freshNonce,
        { text: 'If many users fail at once, check the user database of the server first' },
      ],
      dont: [transport, alg, retype],
    },
  },
  acl: {
    source_ip: {
      do: [
        {
          text: 'Add the public address of the client to the list of those allowed (Kamailio permissions table `address`, if the script asks it for REGISTER; Asterisk acl.conf or `permit`; FreeSWITCH acl.conf.xml)',
          reported: 0.8,
        },
        {
          text: 'Look for a ban: Kamailio `htable.dump ipban` and pike, fail2ban `status asterisk`, the blacklist of the SBC; lift it and cure what filled it',
        },
      ],
      dont: [transport, alg, { text: 'Changing credentials: nobody asked for them' }],
    },
    domain: {
      do: [
        {
          text: 'Correct the domain in the client, or let the server serve it (Kamailio `alias` or the domain table, OpenSIPS `domain`, ejabberd `hosts`, FreeSWITCH `force-register-domain`)',
        },
        { text: 'Check that DNS SRV leads the domain to this server' },
      ],
      dont: [retype],
    },
    topology: {
      do: [
        { text: 'Check by which way the device found its P-CSCF (PCO of the attach, DHCP, DNS) and compare with the intended address' },
        {
          text: 'Add the P-CSCF to the trusted nodes of the I-CSCF (trust domain, network list), and check that it inserts P-Visited-Network-ID and Path',
        },
      ],
      dont: [retry, credentialsUntouched],
    },
    contact_limit: {
      do: [
        {
          text: 'Remove stale contacts of this user (Kamailio `ul.rm`, Asterisk `database deltree registrar`, FreeSWITCH `sofia profile … flush_inbound_reg`)',
        },
        {
          text: 'Raise the limit (Kamailio registrar `max_contacts`, Asterisk AOR `max_contacts` and `remove_existing`, FreeSWITCH `max-registrations-per-extension`), or shorten expiry',
        },
      ],
      dont: [{ text: 'Waiting for an overload to pass: this 503 is a quota' }],
    },
    client_policy: {
      do: [
        {
          text: 'Read which policy it was in the log of the node that refused: client version, transport, port, contact address (Asterisk `contactdeny`), and follow or change it',
        },
        { text: 'Here, and only here, another transport or client may be the answer' },
      ],
      dont: [retype],
    },
  },
  barring: {
    identity_barred: {
      do: [
        { text: 'Lift the barring in HSS or BSS; read the Cx answer (base 5003) to be sure that it is one' },
        {
          text: 'If only the IMSI-derived IMPU is barred, add an IMPU that is not to its implicit registration set: a barred one alone cannot register',
        },
      ],
      dont: [retry, { text: 'Anything on the device: no action of the client helps' }],
    },
    roaming_not_allowed: {
      do: [
        { text: 'Check the list of visited networks in the IMS profile of the subscriber and the roaming agreement (Cx 5004)' },
        { text: 'Check that the P-CSCF writes the right P-Visited-Network-ID: a wrong one makes home users roam' },
      ],
      dont: [retry],
    },
    suspended: {
      do: [{ text: 'Settle or reactivate the account in billing, then let provisioning run through to registrar or HSS' }],
      dont: [retry, retype],
    },
  },
  sa: {
    agreement_required: {
      do: [
        { text: 'Enable IPsec (sec-agree) in the device profile, or relax the demand at the P-CSCF for this access' },
        {
          text: 'Compare the algorithms of Security-Client with those of the P-CSCF (Kamailio ims_ipsec_pcscf `ipsec_preferred_alg`, `ipsec_preferred_ealg`): hmac-sha-1-96 with aes-cbc is common ground',
        },
        { text: 'See that the answer to the challenge goes to port-s of Security-Server, not to 5060' },
      ],
      dont: [credentialsUntouched],
    },
    verify_mismatch: {
      do: [
        {
          text: 'Lay Security-Server of the 401 beside Security-Verify of the answer, alg, ealg, spi and ports: look for an ALG or SBC between that rewrites them',
        },
        { text: 'If nothing lies between, it is the device: take its log and report it to the vendor' },
        { text: 'After a restart of the P-CSCF, let the device register from the start: its old association is gone' },
      ],
      dont: [{ text: 'Comparing K and OPc: the answer was not looked at' }],
    },
    setup_failed: {
      do: [
        {
          text: 'Look at the P-CSCF for free SPI and ports (Kamailio ims_ipsec_pcscf `ipsec_max_connections`, `ipsec_spi_id_range`) and for rights on xfrm (CAP_NET_ADMIN, `ip xfrm state count`)',
        },
        { text: 'Check that the 401 of the S-CSCF carries ck and ik: without them, the MAA of the HSS lacks the keys' },
      ],
      dont: [{ text: 'Scaling out as for an overload: this 503 is of the security association' }],
    },
    no_protected_register: {
      do: [
        { text: 'Compare K and OP/OPc of card and AuC first: with a wrong key IPsec drops the answer unseen' },
        { text: 'Then the path of ESP: `ip -s xfrm state` and `ip -s xfrm policy` at the P-CSCF, firewall, NAT, MTU' },
        { text: 'Then the algorithms: a device that knows none of Security-Server falls silent' },
      ],
      dont: [{ text: 'Searching the logs of the S-CSCF: the answer never came so far' }],
    },
  },
  proxy_auth: {
    loop: {
      do: [
        { text: 'Set user and password for the realm of the Proxy-Authenticate: it need not be those of the registrar' },
        {
          text: 'Check that the proxy does not challenge requests that it has already accepted (Kamailio `proxy_authorize` and `consume_credentials`)',
        },
      ],
      dont: [{ text: 'Changing the password at the registrar: the request never got there' }, transport],
    },
    unanswered: {
      do: [
        {
          text: 'Give the client credentials for the outbound proxy (Asterisk `outbound_auth`, FreeSWITCH gateway `realm` and `auth-username`)',
        },
        {
          text: 'A client that sends only one of Authorization and Proxy-Authorization cannot pass both: update it, or challenge at one place only',
        },
      ],
      dont: [retype],
    },
  },
  overload: {
    unavailable: {
      do: [
        {
          text: 'Look at load, queues and rate limits of the node that said it (Kamailio `core.shmmem`, pike and ratelimit; CPU limits of the SBC), and add capacity or end the maintenance',
        },
        { text: 'Honour Retry-After and spread the registrations: a storm after an outage feeds itself' },
        { text: 'If one source only is told so, it is a block for flooding: see what it sends' },
      ],
      dont: [{ text: 'Restarting phones: each restart is one more REGISTER' }, credentialsUntouched],
    },
  },
  server: {
    hss: {
      do: [
        {
          text: 'Check the Diameter peers of I- and S-CSCF (Kamailio `cdp.list_peers`), the HSS and its database; result 5012, 3002 and 3004 are its own faults',
        },
        { text: 'For one subscriber alone, look at the AuC entry: without key there are no vectors' },
        { text: 'Compare timers: Diameter must time out before the SIP transactions of P- and I-CSCF do' },
      ],
      dont: [credentialsUntouched],
    },
    core_routing: {
      do: [
        {
          text: 'Check the list of S-CSCFs and their capabilities (Kamailio tables `s_cscf`, `s_cscf_capabilities`) against those the HSS demands in UAA',
        },
        { text: 'Check that name and port of the S-CSCF resolve and answer OPTIONS from the I-CSCF' },
      ],
      dont: [credentialsUntouched],
    },
    internal: {
      do: [
        { text: 'Read the log of the node that answered at this moment: database, script, policy interface (Rx, N5)' },
        { text: 'If it is a relay of somebody else’s error, capture the leg behind it: I-CSCFs answer 500 for whatever the S-CSCF said' },
      ],
      dont: [credentialsUntouched],
    },
    no_response: {
      do: [
        { text: 'Check that the next node runs and is reached: OPTIONS to it, `ss -lunp`, routes, firewall, DNS' },
        { text: 'Check that the capture sees both directions of this node' },
        { text: 'If others are answered, look for a silent ban of this source (pike, ipban, fail2ban)' },
      ],
      dont: [credentialsUntouched],
    },
    bad_challenge: {
      do: [
        {
          text: 'Compare the challenge with RFC 7616 §3.3 or TS 34.229-1 A.1.2: scheme, realm, nonce; for AKA 32 bytes of RAND and AUTN in base64, and Security-Server',
        },
        { text: 'Look at the node that made it, and at what lies between: an SBC or ALG may have cut it' },
      ],
      dont: [retype],
    },
  },
  request: {
    malformed: {
      do: [
        {
          text: 'Take the REGISTER from the capture and look for what the node complains of: Contact, URIs, size, encoding; check client version and ALGs on the way',
        },
        { text: 'Loops and too many hops: follow Route and DNS, two nodes send it to each other' },
      ],
      dont: [retype],
    },
    unsupported: {
      do: [
        {
          text: '423: let the client ask for at least Min-Expires, or lower the minimum at the registrar (Kamailio `min_expires`, Asterisk `minimum_expiration`)',
        },
        { text: '420, 421, 439: switch the extension named in Require or Unsupported on, or off, at both ends (outbound, path, gruu)' },
      ],
      dont: [retype],
    },
    binding_conflict: {
      do: [
        { text: 'Let the client register with a new Call-ID; if two devices share one Call-ID or identity, separate them' },
        { text: 'At a de-registration it is harmless: the binding was gone already' },
      ],
      dont: [credentialsUntouched],
    },
  },
  scan: {
    scanner: {
      do: [
        { text: 'Block the source at the edge (firewall, SBC, `ipset`), and leave its attempts out of service levels' },
        { text: 'See that no account of yours answered to it: look for a success of the same source' },
      ],
      dont: [{ text: 'Paging somebody for it: it is the background noise of the Internet' }],
    },
  },
  unknown: {
    unclassified: {
      do: [
        {
          text: 'Read the log of the node that answered; if the phrase means something there, add it under `phrases:` in the configuration',
        },
        { text: 'Report code, phrase and server to the project, so that a rule can be made' },
      ],
      dont: [],
    },
  },
}
