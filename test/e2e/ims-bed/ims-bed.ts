import { readFileSync } from 'node:fs'
import type { ExecutionContext } from 'ava'
import { freeUdpPort, type Node, startNode } from '../node.ts'
import { type Hss, startHss } from './hss.ts'

/** Home network of all subscribers. */
export const DOMAIN = 'ims.mnc001.mcc262.3gppnetwork.org'
/** Networks of the P-CSCFs abroad; with the second there is no agreement. */
export const ABROAD = 'ims.mnc015.mcc901.3gppnetwork.org'
export const STRANGE = 'ims.mnc020.mcc902.3gppnetwork.org'

/** Last numbers of the addresses of the nodes; phones have those from 20 on. */
const places = { home: 1, abroad: 2, strange: 3, untrusted: 4, icscf: 5, scscf: 6 } as const

/** The configuration that gives the P-CSCFs of a network their names. */
export function namesIn(network: string): string {
  const { home, abroad, strange, untrusted } = places
  const named = Object.entries({ home, abroad, strange, untrusted }).map(([name, place]) => `${name}: ${network}.${place}`)
  return `registrars: {${named.join(', ')}}\n`
}

/** A small IMS core: four P-CSCFs, an I-CSCF, an S-CSCF, all Kamailio, and an HSS. Each node sends what it sees as HEP. */
export interface ImsBed {
  /** The first three numbers of all addresses. */
  readonly network: string
  readonly hss: Hss
  /** P-CSCF of the home network. */
  readonly home: Node
  /** P-CSCF of another operator; whose subscribers may use it the HSS knows. */
  readonly abroad: Node
  /** P-CSCF of an operator with whom there is no agreement; the I-CSCF knows that. */
  readonly strange: Node
  /** P-CSCF of the home network that the I-CSCF has not in its trust domain. */
  readonly untrusted: Node
  readonly icscf: Node
  readonly scscf: Node
}

/** Starts the core in a network of its own; it sends HEP to a port of this machine. */
export async function startImsBed(t: ExecutionContext, network: string, hepPort: number): Promise<ImsBed> {
  const at = (place: keyof typeof places): string => `${network}.${places[place]}`
  const icscfPort = await freeUdpPort(at('icscf'))
  const scscfPort = await freeUdpPort(at('scscf'))
  const hss = await startHss(t, DOMAIN, () => `sip:${at('scscf')}:${scscfPort}`)
  const words = {
    DOMAIN,
    HEP_PORT: hepPort,
    HSS_PORT: hss.port,
    UNTRUSTED: at('untrusted'),
    STRANGE,
    NEXT: `${at('icscf')}:${icscfPort}`,
  }
  const diameter = readFileSync(new URL('diameter.xml', import.meta.url), 'utf8')

  const pcscf = async (address: string, capture: number, visited: string): Promise<Node> =>
    startNode(t, new URL('pcscf.cfg', import.meta.url), {
      address,
      port: await freeUdpPort(address),
      words: { ...words, CAPTURE_ID: capture, NETWORK: visited },
    })
  const [home, abroad, strange, untrusted, icscf, scscf] = await Promise.all([
    pcscf(at('home'), 2001, DOMAIN),
    pcscf(at('abroad'), 2002, ABROAD),
    pcscf(at('strange'), 2003, STRANGE),
    pcscf(at('untrusted'), 2004, DOMAIN),
    startNode(t, new URL('icscf.cfg', import.meta.url), {
      address: at('icscf'),
      port: icscfPort,
      words: { ...words, CAPTURE_ID: 2005, NAME: 'icscf' },
      files: { 'diameter.xml': diameter, ...tables },
    }),
    startNode(t, new URL('scscf.cfg', import.meta.url), {
      address: at('scscf'),
      port: scscfPort,
      words: { ...words, CAPTURE_ID: 2006, NAME: 'scscf' },
      files: { 'diameter.xml': diameter },
    }),
  ])
  await hss.linked(2)
  return { network, hss, home, abroad, strange, untrusted, icscf, scscf }
}

/** Tables of ims_icscf in the form of db_text: the HSS names the S-CSCF, so there is none to choose from. */
const tables: Readonly<Record<string, string>> = {
  nds_trusted_domains: 'id(int,auto) trusted_domain(string)\n',
  s_cscf: 'id(int,auto) name(string) s_cscf_uri(string)\n',
  s_cscf_capabilities: 'id(int,auto) id_s_cscf(int) capability(int)\n',
}
