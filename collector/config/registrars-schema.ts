import { z } from 'zod'
import type { NamedNetwork } from '../registration/registrar-names.ts'
import { OVERFLOW } from '../cardinality/label-guard.ts'
import { networks } from './network-schema.ts'

const NAME_LENGTH = 64
const nameHint = `write a name of 1 to ${NAME_LENGTH} characters`
const name = z
  .string()
  .min(1, nameHint)
  .max(NAME_LENGTH, nameHint)
  .refine((text) => text !== OVERFLOW, `write another name, "${OVERFLOW}" is what has no room of its own`)

/** `registrars`: what users call the nodes that phones register at. */
export const registrarsSchema = z
  .record(name, networks, 'write a name for each registrar and its networks, such as "edge: 192.0.2.0/24"')
  .transform((byName) => Object.entries(byName).flatMap(([named, cidrs]) => cidrs.map((cidr): NamedNetwork => ({ cidr, name: named }))))
  .prefault({})
  .meta({
    description:
      'Names for the "registrar" label: a name and its networks (one, or a list). Of networks that overlap the smallest counts. A ' +
      'registrar without a name is shown by its address.',
    sample: { 'edge-east': '192.0.2.0/24', 'edge-west': ['198.51.100.7', '2001:db8::/32'] },
  })
