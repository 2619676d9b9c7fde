import { alg, freshNonce, retry, retype, transport, type Remedies } from './remedy.ts'

/** Whose fault the credentials are, and how to mend them. */
export const credentials: Remedies<'credentials'> = {
  wrong_password: {
    do: [
      freshNonce,
      {
        text: 'Compare the secret of exactly this user, realm included: Kamailio `kamctl db smatch subscriber username USER` (ha1 holds the realm), Asterisk `asterisk -rx "pjsip show auth NAME"`, FreeSWITCH `fs_cli -x "user_data USER@DOMAIN param password"`',
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
        text: 'Look the user up under exactly this name and domain, and create or rename it (Kamailio `kamctl add USER PASSWORD`, Asterisk `asterisk -rx "pjsip show aors"`, FreeSWITCH `fs_cli -x list_users`)',
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
        text: 'SIP: set the authentication user of the client to the user of its address, or allow the pair at the server (Kamailio `auth_check` flags, OpenSIPS `db_is_to_authorized`, formerly `db_check_to`, Asterisk: name the AOR as the client registers it)',
      },
    ],
    dont: [retype, transport],
  },
  auth_scheme: {
    do: [
      { text: 'Compare realm and algorithm of the challenge with those of the answer: the client must use the realm as given' },
      {
        text: 'Offer MD5 beside SHA-256 for clients without RFC 8760 (Kamailio auth `algorithm`, FreeSWITCH `rfc8760-auth-algorithms`, Asterisk `supported_algorithms_uas`)',
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
}
