import { listenAddresses } from './listen-addresses.ts'
import { section } from './section.ts'

/** `web`: where metrics and pages are served. */
export const webSchema = section({
  listen: listenAddresses(':10060').describe('Addresses, as above. The flag --web.listen-address goes before it.'),
})
  .prefault({})
  .describe('Metrics, health and pages. TLS and passwords are in a file of their own: --web.config.file.')
