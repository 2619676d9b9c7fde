import { acl, barring, proxyAuth, sa } from './remedies-access.ts'
import { credentials } from './remedies-credentials.ts'
import { overload, request, scan, server, unknown } from './remedies-network.ts'
import type { Remedies, Remedy } from './remedy.ts'
import type { Finding } from './rule.ts'
import type { Cause, Reason } from './taxonomy.ts'

export type { Advice, Remedy } from './remedy.ts'

/** What to do about a finding. */
export function remedyOf({ cause, reason }: Pick<Finding, 'cause' | 'reason'>): Remedy {
  const known: Partial<Record<Reason, Remedy>> = remedies[cause]
  return known[reason] ?? unknown.unclassified
}

const remedies: { readonly [C in Cause]: Remedies<C> } = {
  credentials,
  acl,
  barring,
  sa,
  proxy_auth: proxyAuth,
  overload,
  server,
  request,
  scan,
  unknown,
}
