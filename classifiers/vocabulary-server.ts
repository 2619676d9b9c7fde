import type { PhraseRow } from './phrase-row.ts'
import { group } from './word-rows.ts'

/** Codes with which a server speaks of itself (RFC 3261 §21.5), and the 480 that it may give in their place. */
const ownFaults = [480, 500, 502, 503, 504, 580]

/** A part of the server that fails at its work, whatever the work is about: before the words for passwords, lists and accounts that it is about. */
export const machineWords: readonly PhraseRow[] = [
  ...hss(ownFaults),
  ...group(
    'server',
    'no_response',
    `
     server unreachable, server * unreachable, server not responding, server * not responding, server timeout, server timed out, server down,
     registrar down, node down`,
    { code: ownFaults },
  ),
  ...group(
    'server',
    'internal',
    `
     database error, database failure, database failed, database unavailable, database * unavailable, database not available, database timeout, db error,
     db failure, lookup failed, lookup failure, lookup error, lookup timeout, store unavailable, storage failed, control server, charging server, charging system, charging function, billing
     server, billing system, authentication server, license server, licence server, policy server, system error, system failure, error retrieving, error reading, error loading, failed to load, failed to read, failed to
     retrieve, failed to fetch, failed to store, failed to save, failed to update, unable to load, unable to read, unable to retrieve, unable to fetch,
     unable to store, unable to save, unable to update, reload`,
    { code: ownFaults },
  ),
  ...group('overload', 'unavailable', 'not active, inactive, not activated', { code: [500, 502, 503, 504] }),
]

/** What ails the network. The words are common ones, so each group names the codes with which they mean this. */
export const serverWords: readonly PhraseRow[] = [
  ...group(
    'server',
    'core_routing',
    `
     no s cscf, no scscf, no * s cscf, no * scscf, s cscf * select, scscf * select, s cscf select, scscf select, s cscf selection,
     scscf selection, s cscf * assign, s cscf * not, scscf * not, s cscf unavailable, scscf unavailable, s cscf * unreachable, i
     cscf, icscf, no entry point, no capable, capabilities, no route, no routes, no * route, no * routes, routing, cannot route, unable to route,
     no next hop, next hop, no destination, no destinations, find route, registrar not found, unresolvable, cannot resolve, could not resolve, no registered path, no gateway, dns, no registrar, home network unreachable, no home network`,
    { code: [403, 404, 478, 480, 500, 502, 503, 504, 600, 603] },
  ),
  ...hss([400, 403, 404, 408, 480, 500, 502, 503, 504, 600]),
  ...group(
    'server',
    'internal',
    `
     database, db, sql, backend, back end, ldap, radius, aaa, pcrf, pcf, qos, rx, policy server, script error, out of memory, memory,
     exception, storage, redis, application error, unexpected, network out of order, destination out of order, equipment out of order`,
    { code: [403, 404, 408, 480, 500, 502, 503, 504, 580] },
  ),
  // 408 and 504 say so themselves.
  ...group(
    'server',
    'no_response',
    `
     unreachable, not reachable, no response, no reply, not responding, not answering, timed out, timeout, time out, connection
     refused, connection failed, connection lost, connection error, connect failed, transport error, transport failure, send failed,
     sending to next hop, is down, are down, host down, link down`,
    { code: [477, 480, 500, 502, 503, 603] },
  ),
  ...group(
    'overload',
    'unavailable',
    `
     overload, overloaded, overloading, congestion, congested, busy, capacity, too many requests, rate limit, rate limited, rate
     limiting, rate exceeded, rate * exceeded, throttled, throttling, throttle, maintenance, shutting down, shutdown, shut down, try
     again, try later, retry later, try * later, resources, resource, cpu, system paused, maximum calls, out of service, draining,
     drain, starting, not ready, standby, admission, server full, service full, system full, service not available, server not available, system busy, high load, under load, load too high, load limit, load shedding, slow down`,
    { code: [403, 429, 480, 486, 500, 503, 504, 600, 603] },
  ),
  // With 480 it is the standard phrase in other words.
  ...group('overload', 'unavailable', 'temporarily', { code: [403, 500, 503, 504, 600, 603] }),
]

function hss(code: readonly number[]): readonly PhraseRow[] {
  return group(
    'server',
    'hss',
    `
     hss, hlr, udm, diameter, cx, auc, authentication vector, authentication vectors, no * vectors, home subscriber, unable to
     deliver, unable to comply, mar, maa, uar, uaa, sar, saa, too busy 3004, subscriber server`,
    { code },
  )
}
