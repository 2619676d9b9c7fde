import { isIP } from 'node:net'
import type { KafkaConfig } from './config/kafka-schema.ts'
import { nearest } from './config/nearest.ts'
import { UsageError } from './errors.ts'
import { causesOf, codeOf, deepestCause } from './source/kafka-cause.ts'
import { AdvertisedBrokerError, UnknownTopicError } from './source/kafka-contact-error.ts'
import { TokenError, TokenRefusedError } from './source/kafka-token.ts'

const SHOWN_TOPICS = 5
/** What the other side of a handshake says: there it is our certificate that is missing or not trusted. */
const ALERT = /_ALERT_.*(?:CERTIFICATE|CA$)/
/** The client's words for a connection that stood and was closed. */
const AFTER_HANDSHAKE = 'Connection closed'
const OWN_CERTIFICATE = 'correct kafka.ssl.cert_file and kafka.ssl.key_file'
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/

/** Turns what the first contact with Kafka met into what the operator has to change. */
export function kafkaFailure(error: unknown, config: KafkaConfig): UsageError {
  const brokers = config.brokers.map(({ host, port }) => (isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`)).join(', ')
  return new UsageError(`kafka: ${explain(error, config, brokers)}`)
}

function explain(error: unknown, { ssl, sasl }: KafkaConfig, brokers: string): string {
  if (error instanceof UnknownTopicError) return unknownTopic(error)
  if (error instanceof AdvertisedBrokerError) {
    return `${brokers} answers, but names its broker ${error.address}, which cannot be reached from here (${textOf(error)}), correct advertised.listeners of the broker`
  }
  const causes = causesOf(error)
  const codes = new Set(causes.map(codeOf))
  const has = (...wanted: readonly string[]) => wanted.some((code) => codes.has(code))
  if (has('ENOTFOUND', 'EAI_AGAIN')) return `${brokers}: no such host, correct kafka.brokers`
  if (has('ECONNREFUSED')) return `${brokers}: nobody listens there, start the broker or correct kafka.brokers`
  if (has('EHOSTUNREACH', 'ENETUNREACH')) return `${brokers}: no way leads there, correct kafka.brokers or the network`
  const noToken = causes.find((cause) => cause instanceof TokenError)
  if (noToken !== undefined) return `${noToken.message}, correct kafka.sasl.oauthbearer`
  if (causes.some((cause) => cause instanceof TokenRefusedError))
    return `${brokers}: the brokers refuse the token, correct kafka.sasl.oauthbearer`
  if (has('SASL_AUTHENTICATION_FAILED')) return `${brokers}: the brokers refuse ${whoIs(sasl)}, correct kafka.sasl`
  if (has('UNSUPPORTED_SASL_MECHANISM')) {
    return `${brokers}: the brokers do not offer ${sasl?.mechanism.toLowerCase()}, write another mechanism in kafka.sasl.mechanism`
  }
  if (has('ILLEGAL_SASL_STATE'))
    return `${brokers}: this port takes no user and password, take kafka.sasl out or use another port of the brokers`
  if (has('TOPIC_AUTHORIZATION_FAILED', 'GROUP_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED')) {
    return `${brokers}: ${textOf(error)}; allow this user to read kafka.topics as kafka.groupId`
  }
  if ([...codes].some((code) => ALERT.test(code)))
    return `${brokers}: the brokers refuse what this collector shows them (${textOf(error)}), ${OWN_CERTIFICATE}`
  const certificate = [...codes].find((code) => CERTIFICATE.test(code))
  if (certificate !== undefined)
    return `${brokers}: the broker's certificate is not trusted (${textOf(error)}), correct kafka.ssl.ca_file or kafka.ssl.servername`
  return `${brokers}: ${textOf(error)}, ${silence({ ssl, sasl }, textOf(error))}`
}

/** A port that speaks something else closes the connection or says nothing; which of the two it is depends on the broker. */
function silence({ ssl, sasl }: Pick<KafkaConfig, 'ssl' | 'sasl'>, said: string): string {
  // In TLS 1.3 a certificate that is missing or not trusted shows only after the handshake (RFC 8446 §4.4.2.4).
  if (ssl !== undefined && said === AFTER_HANDSHAKE) {
    if (ssl.cert_file !== undefined) return OWN_CERTIFICATE
    return `if the brokers want a certificate, write kafka.ssl.cert_file and kafka.ssl.key_file${sasl === undefined ? '; if a user and password, kafka.sasl' : ''}`
  }
  if (ssl !== undefined) return 'if this port of the brokers is plain text, take kafka.ssl out'
  const missing = sasl !== undefined ? 'kafka.ssl (TLS)' : 'kafka.ssl (TLS) or kafka.sasl (user and password)'
  return `if this port of the brokers wants ${missing}, add it; else correct kafka.brokers`
}

function whoIs(sasl: KafkaConfig['sasl']): string {
  return sasl?.mechanism === 'OAUTHBEARER' ? 'the token' : `user ${sasl?.username} or its password`
}

function unknownTopic({ topic, known }: UnknownTopicError): string {
  const near = nearest(topic, known)
  if (near !== undefined) return `there is no topic ${topic}, did you mean ${near} in kafka.topics?`
  const some =
    known.length === 0
      ? 'there is none that this user may read'
      : `there are ${known.slice(0, SHOWN_TOPICS).join(', ')}${known.length > SHOWN_TOPICS ? ' …' : ''}`
  return `there is no topic ${topic}, create it or correct kafka.topics: ${some}`
}

function textOf(error: unknown): string {
  return deepestCause(error).message.replaceAll(/\s+/g, ' ').replace(/\.$/, '')
}
