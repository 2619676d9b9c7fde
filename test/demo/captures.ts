import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../captures/', import.meta.url))

/** Captures of an IMS core that end at once: one for each kind of refusal. */
const IMS = [
  '01_aka_success',
  '02_impi_unknown',
  '05_wrong_res',
  '08_sync_failure_loop',
  '10_uar_barred_roaming',
  '17_sec_agree_no_policy',
  '23_scscf_503_shutdown',
  '32_scscf_overload_503',
  '38_ipsec_pool_exhausted',
]

/** The traffic of o13_barred_403 once more, by other agents: what has been counted a moment ago is not counted again. */
const TWICE = new Set(['o35_hepjs', 'o37_hepjs_readme_keys'])

/** What the demo sends: nearly every capture of the registrars, and some of the IMS. */
export function demoCaptures(): readonly string[] {
  const sip = readdirSync(join(folder, 'sip'))
    .filter((name) => name.endsWith('.hep') && !TWICE.has(name.replace('.hep', '')))
    .sort()
  return [...sip.map((name) => join(folder, 'sip', name)), ...IMS.map((name) => join(folder, 'ims', `${name}.hep`))]
}

/** `sip/o01_success_digest` of a path. */
export function captureName(path: string): string {
  return path
    .replace(/\.hep$/, '')
    .split(/[/\\]/)
    .slice(-2)
    .join('/')
}
