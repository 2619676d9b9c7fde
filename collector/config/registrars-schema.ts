import { OVERFLOW } from '../cardinality/label-guard.ts'
import { namedNetworks } from './named-networks.ts'

/** `registrars`: what users call the nodes that phones register at. */
export const registrarsSchema = namedNetworks(
  { [OVERFLOW]: 'what has no room of its own' },
  'write a name for each registrar and its networks, such as "edge: 192.0.2.0/24"',
).meta({
  description:
    'Names for the "registrar" label: a name and its networks (one, or a list). Of networks that overlap the smallest counts. A ' +
    'registrar without a name is shown by its address.',
  sample: { 'edge-east': '192.0.2.0/24', 'edge-west': ['198.51.100.7', '2001:db8::/32'] },
})
