import { alg, credentialsUntouched, retry, retype, transport, type Remedies } from './remedy.ts'

/** Refused by a rule of the operator. */
export const acl: Remedies<'acl'> = {
  source_ip: {
    do: [
      {
        text: 'Add the public address of the client to the list of those allowed (Kamailio permissions table `address`, if the script asks it for REGISTER; Asterisk acl.conf or `permit`; FreeSWITCH acl.conf.xml)',
        reported: 0.8,
      },
      {
        text: 'Look for a ban: `kamcmd htable.dump ipban` and pike of Kamailio, `fail2ban-client status asterisk`, the blacklist of the SBC; lift it and cure what filled it',
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
        text: 'Remove stale contacts of this user: Kamailio `kamcmd ul.rm location USER`; Asterisk `asterisk -rx "database show registrar/contact"`, and `asterisk -rx "database del registrar/contact KEY"` for each of its keys; FreeSWITCH `fs_cli -x "sofia profile PROFILE flush_inbound_reg USER@DOMAIN"`',
      },
      {
        text: 'Raise the limit (Kamailio registrar `max_contacts`, Asterisk AOR `max_contacts` and `remove_existing`, FreeSWITCH `max-registrations-per-extension`), or shorten expiry',
      },
    ],
    dont: [
      {
        text: 'Removing the contacts of all (Asterisk `database deltree registrar`, FreeSWITCH `flush_inbound_reg` without a user): then nobody can be called',
      },
      { text: 'Waiting for an overload to pass: it is a quota, no overload' },
    ],
  },
  client_policy: {
    do: [
      {
        text: 'Read which policy it was in the log of the node that refused: client version, transport, port, contact address (Asterisk `contact_deny`), and follow or change it',
      },
      { text: 'Here, and only here, another transport or client may be the answer' },
    ],
    dont: [retype],
  },
}

/** Refused by the subscription. */
export const barring: Remedies<'barring'> = {
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
}

/** Refused for want of a security association. */
export const sa: Remedies<'sa'> = {
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
    dont: [{ text: 'Scaling out as for an overload: it is the security association that failed' }],
  },
  no_protected_register: {
    do: [
      { text: 'Compare K and OP/OPc of card and AuC first: with a wrong key IPsec drops the answer unseen' },
      { text: 'Then the path of ESP: `ip -s xfrm state` and `ip -s xfrm policy` at the P-CSCF, firewall, NAT, MTU' },
      { text: 'Then the algorithms: a device that knows none of Security-Server falls silent' },
    ],
    dont: [{ text: 'Searching the logs of the S-CSCF: the answer never came so far' }],
  },
}

/** Refused by a proxy. */
export const proxyAuth: Remedies<'proxy_auth'> = {
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
}
