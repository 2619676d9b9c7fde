import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A certificate and its private key, PEM. */
export interface Certified {
  readonly cert: string
  readonly key: string
}

/** Somebody who signs certificates. */
export interface Authority extends Certified {
  readonly issue: (name: string) => Certified
}

const SEQUENCE = 0x30
const SET = 0x31
const INTEGER = 0x02
const BIT_STRING = 0x03
const OCTET_STRING = 0x04
const UTF8 = 0x0c
const UTC_TIME = 0x17
const BOOLEAN = 0x01
const DNS_NAME = 0x82
const VERSION = 0xa0
const EXTENSIONS = 0xa3

// Object identifiers in DER: ecdsa-with-SHA256, commonName, basicConstraints, subjectAltName.
const ECDSA_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex')
const COMMON_NAME = Buffer.from('0603550403', 'hex')
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex')
const ALTERNATIVE_NAME = Buffer.from('0603551d11', 'hex')
const X509_V3 = der(INTEGER, Buffer.from([2]))
const VALIDITY = der(SEQUENCE, der(UTC_TIME, Buffer.from('200101000000Z')), der(UTC_TIME, Buffer.from('490101000000Z')))

let serial = 0

/** Makes an authority of its own, so that no private key stands in the repository (X.509, RFC 5280 §4.1). */
export function certificateAuthority(name: string): Authority {
  const own = keyPair()
  return {
    ...certified(name, own.privateKey, name, own.privateKey, true),
    issue: (subject) => certified(subject, keyPair().privateKey, name, own.privateKey, false),
  }
}

function keyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

function certified(name: string, key: KeyObject, issuer: string, issuerKey: KeyObject, isAuthority: boolean): Certified {
  const constraint = extension(BASIC_CONSTRAINTS, isAuthority ? der(SEQUENCE, der(BOOLEAN, Buffer.from([0xff]))) : der(SEQUENCE))
  const alternative = extension(ALTERNATIVE_NAME, der(SEQUENCE, der(DNS_NAME, Buffer.from(name))))
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const contents = der(
    SEQUENCE,
    der(VERSION, X509_V3),
    der(INTEGER, Buffer.from([++serial])),
    der(SEQUENCE, ECDSA_SHA256),
    distinguishedName(issuer),
    VALIDITY,
    distinguishedName(name),
    publicKey,
    der(EXTENSIONS, der(SEQUENCE, constraint, alternative)),
  )
  const signature = sign('sha256', contents, issuerKey)
  const whole = der(SEQUENCE, contents, der(SEQUENCE, ECDSA_SHA256), der(BIT_STRING, Buffer.from([0]), signature))
  return { cert: pem(whole), key: key.export({ type: 'pkcs8', format: 'pem' }) }
}

function distinguishedName(name: string): Buffer {
  return der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, Buffer.from(name)))))
}

function extension(id: Buffer, value: Buffer): Buffer {
  return der(SEQUENCE, id, der(OCTET_STRING, value))
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(value)]), value])
}

/** In as few bytes as it takes: DER has one form of everything. */
function lengthOf({ length }: Buffer): number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}

function pem(bytes: Buffer): string {
  const lines = bytes
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}
