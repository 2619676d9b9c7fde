import { z } from 'zod'
import type { NamedNetwork } from '../registration/registrar-names.ts'
import { networks } from './network-schema.ts'

const NAME_LENGTH = 64
const nameHint = `write a name of 1 to ${NAME_LENGTH} characters`

/** Names that are label values, each with its networks; `reserved`: names that the label has already, and what they mean there. */
export function namedNetworks(reserved: Readonly<Record<string, string>>, hint: string) {
  const name = z.string().min(1, nameHint).max(NAME_LENGTH, nameHint)
  const free = Object.entries(reserved).reduce(
    (schema, [taken, meaning]) => schema.refine((text) => text !== taken, `write another name, "${taken}" is ${meaning}`),
    name,
  )
  return z
    .record(free, networks, hint)
    .transform((byName) => Object.entries(byName).flatMap(([named, cidrs]) => cidrs.map((cidr): NamedNetwork => ({ cidr, name: named }))))
    .prefault({})
}
