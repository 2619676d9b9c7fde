import { OVERFLOW } from '../cardinality/label-guard.ts'
import { NO_NETWORK } from '../registration/source-networks.ts'
import { namedNetworks } from './named-networks.ts'

/** `networks`: what users call the networks that phones register from. */
export const networksSchema = namedNetworks(
  { [OVERFLOW]: 'what has no room of its own', [NO_NETWORK]: 'what is in none of them' },
  'write a name for each network and its addresses, such as "trunk-a: 192.0.2.0/24"',
).meta({
  description:
    'Names for a "network" label on attempts and failures: trunks, sites or tenants, by the address that the user agent registers from. Of ' +
    'networks that overlap the smallest counts; an address of none of them is "none". Without names there is no such label. Each name ' +
    'takes about a hundred series at each registrar that it registers at.',
  sample: { 'trunk-a': '192.0.2.0/24', 'tenant-b': ['198.51.100.0/25', '2001:db8:b::/48'] },
})
