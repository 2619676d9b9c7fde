import type { PhraseRow } from './phrase-row.ts'
import { answered, answerRefused, group, unknownUser } from './word-rows.ts'

/**
 * Words that servers and operators use, in phrases and in Reason, Warning and ms-diagnostics texts. Nobody standardised them, so they are
 * likely at most. The order matters: `IPsec algorithm` stands before `algorithm`, `visited network not authorized` before `not authorized`.
 */
export const vocabulary: readonly PhraseRow[] = [
  ...group(
    'sa',
    'verify_mismatch',
    `
     security verify, security association * not valid, invalid security association, security association mismatch, sa mismatch,
     security agreement mismatch, security agreement * match, spi mismatch, invalid spi, wrong spi, security * altered`,
  ),
  ...group(
    'sa',
    'setup_failed',
    `
     create ipsec, ipsec * failed, ipsec * failure, ipsec setup, ipsec tunnel, security association * failed, security association *
     failure, no free spi, spi exhausted, no * spi, ipsec resources, sa setup, sa creation, sa establishment`,
  ),
  ...group(
    'sa',
    'agreement_required',
    `
     integrity protected, integrity protection, not protected, unprotected, security agreement, sec agree, ipsec algorithm, ipsec *
     algorithm, common algorithm, common * algorithm, acceptable ipsec, security client, ipsec, security mechanism, security
     association`,
  ),

  ...group(
    'credentials',
    'aka_sync_failure',
    `
     sync failure, sync error, synchronization fail, synchronization failed, synchronization failure, synchronisation failed,
     synchronisation failure, resync, resynchronization, resynchronisation, sqn, auts`,
  ),
  ...group('credentials', 'aka_mac_failure', 'mac failure, mac error, autn'),
  ...group('credentials', 'aka_res_mismatch', 'res mismatch, xres, res * xres'),
  ...group('credentials', 'stale_nonce', 'stale, nonce', { code: [400, 401, 403, 407], when: answered }),

  ...group(
    'barring',
    'roaming_not_allowed',
    `
     roaming, roamer, visited network, visited plmn, vplmn, plmn * not allowed, plmn * not authorized, foreign network, not allowed *
     country, visiting network`,
  ),
  ...group(
    'barring',
    'suspended',
    `
     suspended, suspension, payment, unpaid, non payment, overdue, balance, credit, no credit, insufficient funds, billing, out of
     funds, account expired, account * expired, subscription * expired, subscription expired, subscriber expired, user expired,
     service expired, trial expired, licence expired, license expired, contract * expired, deactivated, inactive, not active, not
     activated, account disabled, account * disabled, subscriber * disabled, subscription * disabled, user disabled, user * disabled,
     extension disabled, account closed, account terminated, account cancelled, subscription cancelled, subscription * terminated,
     subscriber * terminated`,
  ),

  ...group(
    'acl',
    'topology',
    `
     p cscf, pcscf, trust domain, trusted domain, topology, untrusted proxy, untrusted network, untrusted peer, unauthorized proxy,
     proxy not authorized, proxy not trusted, proxy * not allowed, edge proxy, bypass, direct access, not via, network id * missing`,
  ),
  ...group(
    'acl',
    'source_ip',
    `
     ip address, source address, source ip, ip * not allowed, ip not, ip * not authorized, ip * not permitted, ip * denied, ip *
     blocked, ip * banned, ip * blacklisted, unauthorized ip, unknown ip, invalid ip, address * not allowed, address * not
     authorized, address * not permitted, address * denied, address * blocked, address * banned, address * blacklisted, acl, access
     list, access control, untrusted source, untrusted host, untrusted address, unauthorized host, unauthorized source, source not,
     source * not allowed, source blocked, host not allowed, host denied, subnet, whitelist, white list, allowlist, geo, geoip, geo
     blocked, country blocked, firewall, fail2ban, too many failed, too many failures, too many attempts, too many * attempts, too
     many auth, brute force, flood, flooding, peer not allowed`,
  ),
  ...group(
    'barring',
    'identity_barred',
    `
     user * blacklisted, subscriber * blacklisted, subscriber banned, user banned, user * banned, account * banned, imsi *
     blacklisted, number * blacklisted, barred, barring, locked, account blocked, account * blocked, subscriber * blocked, user
     blocked, user * blocked, subscription * blocked, identity * blocked, impu * blocked, number * blocked, line blocked, extension
     blocked, service blocked, blocked by operator, blocked by administrator, administratively, authorization rejected, not
     authorized to register, not authorized for ims, not authorized for volte, not entitled, subscriber not authorized, subscription
     not authorized, service not authorized, service not allowed, service denied, volte not allowed, ims not allowed, ims service *
     not`,
  ),
  ...group(
    'acl',
    'source_ip',
    `
     blacklist, blacklisted, black list, black listed, blocklist, denylist, banned`,
  ),
  ...group('barring', 'identity_barred', 'blocked', { when: (attempt) => attempt.ims || answered(attempt) }),
  ...group('acl', 'source_ip', 'blocked'),

  ...group(
    'overload',
    'unavailable',
    `
     rate limit, rate * exceeded, too many requests, request limit, cpu limit, memory limit, call limit, calls limit`,
  ),

  ...group(
    'acl',
    'contact_limit',
    `
     too many contacts, too many * contacts, too many registrations, too many * registrations, too many bindings, too many *
     bindings, too many devices, too many registered, too many endpoints, too many sessions, too many users, too many flows, max
     contacts, maximum contacts, maximum * contacts, max * registrations, maximum * registrations, maximum * bindings, maximum *
     devices, max registrations, max bindings, registration limit, registrations limit, contact limit, contacts limit, binding limit,
     device limit, endpoint limit, seat limit, license, licence, licenses, limit reached, limit exceeded, limit * reached, limit *
     exceeded, quota, already registered`,
  ),
  ...group('acl', 'contact_limit', 'capacity', { code: 403 }),
  ...group(
    'acl',
    'domain',
    `
     domain, relay, relaying, not served, not serving, not * served, tenant, unknown realm, realm unknown, realm not found, wrong
     host, unknown host, host unknown, host not found, not our, not local, not responsible, foreign realm`,
  ),
  ...group(
    'acl',
    'client_policy',
    `
     user agent, useragent, client not, client version, unsupported client, device not, device * not allowed, device * not
     authorized, unauthorized device, unknown device, unsupported device, device * blocked, firmware, imei, transport, tls required,
     tls only, use tls, tls * required, insecure, websocket, port not allowed, contact not allowed, contact * acl, policy violation,
     local policy, by policy, policy reject, policy rejection, policy denied, policy control`,
  ),

  // Nobody says which of the two was wrong.
  ...group(
    'credentials',
    'unspecified',
    `
     username or password, user or password, user name or password, login or password, username password, id or password, password or
     user, password or username, username or secret`,
  ),
  ...answerRefused('password, secret, credentials, credential'),
  ...group(
    'credentials',
    'identity_mismatch',
    `
     identities * match, identity mismatch, identity * mismatch, identities * mismatch, impi * impu, impu * impi, impu mismatch, impi
     mismatch, username mismatch, user mismatch, user name mismatch, auth id, auth user * mismatch, auth user * match, authentication
     id, authorization user, auth username, to * from * mismatch, from * to * mismatch, not * owner, third party, 3rd party, does not
     match, do not match, dont match, doesnt match, not match, not associated, not belong, does not own, not owned, spoofed,
     spoofing, spoof`,
  ),
  ...group(
    'credentials',
    'auth_scheme',
    `
     authentication scheme, auth scheme, authentication method, authentication mechanism, algorithm, digest * not supported, scheme *
     not supported, unsupported scheme, unsupported authentication, sha 256, md5, realm mismatch, wrong realm, invalid realm, bad
     realm, realm * mismatch`,
  ),
  ...group(
    'credentials',
    'impi_format',
    `
     private identity * missing, private identity * invalid, invalid private, malformed private, private id missing, private user
     identity * missing, invalid impi, malformed impi, impi format, impi * missing, no impi, no private, invalid imsi, malformed
     imsi, username missing, missing username, malformed username, username * malformed, public identity * missing, invalid public`,
  ),
  ...unknownUser(`
     unknown user, user unknown, user is unknown, user not found, user * not found, no such user, unknown subscriber, subscriber
     unknown, subscriber not found, subscriber * not found, no such subscriber, subscription not found, subscription * not found, no
     subscription, no * subscription, not subscribed, unknown subscription, not provisioned, not * provisioned, unprovisioned, no
     provisioning, provisioned, unknown identity, identity unknown, identity not found, identity * not found, unknown public, unknown
     private, unknown impi, unknown impu, unknown imsi, imsi unknown, impi unknown, impu unknown, imsi not found, impi not found,
     impu not found, unknown account, account unknown, account not found, no such account, no account, invalid account, unknown
     extension, extension not found, no such extension, invalid extension, invalid user, unknown username, invalid username, wrong
     username, username not found, unknown endpoint, endpoint not found, unknown peer, peer not found, no matching peer, no matching
     endpoint, unknown aor, aor not found, unknown number, number not found, unallocated, unassigned, unknown line, unknown
     registration, unknown party, does not exist, doesnt exist, not exist`),

  ...group(
    'server',
    'core_routing',
    `
     no s cscf, no scscf, no * s cscf, no * scscf, s cscf * select, scscf * select, s cscf select, scscf select, s cscf selection,
     scscf selection, s cscf * assign, s cscf * not, scscf * not, s cscf unavailable, scscf unavailable, s cscf * unreachable, i
     cscf, icscf, no entry point, no capable, capabilities, capability, no route, no * route, routing, cannot route, unable to route,
     no next hop, next hop, no destination, no gateway, dns, no registrar, home network unreachable, no home network`,
    { code: [403, 404, 480, 500, 502, 503, 504, 600] },
  ),
  ...group(
    'server',
    'hss',
    `
     hss, hlr, udm, diameter, cx, auc, authentication vector, authentication vectors, no * vectors, home subscriber, unable to
     deliver, unable to comply, mar, maa, uar, uaa, sar, saa, too busy 3004, subscriber server`,
    { code: [400, 403, 404, 408, 480, 500, 502, 503, 504, 600] },
  ),
  ...group(
    'server',
    'internal',
    `
     database, db, sql, backend, back end, ldap, radius, aaa, pcrf, pcf, qos, rx, policy server, script error, out of memory, memory,
     exception, storage, redis, application error, unexpected`,
    { code: [403, 408, 480, 500, 502, 503, 504, 580] },
  ),
  ...group(
    'overload',
    'unavailable',
    `
     overload, overloaded, overloading, congestion, congested, busy, capacity, too many requests, rate limit, rate limited, rate
     limiting, rate exceeded, rate * exceeded, throttled, throttling, throttle, maintenance, shutting down, shutdown, shut down, try
     again, try later, retry later, try * later, resources, resource, cpu, system paused, maximum calls, out of service, draining,
     drain, starting, not ready, standby, temporarily, service not available, server not available, system busy, load`,
    { code: [403, 429, 480, 486, 500, 503, 504, 600, 603] },
  ),

  ...answerRefused(`
     authentication failed, authentication failure, authentication fail, authentication error, authentication rejected,
     authentication incorrect, authentication denied, authentication unsuccessful, failed authentication, failed to authenticate,
     auth failed, auth failure, auth fail, auth error, auth rejected, auth incorrect, login failed, login incorrect, login failure,
     invalid login, bad auth, invalid auth, invalid authentication, bad authentication, wrong authentication, digest failed, digest *
     failed, digest mismatch, bad digest, invalid digest, wrong digest, not authenticated, authorization failed, authorization
     failure, response mismatch, unauthenticated, bad response, wrong response`),

  ...group(
    'request',
    'binding_conflict',
    `
     cseq, out of order, identity not registered, unknown binding, no such binding, binding not found, lower than`,
  ),
  ...group(
    'request',
    'unsupported',
    `
     expires too, expiry too, interval too, expiration too, min expires, outbound not, path not supported`,
    { code: [400, 403, 500] },
  ),
  ...group(
    'request',
    'malformed',
    `
     malformed, parse error, parsing, syntax, missing * header, header missing, invalid * header, bad * header, invalid contact, bad
     contact, missing contact, no contact, too large, too long, invalid uri, bad uri, illegal`,
    { code: [400, 403, 416, 484, 500, 513] },
  ),
  ...group(
    'scan',
    'scanner',
    `
     scanner, scanning, sipvicious, attack, attacker, intrusion, fraud, hacker`,
  ),

  // Of those allowed where they are, or from where they are: roaming in a mobile network, the source elsewhere. More cannot be had from the words.
  ...group(
    'barring',
    'roaming_not_allowed',
    'not allowed here, not permitted here, not authorized here',
    { when: ({ ims }) => ims },
    'ambiguous',
  ),
  ...group('acl', 'source_ip', 'not allowed here, not permitted here, not authorized here', {}, 'ambiguous'),
]
