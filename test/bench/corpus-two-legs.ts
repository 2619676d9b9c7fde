import type { CoreNode, Path } from './call.ts'
import { registrarScenarios } from './corpus.ts'
import type { Scenario, Step } from './scenario.ts'
import { writeCorpus } from './write-corpus.ts'

const RATE = 19_000
const REGISTRARS = 100

/** From the edge to the registrar, and seen there by both of their agents: a copy. In microseconds. */
const HOP = 1000
const MIRROR = 20

/** Corpus three: what corpus one is made of, behind an edge proxy: two legs, of which the inner one is captured at both ends; a hundred registrars. */
const scenarios: readonly Scenario[] = registrarScenarios.map((scenario) => ({ ...scenario, steps: scenario.steps.flatMap(onTwoLegs) }))

const [first, ...others] = Array.from({ length: REGISTRARS }, (_, index) => pathOf(index + 1))

/** Corpus three as concatenated HEPv3 packets. */
export function twoLegsCorpus(seed: number, packets: number): Buffer {
  if (first === undefined) throw new Error('no registrars')
  return writeCorpus({ scenarios, paths: [first, ...others], onlyIms: false, rate: RATE }, seed, packets)
}

function onTwoLegs(step: Step): Step[] {
  const inner = { ...step, hop: 1, agent: 1 }
  const copy = { ...inner, agent: 0, after: MIRROR, spread: MIRROR }
  return step.up ? [step, { ...inner, after: HOP, spread: HOP }, copy] : [inner, copy, { ...step, after: HOP, spread: HOP }]
}

function pathOf(number: number): Path {
  return [node('edge', 0x0a020000 + number, 4000 + number), node('registrar', 0x0a030000 + number, 5000 + number)]
}

function node(name: string, address: number, captureId: number): CoreNode {
  return { address, port: 5060, captureId, name: `${name}-${captureId}` }
}
