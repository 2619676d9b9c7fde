import type { Attempt, Response, RoleProof } from '../../classifiers/attempt.ts'
import { recognise, type Flavour } from '../../classifiers/flavour.ts'
import { roleName } from './plain-words.ts'

const proofWords: Readonly<Record<RoleProof, string>> = {
  configured: 'by the configuration',
  nearest: 'it talks to the UE',
  visited: 'it adds P-Visited-Network-ID',
  vouches: 'it says integrity-protected to the core',
  agreement: 'it gives Security-Server',
  path: 'it adds Path',
  charging: 'it adds P-Charging-Vector',
  service_route: 'it gives Service-Route',
  challenges: 'it makes the challenge, nothing behind it does',
  forwards: 'it sends the request onward',
  depth: 'by its place among the Via values',
  answers: '',
}

const flavourWords: Readonly<Record<Flavour, string>> = {
  kamailio: 'Kamailio',
  kamailio_ims: 'Kamailio with its IMS modules',
  opensips: 'OpenSIPS',
  ast_pjsip: 'Asterisk (pjsip)',
  chan_sip: 'Asterisk (chan_sip)',
  asterisk: 'Asterisk',
  freeswitch: 'FreeSWITCH',
  ejabberd: 'ejabberd',
  openimscore: 'OpenIMSCore',
  unknown: '',
}

/** What each node that answered is taken for, what the server is taken for, and why: rules rest on it, so a reader must be able to doubt it. */
export function whoIsWho(attempt: Attempt): readonly string[] {
  const lines = new Set<string>()
  for (const { response, decision } of attempt.rounds) {
    for (const each of [response, decision]) {
      const line = each === undefined ? '' : nodeLine(each)
      if (line !== '') lines.add(line)
    }
  }
  const { flavour, proof } = recognise(attempt)
  if (flavour !== 'unknown')
    lines.add(`the server is ${flavourWords[flavour]}: ${proof === 'name' ? 'so it names itself' : 'by the look of its challenge'}`)
  return [...lines]
}

/** A single server of which nothing else is known needs no explaining. */
function nodeLine({ address, role, roleBy }: Response): string {
  const name = roleName(role)
  return name === '' || address === '' || roleBy === 'answers' ? '' : `${address} is the ${name}: ${proofWords[roleBy]}`
}
