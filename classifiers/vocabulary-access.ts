import type { PhraseRow } from './phrase-row.ts'
import { answered, group } from './word-rows.ts'

/** Codes that refuse; 5xx and 408 tell of a fault. */
const refusals = [400, 403, 404, 406, 410, 480, 484, 488, 603, 604, 606]

/** The account itself, whatever the code. */
export const accountWords: readonly PhraseRow[] = group(
  'barring',
  'suspended',
  `
   account inactive, account * inactive, account not active, account * not active, user inactive, user not active, user * not active, subscriber
   inactive, subscriber not active, subscriber * not active, subscription inactive, subscription not active, subscription * not active, line not active,
   number not active, extension not active`,
)

/** Who may register, from where, how often and with what. */
export const accessWords: readonly PhraseRow[] = [
  // The device, before `user * blocked` and `blacklisted`, which stand for the subscriber and the source.
  ...group(
    'acl',
    'client_policy',
    'softphone, softphones, user agent, useragent, ua not, ua blocked, ua banned, ua denied, imei, firmware',
  ),
  ...group('barring', 'roaming_not_allowed', 'country', { when: ({ ims }) => ims }),
  ...group(
    'barring',
    'roaming_not_allowed',
    `
     roaming, roamer, to roam, visited network, visited plmn, vplmn, plmn * not allowed, plmn * not authorized, foreign network, not allowed *
     country, visiting network`,
  ),
  ...group(
    'barring',
    'suspended',
    `
     suspended, suspension, on hold, account deleted, trunk disabled, line disabled, service disabled, access disabled, payment, unpaid, non payment, overdue, balance, credit, no credit, insufficient funds, billing, out of
     funds, account expired, account * expired, subscription * expired, subscription expired, subscriber expired, user expired,
     service expired, trial * expired, trial expired, top up, not paid, prepaid, licence expired, license expired, contract * expired, deactivated, inactive, not active, not
     activated, account disabled, account * disabled, subscriber * disabled, subscription * disabled, user disabled, user * disabled,
     extension disabled, account closed, account terminated, account cancelled, subscription cancelled, subscription * terminated,
     subscriber * terminated`,
  ),
  // `account locked after too many attempts` is the account, not the source.
  ...group(
    'barring',
    'identity_barred',
    'account locked, account * locked, user locked, user * locked, subscriber locked, subscriber * locked',
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
     many auth, brute force, flood, flooding, remote registration, remote registrations, external registration, external registrations, outside registration, outside registrations, from outside, outside lan, outside the lan, outside * network, from wan, from internet, from the internet, vpn, peer not allowed, peer not authorized, network not allowed, network not permitted,
     network not authorized, network denied, network blocked, remote network, unauthorized network, nomadic, country, location not
     allowed, location not permitted`,
  ),
  ...group(
    'barring',
    'identity_barred',
    `
     user * blacklisted, subscriber * blacklisted, subscriber banned, user banned, user * banned, account * banned, imsi *
     blacklisted, number * blacklisted, barred, barring, locked, account blocked, account * blocked, subscriber * blocked, user
     blocked, user * blocked, subscription * blocked, identity * blocked, impu * blocked, number * blocked, line blocked, extension
     blocked, service blocked, blocked by operator, blocked by administrator, administratively, authorization rejected, frozen, revoked,
     user * restricted, account * restricted, subscriber * restricted, service restricted, not authorized for ims, not authorized for volte, not entitled, subscriber not authorized, subscription
     not authorized, service not authorized, service not allowed, service denied, volte not allowed, vowifi not allowed, wifi calling not allowed, wi fi calling not allowed, 911 address, e911, emergency address, ims
     not allowed, ims service *
     not`,
  ),
  ...group(
    'acl',
    'source_ip',
    `
     blacklist, blacklisted, black list, black listed, blocklist, denylist, banned`,
  ),
  // Sipwise NGCP says so to who failed too often.
  ...group('acl', 'source_ip', 'try again, try later, retry later', { code: 403 }, 'ambiguous'),
  ...group('barring', 'identity_barred', 'blocked, not authorized to register', { when: (attempt) => attempt.ims || answered(attempt) }),
  ...group('acl', 'source_ip', 'blocked'),
  ...group('acl', 'source_ip', 'not authorized to register', {}, 'ambiguous'),

  ...group(
    'overload',
    'unavailable',
    `
     rate limit, rate limited, rate * exceeded, too many requests, request limit, cpu limit, memory limit, call limit, calls limit`,
  ),

  ...group(
    'acl',
    'contact_limit',
    `
     too many contacts, too many * contacts, too many registrations, too many * registrations, too many bindings, too many *
     bindings, too many devices, too many registered, too many endpoints, too many sessions, too many users, too many flows, max
     contacts, maximum contacts, maximum * contacts, max * registrations, maximum * registrations, maximum * bindings, maximum *
     devices, max registrations, max bindings, registration limit, registrations limit, session limit, sessions limit, number of * devices, number of * phones, number of * clients, number of * endpoints, only one phone, only one client, only one endpoint, contact count, contact limit, contacts limit, binding limit,
     no more contacts, no more bindings, no more registrations, too many aors, not licensed, device limit, endpoint limit, seat limit, license, licence, licenses, licences, limit reached, limit exceeded, limit * reached, limit *
     exceeded, quota, already registered, already logged, already in use, another client, another registration, another device, another location, multiple
     registration, multiple registrations, multiple logins, simultaneous registrations, simultaneous * registrations, simultaneous
     logins, concurrent registrations, concurrent * registrations, too many phones, too many * phones, too many terminals, too many
     clients, too many logins, too many locations, maximum * endpoints, maximum * terminals, maximum * phones, maximum * clients,
     maximum * users, maximum * logins, maximum * sessions, max * contacts, max * bindings, max * devices, number of contacts, number
     of registrations, number of bindings, contacts exceeded, registrations exceeded, bindings exceeded, devices exceeded, only one
     contact, only one registration, only one device`,
  ),
  ...group('acl', 'contact_limit', 'capacity', { code: 403 }),
  ...group(
    'acl',
    'domain',
    `
     no matching realm, no such realm, unknown * realm, realm not, unrecognized realm, invalid host, not served, not serving, not * served, not serve, tenant, unknown realm, realm unknown, realm not found, wrong host, unknown host,
     host unknown, host not found, not our, not local, not responsible, foreign realm, unknown domain, domain unknown, domain not`,
  ),
  // With 5xx a domain or a relay is a machine that is ill.
  ...group('acl', 'domain', 'domain, relay, relaying', { code: refusals }),
  ...group(
    'acl',
    'client_policy',
    `
     client not, client version, unsupported client, device not allowed, device not permitted, device not supported, device not
     authorized, device * not allowed, device * not authorized, unauthorized device, unknown device, unsupported device, device *
     blocked, device security, security mismatch, upgrade, software version, use sips, over udp, over tcp, unsecure, not secure, secure connection, client certificate, peer cert, mutual tls, tls required, tls only, only tls, use tls, tls *
     required, udp not, only udp, use udp, tcp not, only tcp, use tcp, udp disabled, tcp disabled, certificate required, srtp, outdated, version too old, encryption required, encrypted * required, wrong port, invalid port, insecure, websocket, port not allowed, contact not allowed, contact * acl, policy violation,
     local policy, by policy, policy reject, policy rejection, policy denied, policy control`,
  ),
  ...group('acl', 'client_policy', 'transport', { code: refusals }),
]
