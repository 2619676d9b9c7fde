import { isIP } from 'node:net'
import type { KafkaConfig } from './config/kafka-schema.ts'
import { nearest } from './config/nearest.ts'
import { UsageError } from './errors.ts'
import { causesOf, codeOf, deepestCause } from './source/kafka-cause.ts'
import { AdvertisedBrokerError, UnknownTopicError } from './source/kafka-contact-error.ts'

const SHOWN_TOPICS = 5
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
  const codes = new Set(causesOf(error).map(codeOf))
  const has = (...wanted: readonly string[]) => wanted.some((code) => codes.has(code))
  if (has('ENOTFOUND', 'EAI_AGAIN')) return `${brokers}: no such host, correct kafka.brokers`
  if (has('ECONNREFUSED')) return `${brokers}: nobody listens there, start the broker or correct kafka.brokers`
  if (has('EHOSTUNREACH', 'ENETUNREACH')) return `${brokers}: no way leads there, correct kafka.brokers or the network`
  if (has('SASL_AUTHENTICATION_FAILED')) {
    return `${brokers}: the brokers refuse user ${sasl?.username} or its password, correct kafka.sasl`
  }
  if (has('UNSUPPORTED_SASL_MECHANISM')) {
    return `${brokers}: the brokers do not offer ${sasl?.mechanism.toLowerCase()}, write another mechanism in kafka.sasl.mechanism`
  }
  if (has('ILLEGAL_SASL_STATE'))
    return `${brokers}: this port takes no user and password, take kafka.sasl out or use another port of the brokers`
  if (has('TOPIC_AUTHORIZATION_FAILED', 'GROUP_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED')) {
    return `${brokers}: ${textOf(error)}; allow this user to read kafka.topics as kafka.groupId`
  }
  const certificate = [...codes].find((code) => CERTIFICATE.test(code))
  if (certificate !== undefined)
    return `${brokers}: the broker's certificate is not trusted (${textOf(error)}), correct kafka.ssl.ca_file or kafka.ssl.servername`
  return `${brokers}: ${textOf(error)}, ${silence(ssl !== undefined, sasl !== undefined)}`
}

/** A port that speaks something else closes the connection or says nothing; which of the two it is depends on the broker. */
function silence(usesTls: boolean, usesSasl: boolean): string {
  if (usesTls) return 'if this port of the brokers is plain text, take kafka.ssl out'
  const missing = usesSasl ? 'kafka.ssl (TLS)' : 'kafka.ssl (TLS) or kafka.sasl (user and password)'
  return `if this port of the brokers wants ${missing}, add it; else correct kafka.brokers`
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
