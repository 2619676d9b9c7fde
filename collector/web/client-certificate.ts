import { isIP, isIPv6, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { TlsSettings } from './tls-server-schema.ts'

/** Whether what a client has shown is enough. The handshake itself has refused only what `RequireAndVerifyClientCert` refuses. */
export function isClientAllowed(socket: TLSSocket, { clientAuth, clientAllowedSans }: TlsSettings): boolean {
  const certificate = socket.getPeerX509Certificate()
  const isVerified = socket.authorized
  if (clientAuth === 'RequireAnyClientCert' && certificate === undefined) return false
  if (clientAuth === 'RequireAndVerifyClientCert' && !isVerified) return false
  if (clientAuth === 'VerifyClientCertIfGiven' && certificate !== undefined && !isVerified) return false
  return clientAllowedSans === undefined || hasName(certificate?.subjectAltName ?? '', clientAllowedSans)
}

/** Whether the client has shown a certificate that the CA of the configuration signed: without one, whatever a public CA has signed would do. */
export function isClientVerified(socket: Socket, { clientAuth }: TlsSettings): boolean {
  const verifies = clientAuth === 'VerifyClientCertIfGiven' || clientAuth === 'RequireAndVerifyClientCert'
  return verifies && socket instanceof TLSSocket && socket.authorized && socket.getPeerX509Certificate() !== undefined
}

/** `DNS:a.example, IP Address:192.0.2.1, email:a@example, URI:"…"`: what holds a comma or a quote is a JSON string. */
function hasName(alternativeName: string, allowed: readonly string[]): boolean {
  const names = [...alternativeName.matchAll(/(?:^|, )(DNS|IP Address|email|URI):("(?:[^"\\]|\\.)*"|[^,]*)/g)].map(([, , value = '']) =>
    plainName(value.startsWith('"') ? String(JSON.parse(value)) : value),
  )
  const wanted = new Set(allowed.map(plainName))
  return names.some((name) => wanted.has(name))
}

/** IPv6 addresses have many spellings, and a URL only one. */
function plainName(name: string): string {
  return isIP(name) !== 0 && isIPv6(name) ? new URL(`http://[${name}]`).hostname : name
}
