import { z } from 'zod'
import type { PhraseRow } from '../../classifiers/phrases.ts'
import type { Role } from '../../classifiers/rule.ts'
import type { NamedNetwork } from '../registration/registrar-names.ts'
import type { NodeRole } from '../registration/role-finder.ts'
import { listenAddressForms, parseListenAddress, type ListenAddress } from './listen-address.ts'
import { networkForms, parseNetwork } from './network.ts'
import { phraseSchema } from './phrase-schema.ts'
import { listOf, section } from './section.ts'

export type { NamedNetwork, NodeRole }

/** What the configuration file says, with every default filled in. */
export interface Config {
  readonly listen: { readonly udp: readonly ListenAddress[]; readonly tcp: readonly ListenAddress[] }
  readonly web: { readonly listen: readonly ListenAddress[] }
  readonly registrars: readonly NamedNetwork[]
  readonly roles: readonly NodeRole[]
  readonly phrases: readonly PhraseRow[]
  readonly limits: { readonly attempts: number; readonly megabytes: number }
}

/** Roles that an operator can give to a network; `ue`, `none` and `unknown` follow from the traffic. */
const configurableRoles = ['pcscf', 'icscf', 'scscf', 'registrar', 'proxy', 'sbc'] as const satisfies readonly Role[]

const NAME_LENGTH = 64
const ATTEMPTS = { least: 1_000, most: 10_000_000, usual: 200_000 }
const MEGABYTES = { least: 16, most: 65_536, usual: 512 }

const listenAddress = z
  .string(`write ${listenAddressForms}`)
  .transform((text, context) => parseListenAddress(text) ?? refuse(context, `write ${listenAddressForms}`))

const network = z
  .string(`write ${networkForms}`)
  .transform((text, context) => parseNetwork(text) ?? refuse(context, `write ${networkForms}`))

/** One network, or a list of them. */
const networks = z.preprocess(
  (found) => (typeof found === 'string' ? [found] : found),
  z.array(network, `write ${networkForms}, or a list of them`),
)

const nameHint = `write a name of 1 to ${NAME_LENGTH} characters`
const registrarName = z.string().min(1, nameHint).max(NAME_LENGTH, nameHint)

const registrars = z
  .record(registrarName, networks, 'write a name for each registrar and its networks, such as "edge: 192.0.2.0/24"')
  .transform((byName) => Object.entries(byName).flatMap(([name, cidrs]) => cidrs.map((cidr): NamedNetwork => ({ cidr, name }))))

const roleShape = Object.fromEntries(configurableRoles.map((role) => [role, networks.optional()]))
const roles = section(roleShape).transform((byRole) =>
  configurableRoles.flatMap((role) => (byRole[role] ?? []).map((cidr): NodeRole => ({ cidr, role }))),
)

/** The configuration file. Every option has a default, so an empty file is valid; config.example.yaml explains each. */
export const configSchema: z.ZodType<Config> = section({
  listen: section({
    udp: listOf(listenAddress, listenAddressForms).default((): ListenAddress[] => [{ host: '', port: 9062 }]),
    tcp: listOf(listenAddress, listenAddressForms).default((): ListenAddress[] => [{ host: '', port: 9062 }]),
  }).prefault({}),
  web: section({
    listen: listOf(listenAddress, listenAddressForms).default((): ListenAddress[] => [{ host: '', port: 10_060 }]),
  }).prefault({}),
  registrars: registrars.prefault({}),
  roles: roles.prefault({}),
  phrases: z.array(phraseSchema, 'write a list of phrases').default(() => []),
  limits: section({ attempts: amount(ATTEMPTS), megabytes: amount(MEGABYTES) }).prefault({}),
})

function amount({ least, most, usual }: { least: number; most: number; usual: number }) {
  const hint = `write a whole number from ${least} to ${most}`
  return z.int(hint).min(least, hint).max(most, hint).default(usual)
}

function refuse(context: { addIssue(issue: string): void }, hint: string): never {
  context.addIssue(hint)
  return z.NEVER
}
