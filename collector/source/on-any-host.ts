import type { ListenAddress } from '../config/listen-address.ts'

/** Binds where an address says. Without a host: IPv6 and IPv4 on one socket, or IPv4 alone on a machine that has no IPv6. */
export async function onAnyHost<Bound>(
  { host, port }: ListenAddress,
  bind: (host: string, port: number) => Promise<Bound>,
): Promise<Bound> {
  if (host !== '') return bind(host, port)
  try {
    return await bind('::', port)
  } catch (error) {
    const noIpv6 = error instanceof Error && 'code' in error && (error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL')
    if (!noIpv6) throw error
    return bind('0.0.0.0', port)
  }
}
