import { credentialsUntouched, retype, type Remedies } from './remedy.ts'

/** Refused for want of room. */
export const overload: Remedies<'overload'> = {
  unavailable: {
    do: [
      {
        text: 'Look at load, queues and rate limits of the node that said it (`kamcmd core.shmmem`, pike and ratelimit of Kamailio; CPU limits of the SBC), and add capacity or end the maintenance',
      },
      { text: 'Honour Retry-After and spread the registrations: a storm after an outage feeds itself' },
      { text: 'If one source only is told so, it is a block for flooding: see what it sends' },
    ],
    dont: [{ text: 'Restarting phones: each restart is one more REGISTER' }, credentialsUntouched],
  },
}

/** Failed by a node of the network. */
export const server: Remedies<'server'> = {
  hss: {
    do: [
      {
        text: 'Check the Diameter peers of I- and S-CSCF (`kamcmd cdp.list_peers`), the HSS and its database; result 5012, 3002 and 3004 are its own faults',
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
}

/** Refused for the request itself. */
export const request: Remedies<'request'> = {
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
      { text: 'Switch the extension that Require or Unsupported names on, or off, at both ends (outbound, path, gruu)' },
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
}

/** Refused with good reason. */
export const scan: Remedies<'scan'> = {
  scanner: {
    do: [
      { text: 'Block the source at the edge (firewall, SBC, `ipset`), and leave its attempts out of service levels' },
      { text: 'See that no account of yours answered to it: look for a success of the same source' },
    ],
    dont: [{ text: 'Paging somebody for it: it is the background noise of the Internet' }],
  },
}

/** Not explained. */
export const unknown: Remedies<'unknown'> = {
  unclassified: {
    do: [
      {
        text: 'Read the log of the node that answered; if the phrase means something there, add it under `phrases:` in the configuration',
      },
      { text: 'Report code, phrase and server to the project, so that a rule can be made' },
    ],
    dont: [],
  },
}
