/**
 * Compares two lists of mechanisms (RFC 3329 §2.2): order of mechanisms and parameters, case and the preference `q` do not count.
 * Returns the names of the parameters that differ; empty when the lists agree.
 */
export function agreementDifferences(given: string, echoed: string): readonly string[] {
  // Nearly all of them are; to take them apart costs more than all the other rules.
  if (given === echoed) return []
  const left = mechanismsOf(given)
  const right = mechanismsOf(echoed)
  if (sameSet(left.map(canonical), right.map(canonical))) return []
  const names = new Set<string>()
  for (const parts of [...left, ...right]) for (const name of parts.keys()) names.add(name)
  const differing = [...names].filter((name) => !sameSet(valuesOf(left, name), valuesOf(right, name)))
  return differing.length > 0 ? differing : ['combination']
}

/** Protected ports that a Security-Server names: the UE answers to one of these, inside the security association. */
export function protectedPorts(securityServer: string): readonly number[] {
  return Array.from(securityServer.matchAll(protectedPort), ([, port]) => Number(port))
}

/** An offer from which no P-CSCF can choose: no ipsec-3gpp, or none of the integrity algorithms of 3GPP TS 33.203 §6.2 and Annex H. */
export function offersNothingKnown(securityClient: string): boolean {
  return !mechanismsOf(securityClient).some((parts) => parts.get('mechanism') === 'ipsec-3gpp' && algorithms.has(parts.get('alg') ?? ''))
}

const protectedPort = /;\s*port-s\s*=\s*"?(\d+)/gi
const algorithms: ReadonlySet<string> = new Set(['hmac-sha-1-96', 'hmac-md5-96', 'aes-gmac', 'null', ''])

/** The mechanisms of a list in lower case, each as its parameters with its name as `mechanism`; without the preference `q`. */
export function mechanismsOf(header: string): readonly ReadonlyMap<string, string>[] {
  return header
    .toLowerCase()
    .split(',')
    .filter((value) => value.trim() !== '')
    .map(mechanism)
}

function mechanism(value: string): ReadonlyMap<string, string> {
  const [name = '', ...parameters] = value.split(';')
  const parts = new Map([['mechanism', name.trim()]])
  for (const parameter of parameters) {
    const [key = '', text = ''] = parameter.split('=')
    if (key.trim() !== 'q' && key.trim() !== '') parts.set(key.trim(), text.trim().replaceAll('"', ''))
  }
  return parts
}

function canonical(parts: ReadonlyMap<string, string>): string {
  return [...parts]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(';')
}

function valuesOf(list: readonly ReadonlyMap<string, string>[], name: string): readonly (string | undefined)[] {
  return list.map((parts) => parts.get(name))
}

function sameSet<T>(left: readonly T[], right: readonly T[]): boolean {
  const set = new Set(left)
  return set.size === new Set(right).size && right.every((value) => set.has(value))
}
