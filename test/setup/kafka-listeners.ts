import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Certified } from '../certificate.ts'

/** The one account of a broker that asks for one; as the subject of a token too. */
export const USER = 'regwatch'
export const PASSWORD = 'right'

/** What a broker shows for itself, and who signs for its clients, PEM. */
export interface Secured {
  readonly broker: Certified
  readonly clientsCa: string
}

/** A port of the broker besides the plain one. */
export interface Listener {
  readonly name: 'SASL' | 'TLS' | 'MTLS' | 'SASLTLS'
  readonly port: number
}

const SECURITY = {
  SASL: 'SASL_PLAINTEXT',
  TLS: 'SSL',
  MTLS: 'SSL',
  SASLTLS: 'SASL_SSL',
} as const

const PLAIN = `org.apache.kafka.common.security.plain.PlainLoginModule required user_${USER}="${PASSWORD}";`
const SCRAM = 'org.apache.kafka.common.security.scram.ScramLoginModule required;'
/** Takes unsigned tokens, which Kafka has for tests. */
const BEARER = 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";'

/** Arguments of the formatting that make the account one of SCRAM. */
export const scramAccounts = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
  '--add-scram',
  `${mechanism}=[name=${USER},password=${PASSWORD}]`,
])

/** Lines of server.properties for these listeners; certificates are written to `folder`. Certificates name a host, so TLS is offered at that name. */
export function listenerProperties(
  folder: string,
  plain: number,
  controller: number,
  more: readonly Listener[],
  secured?: Secured,
): string {
  const at = ({ name, port }: Listener) => `${name}://${name.endsWith('TLS') ? 'localhost' : '127.0.0.1'}:${port}`
  const listeners = [`PLAINTEXT://127.0.0.1:${plain}`, ...more.map(at)]
  return [
    `listeners=${[...listeners, `CONTROLLER://127.0.0.1:${controller}`].join(',')}`,
    `advertised.listeners=${listeners.join(',')}`,
    `listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT${more.map(({ name }) => `,${name}:${SECURITY[name]}`).join('')}`,
    ...more.flatMap(({ name }) => ofListener(folder, name, secured)),
  ].join('\n')
}

function ofListener(folder: string, name: Listener['name'], secured: Secured | undefined): string[] {
  const key = (text: string) => `listener.name.${name.toLowerCase()}.${text}`
  if (name === 'SASL') return [key('sasl.enabled.mechanisms=PLAIN'), key(`plain.sasl.jaas.config=${PLAIN}`)]
  if (secured === undefined) return []
  const pem = join(folder, 'broker.pem')
  const clients = join(folder, 'clients.pem')
  writeFileSync(pem, secured.broker.key + secured.broker.cert)
  writeFileSync(clients, secured.clientsCa)
  const tls = [key('ssl.keystore.type=PEM'), key(`ssl.keystore.location=${pem}`)]
  if (name === 'TLS') return tls
  if (name === 'MTLS')
    return [...tls, key('ssl.truststore.type=PEM'), key(`ssl.truststore.location=${clients}`), key('ssl.client.auth=required')]
  return [
    ...tls,
    key('sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER'),
    key(`plain.sasl.jaas.config=${PLAIN}`),
    key(`scram-sha-256.sasl.jaas.config=${SCRAM}`),
    key(`scram-sha-512.sasl.jaas.config=${SCRAM}`),
    key(`oauthbearer.sasl.jaas.config=${BEARER}`),
  ]
}
