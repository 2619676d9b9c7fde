import { readdirSync, readFileSync } from 'node:fs'
import test from 'ava'
import { textWidth } from '../../../../collector/explain/clean-text.ts'
import { createPage } from '../../../../collector/explain/page.ts'
import { reportOf, stepsIn } from './diagnosis.ts'

const folder = new URL('../../../captures/ims/', import.meta.url)
const plainPage = createPage(100, false, true)

const diagnosed = test.macro(async (t, capture: string, index: number, expected: string) => {
  t.is(`\n${stepsIn(await reportOf(capture, plainPage))[index]?.join('\n')}\n`, expected)
})

test(
  'a prefix before the IMSI, at a P-CSCF that serves another',
  diagnosed,
  '03_impi_malformed',
  0,
  `
  1 A 403, which refuses, in place of a 401, which asks: found
    The I-CSCF 127.0.0.20 said “403 Forbidden - HSS User Unknown” before any challenge, so before
    the SIM was asked anything.
    It carries no Reason header.
  2 A fault of the subscription in the HSS: not visible here
    No record can be looked for under a malformed identity, so see to step 3 first.
    Ask who runs the HSS, for its record is not on the wire: are the IMPI
    imsi-001010000000322@ims.mnc001.mcc001.3gppnetwork.org and the IMPU
    sip:001010000000322@ims.mnc001.mcc001.3gppnetwork.org both there, do they belong together, is
    neither barred nor suspended?
  3 A fault in the form of the private identity, IMPI (3GPP TS 23.003): found
    imsi-001010000000322@ims.mnc001.mcc001.3gppnetwork.org: imsi- stands before the IMSI, where
    nothing belongs.
    It should be IMSI@ims.mncNNN.mccNNN.3gppnetwork.org: the whole IMSI with nothing before it, and
    an MNC of two digits as 0NN.
  4 Another subscriber that gets through by the same P-CSCF: found
    1 other subscriber got through by 127.0.0.10 in this capture, and 2 did not: more than this
    subscriber is concerned.
    Put a SIM that is known to work into the same device, at the same P-CSCF: if it registers, it is
    the SIM or the subscription.
  5a A P-CSCF address that the network does not accept: not found
    The UE sent to 127.0.0.10, and others get through by it.
  5b A security agreement that fails: not found
    The core refused before it came to that: the P-CSCF gives its Security-Server together with the
    challenge.
`,
)
test(
  'an agreement that was changed on its way',
  diagnosed,
  '30c_security_verify',
  0,
  `
  1 A 403, which refuses, in place of a 401, which asks: not found
    The final answer is “494 Security Agreement Required”: it is about the security agreement, so
    look at the last step first.
  2 A fault of the subscription in the HSS: not visible here
    A challenge for AKA was made, so the HSS gave a vector for this private identity: it knows it.
    Ask who runs the HSS, for its record is not on the wire: are the IMPI
    001010000002248@ims.mnc001.mcc001.3gppnetwork.org and the IMPU
    sip:001010000002248@ims.mnc001.mcc001.3gppnetwork.org both there, do they belong together, is
    neither barred nor suspended?
  3 A fault in the form of the private identity, IMPI (3GPP TS 23.003): not found
    001010000002248@ims.mnc001.mcc001.3gppnetwork.org: 15 digits without a prefix, an MNC of three
    digits, MCC and MNC those of the IMSI. The HSS must hold it letter by letter.
  4 Another subscriber that gets through by the same P-CSCF: not found
    2 other subscribers came by 127.0.0.10 in this capture, and none got through.
    Put a SIM that is known to work into the same device, at the same P-CSCF: if it registers, it is
    the SIM or the subscription.
  5a A P-CSCF address that the network does not accept: not visible here
    The UE sent to 127.0.0.10.
    Ask the packet core, or the log of the device, which P-CSCF it was given (PCO in the attach, or
    DNS), and compare: is it 127.0.0.10?
  5b A security agreement that fails: found
    Security-Verify differs from Security-Server: spi-s.
               Security-Client  Security-Server  Security-Verify
    mechanism  ipsec-3gpp       ipsec-3gpp       ipsec-3gpp
    alg        hmac-sha-1-96    hmac-sha-1-96    hmac-sha-1-96
    ealg       aes-cbc          aes-cbc          aes-cbc
    prot       esp              esp              esp
    mod        trans            trans            trans
    spi-c      1414205902       4096             4096
    spi-s      1414205903       4097             4104             ← differs
    port-c     34340            5100             5100
    port-s     34341            6100             6100
`,
)
test(
  'a subscriber that the network itself calls unknown',
  diagnosed,
  '43_unknown_fallback_auth',
  0,
  `
  1 A 403, which refuses, in place of a 401, which asks: found
    The S-CSCF 127.0.0.30 said “403 Forbidden - HSS User Unknown” before any challenge, so before
    the SIM was asked anything.
    It carries no Reason header.
  2 A fault of the subscription in the HSS: found
    The network says so itself: 403 'Forbidden - HSS User Unknown' from the S-CSCF, before any
    challenge.
    Ask who runs the HSS, for its record is not on the wire: are the IMPI
    001010000005840@ims.mnc001.mcc001.3gppnetwork.org and the IMPU
    sip:001010000005840@ims.mnc001.mcc001.3gppnetwork.org both there, do they belong together, is
    neither barred nor suspended?
  3 A fault in the form of the private identity, IMPI (3GPP TS 23.003): not found
    001010000005840@ims.mnc001.mcc001.3gppnetwork.org: 15 digits without a prefix, an MNC of three
    digits, MCC and MNC those of the IMSI. The HSS must hold it letter by letter.
  4 Another subscriber that gets through by the same P-CSCF: not visible here
    Nobody else came by 127.0.0.10 in this capture; a longer one may show somebody.
    Put a SIM that is known to work into the same device, at the same P-CSCF: if it registers, it is
    the SIM or the subscription.
  5a A P-CSCF address that the network does not accept: not visible here
    The UE sent to 127.0.0.10.
    Ask the packet core, or the log of the device, which P-CSCF it was given (PCO in the attach, or
    DNS), and compare: is it 127.0.0.10?
  5b A security agreement that fails: not found
    It did not come to that: what refused the REGISTER is known, and it is something else.
`,
)
test(
  'a P-CSCF that the core does not trust',
  diagnosed,
  '35_unauthorised_pcscf',
  0,
  `
  1 A 403, which refuses, in place of a 401, which asks: found
    The P-CSCF 127.0.0.20 said “403 Forbidden - P-CSCF not authorized” before any challenge, so
    before the SIM was asked anything.
    It gives a reason: “399 icscf.ims.mnc001.mcc001.3gppnetwork.org "P-CSCF not in topology"”.
  2 A fault of the subscription in the HSS: not visible here
    Ask who runs the HSS, for its record is not on the wire: are the IMPI
    001010000003210@ims.mnc001.mcc001.3gppnetwork.org and the IMPU
    sip:001010000003210@ims.mnc001.mcc001.3gppnetwork.org both there, do they belong together, is
    neither barred nor suspended?
  3 A fault in the form of the private identity, IMPI (3GPP TS 23.003): not found
    001010000003210@ims.mnc001.mcc001.3gppnetwork.org: 15 digits without a prefix, an MNC of three
    digits, MCC and MNC those of the IMSI. The HSS must hold it letter by letter.
  4 Another subscriber that gets through by the same P-CSCF: not visible here
    Nobody else came by 127.0.0.20 in this capture; a longer one may show somebody.
    Put a SIM that is known to work into the same device, at the same P-CSCF: if it registers, it is
    the SIM or the subscription.
  5a A P-CSCF address that the network does not accept: found
    403 'Forbidden - P-CSCF not authorized' from the P-CSCF, before any challenge.
    Ask the packet core, or the log of the device, which P-CSCF it was given (PCO in the attach, or
    DNS), and compare: is it 127.0.0.20? Ask who runs the I-CSCF whether it trusts this address.
  5b A security agreement that fails: not visible here
    The UE offers no Security-Client.
    Ask who runs the P-CSCF whether it demands one.
`,
)

/** The results of the steps of each failure: `f` found, `n` not found, `?` not visible here. */
const results = test.macro(async (t, capture: string, ...expected: readonly string[]) => {
  const found = stepsIn(await reportOf(capture, plainPage)).map((steps) =>
    steps.flatMap((line) => /^ {2}\d[ab]? .*: (found|not found|not visible here)$/.exec(line)?.[1] ?? []),
  )
  const letters = new Map([
    ['found', 'f'],
    ['not found', 'n'],
  ])
  t.deepEqual(
    found.map((each) => each.map((result) => letters.get(result) ?? '?').join('')),
    expected,
  )
})

test('two identities of different subscriptions', results, '04_identities_mismatch', 'fff??n')
test('a wrong answer of the SIM', results, '05_wrong_res', 'f?nn?n')
test('barred, and roaming that is not allowed', results, '10_uar_barred_roaming', 'ffnn?n', 'ffnn?n')
test('an answer to the wrong port, which nobody sees', results, '18_wrong_sa_port', 'n?nfn?')
test('no algorithm in common', results, '30b_algorithm_mismatch', 'n?nn?f')
test('an answer outside the association, beside one inside', results, '31d_unprotected_and_control', 'f?nfnf')
test('a visited network that is not allowed', results, '34_visited_network', 'ffnfnn')
test('digest without AKA', results, '36_sip_digest', 'f?ffnn', 'f?nfnn')
test('no room for another association', results, '38_ipsec_pool_exhausted', 'n?nfnf')
test('a protected REGISTER that gets no reply', results, 's6_silent_sa', 'n?n??f')
test('an HSS that does not answer is no 403', results, '20_hss_timeout_uar')
test('a registrar that shuts down is no 403', results, '23_scscf_503_shutdown')

test('no secret of any capture stands in its report, on any width, and no line is wider than the page', async (t) => {
  const captures = readdirSync(folder).filter((name) => name.endsWith('.hep'))
  t.true(captures.length > 50)
  for (const name of captures) {
    const bytes = readFileSync(new URL(name, folder)).toString('latin1')
    const secrets = new Set(Array.from(bytes.matchAll(/\b(?:nonce|response|auts|ck|ik|cnonce)="([^"]{8,})"/g), ([, secret]) => secret!))
    for (const width of [40, 66, 100]) {
      const report = await reportOf(name.slice(0, -'.hep'.length), createPage(width, false, width > 40))
      for (const line of report) t.true(textWidth(line) <= width, `${name} at ${width}: ${line}`)
      const text = report.join('').replaceAll(/\s/g, '')
      t.deepEqual(
        [...secrets].filter((secret) => text.includes(secret)),
        [],
        name,
      )
    }
  }
})

test('a result stands whole on its line, however narrow the page', async (t) => {
  const [steps] = stepsIn(await reportOf('30c_security_verify', createPage(44, false, true)))
  t.is(steps?.filter((line) => /\b(not found|not visible here|: found)$/.test(line)).length, 6)
})
