import test from 'ava'
import { createPage } from '../../../../collector/explain/page.ts'
import { agreementTable } from '../../../../collector/explain/steps/agreement-table.ts'
import { akaAnswer, akaChallenge, attempt, ims, securityServer, type Sketch } from '../../../classifiers/attempt.ts'

const changed: Sketch = {
  ...akaAnswer,
  got: '494 Security Agreement Required',
  round: { ...akaAnswer.round, securityVerify: securityServer.replace('spi-s=22', 'spi-s=23') },
}

function table(sketches: readonly Sketch[], width: number, colour = false): string {
  return `\n${agreementTable(attempt(sketches, ims), createPage(width, colour, true)).join('\n')}\n`
}

test('side by side where there is room', (t) => {
  t.is(
    table([akaChallenge, changed], 80),
    `
               Security-Client  Security-Server  Security-Verify
    mechanism  ipsec-3gpp       ipsec-3gpp       ipsec-3gpp
    alg        hmac-sha-1-96    hmac-sha-1-96    hmac-sha-1-96
    ealg       aes-cbc          aes-cbc          aes-cbc
    prot       esp              esp              esp
    mod        trans            trans            trans
    spi-c      11               21               21
    spi-s      12               22               23               ← differs
    port-c     7001             6101             6101
    port-s     7002             6100             6100
`,
  )
})

test('below each other on a narrow page', (t) => {
  t.is(
    table([akaChallenge, changed], 60),
    `
    Security-Client
      mechanism  ipsec-3gpp
      alg        hmac-sha-1-96
      ealg       aes-cbc
      prot       esp
      mod        trans
      spi-c      11
      spi-s      12
      port-c     7001
      port-s     7002
    Security-Server
      mechanism  ipsec-3gpp
      alg        hmac-sha-1-96
      ealg       aes-cbc
      prot       esp
      mod        trans
      spi-c      21
      spi-s      22
      port-c     6101
      port-s     6100
    Security-Verify
      mechanism  ipsec-3gpp
      alg        hmac-sha-1-96
      ealg       aes-cbc
      prot       esp
      mod        trans
      spi-c      21
      spi-s      23 ← differs
      port-c     6101
      port-s     6100
`,
  )
})

test('what differs is red on a terminal', (t) => {
  const lines = table([akaChallenge, changed], 80, true).split('\n')
  t.deepEqual(
    lines.filter((line) => line.includes('\x1b[31m')).map((line) => line.includes('spi-s')),
    [true],
  )
})

test('a header that was not sent, and one that was not seen', (t) => {
  t.regex(table([akaChallenge], 80), /mechanism +ipsec-3gpp +ipsec-3gpp +not seen/)
  t.regex(table([{ ...akaChallenge, response: {} }, changed], 80), /mechanism +ipsec-3gpp +none +none/)
  t.is(table([{ sent: 'name', got: '403 Forbidden' }], 80), '\n\n')
})

test('neither a digest of the headers nor what a terminal would act on is shown', (t) => {
  const securityClient = 'digest;d-ver="0123456789abcdef0123456789abcdef", ipsec-3gpp;alg=\x1b[2Jnull;spi-c=1'
  const text = table([{ ...akaChallenge, round: { securityClient } }], 80)
  t.false(text.includes('0123456789abcdef'))
  t.false(text.includes('\x1b'))
})
