import { z } from 'zod'
import { networkAround, networkForms, parseNetwork } from './network.ts'

/** A network by its first address: one that stands for another, as 192.0.2.5/24 does, was meant as either that network or that address. */
const network = z.string(`write ${networkForms}`).transform((text, context): string => {
  const parsed = parseNetwork(text)
  const around = parsed === undefined ? undefined : networkAround(parsed)
  if (parsed !== undefined && around === undefined) return parsed
  context.addIssue(`write ${around === undefined ? networkForms : `${around} for that network, or ${text.split('/')[0]} for that address`}`)
  return z.NEVER
})

/** One network, or a list of them. */
export const networks = z
  .preprocess((found) => (typeof found === 'string' ? [found] : found), z.array(network, `write ${networkForms}, or a list of them`))
  // An editor has to know the shorter form as well.
  .meta({ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })
