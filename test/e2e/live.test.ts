import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCollector, temporaryFolder } from '../regwatch.ts'
import { findProgram } from '../setup/find-program.ts'
import { requires } from '../setup/programs.ts'
import { HEP_KEY, PASSWORD, REFUSED, register, startKamailio } from './kamailio.ts'

const RELEASE_SECONDS = 60

const counted = (cause: string) => new RegExp(`^sip_register_failures_total\\{registrar="edge",cause="${cause}",.*\\} [1-9]`, 'm')

requires('kamailio', 'sipp')('a right password, a wrong one and a refused address are told apart, live', async (t) => {
  t.timeout(150_000)
  const key = join(temporaryFolder(t), 'key')
  writeFileSync(key, HEP_KEY)
  const collector = await startCollector(t, 'registrars: {edge: 127.0.0.1}\n', `auth_key_file: ${key}, allow: 127.0.0.0/8`)
  const sipPort = await startKamailio(t, collector.udp)
  const metrics = async () => (await fetch(`${collector.web}/metrics`)).text()

  await register(t, sipPort, 'alice', PASSWORD)
  await register(t, sipPort, 'bob', 'wrong')
  await register(t, sipPort, 'carol', PASSWORD, REFUSED)

  let text = await metrics()
  for (let second = 0; second < RELEASE_SECONDS && !(counted('credentials').test(text) && counted('acl').test(text)); second++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    text = await metrics()
  }
  t.regex(text, /^sip_register_attempts_total\{registrar="edge",outcome="success"\} 1$/m)
  t.regex(text, /^sip_register_attempts_total\{registrar="edge",outcome="failure"\} 2$/m)
  t.regex(text, /^sip_register_failures_total\{registrar="edge",cause="credentials",reason="\w+",code="401"\} 1$/m)
  t.regex(text, /^sip_register_failures_total\{registrar="edge",cause="acl",reason="source_ip",code="403"\} 1$/m)
  t.is(text.match(/^sip_register_failures_total\{.*\} [1-9]/gm)?.length, 2)
  for (const code of ['200', '401', '403'])
    t.regex(text, new RegExp(`^sip_register_final_responses_total\\{registrar="edge",code="${code}"\\} 1$`, 'm'))
  t.notRegex(text, /^hep_packets_dropped_total\{.*\} [1-9]/m)

  const promtool = findProgram('promtool')
  if (promtool === undefined) return t.log('promtool is not installed (Debian: apt-get install prometheus): metrics not linted')
  const lint = spawnSync(promtool, ['check', 'metrics'], { input: text, encoding: 'utf8', timeout: 20_000 })
  t.is(lint.status, 0, lint.stdout + lint.stderr)
})
