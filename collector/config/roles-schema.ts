import type { Role } from '../../classifiers/taxonomy.ts'
import type { NodeRole } from '../registration/role-finder.ts'
import { networks } from './network-schema.ts'
import { section } from './section.ts'

/** Roles that an operator can give to a network; `ue`, `none` and `unknown` follow from the traffic. */
const configurableRoles = ['pcscf', 'icscf', 'scscf', 'registrar', 'proxy', 'sbc'] as const satisfies readonly Role[]

const shape = Object.fromEntries(configurableRoles.map((role) => [role, networks.optional()]))

/** `roles`: what nodes are. */
export const rolesSchema = section(shape)
  .transform((byRole) => configurableRoles.flatMap((role) => (byRole[role] ?? []).map((cidr): NodeRole => ({ cidr, role }))))
  .prefault({})
  .meta({
    description: `What nodes are, where it cannot be told by what they do: ${configurableRoles.join(', ')}, each with its networks. Of networks that overlap the smallest counts.`,
    sample: { sbc: ['203.0.113.10', '203.0.113.11'], registrar: '192.0.2.0/24' },
  })
