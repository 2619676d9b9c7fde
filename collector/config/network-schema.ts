import { z } from 'zod'
import { networkForms, parseNetwork } from './network.ts'
import { parsed } from './section.ts'

/** One network, or a list of them. */
export const networks = z
  .preprocess(
    (found) => (typeof found === 'string' ? [found] : found),
    z.array(parsed(parseNetwork, networkForms), `write ${networkForms}, or a list of them`),
  )
  // An editor has to know the shorter form as well.
  .meta({ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })
