import { startChild } from '../child.ts'
import { startCollector, temporaryFolder } from '../regwatch.ts'
import { findProgram } from '../setup/find-program.ts'
import { requires } from '../setup/programs.ts'
import { countedBy } from './counted.ts'
import { ownNetwork } from './loopback.ts'
import { type Phone, phonesOf, registerBehindNat, registerPhones, scan } from './registrar-bed/phones.ts'
import { runBaresip, runSipsak } from './registrar-bed/softphones.ts'
import { startEdge, startRegistrar } from './registrar-bed/registrar-bed.ts'

/** Silence, or a challenge that is not answered, takes 37 seconds until it is closed, and ten more until it is judged in the light of what others do. */
const SILENCE_SECONDS = 75

const live = requires('kamailio', 'sipp')
const phoned = requires('kamailio', 'baresip', 'sipsak')
const scanned = requires('kamailio', 'sipp', 'svwar', 'svcrack')

const guesses = 'pia quin rob sue tom una vic wes xia yan'.split(' ')
const bans = [
  { banAfter: 10, tellsBan: false, flags: ['edge ban_pattern', 'edge source_wide'] },
  { banAfter: 5, tellsBan: false, flags: ['edge source_wide'] },
  { banAfter: 10, tellsBan: true, flags: ['edge source_wide'] },
]

for (const { banAfter, tellsBan, flags: expected } of bans) {
  const how = tellsBan ? '403' : 'silence'
  live(`an office is banned for ${banAfter} wrong passwords, and what hits its good phones then is the ban: ${how}`, async (t) => {
    t.timeout(150_000)
    const network = ownNetwork()
    const collector = await startCollector(t, `registrars: {edge: ${network}.1}\n`)
    const registrar = await startRegistrar(t, `${network}.1`, collector.udp, { banAfter, tellsBan })
    const office = (users: string, password?: string): Phone[] => phonesOf(users, () => `${network}.2`, password)
    const homes = phonesOf('kim lea max noa', (index) => `${network}.${index + 11}`)

    await registerBehindNat(t, office('ann ben cleo'), registrar)
    await registerPhones(t, homes, registrar)
    await registerBehindNat(t, office(guesses.slice(0, banAfter).join(' '), 'wrong'), registrar)
    // What happens within five seconds has no order.
    await pause(6)
    await Promise.all([registerBehindNat(t, office('ann ben cleo'), registrar, !tellsBan), registerPhones(t, homes, registrar)])

    const { others, failures, flags } = await countedBy(collector, 14 + banAfter, SILENCE_SECONDS)
    t.deepEqual(others, { 'edge success': 11 })
    t.deepEqual(failures, {
      'edge credentials/unspecified 401': banAfter,
      [`edge acl/source_ip ${tellsBan ? '403' : 'none'}`]: 3,
    })
    t.deepEqual(flags, expected)
  })
}

scanned('SIPVicious looks for users and guesses a password, another asks for numbers under no name: all are scanners', async (t) => {
  t.timeout(150_000)
  const network = ownNetwork()
  const collector = await startCollector(t, `registrars: {edge: ${network}.1}\n`)
  const registrar = await startRegistrar(t, `${network}.1`, collector.udp)
  const vicious = async (program: 'svwar' | 'svcrack', address: string, ...what: readonly string[]): Promise<void> => {
    const target = ['-p', `${registrar.port}`, '-b', address, '-x', address, registrar.address]
    const run = startChild(t, findProgram(program) ?? program, [...what, ...target], { cwd: temporaryFolder(t) })
    t.is(await run.ended, 0, run.stderr)
  }

  await registerPhones(
    t,
    phonesOf('kim lea max noa', (index) => `${network}.${index + 11}`),
    registrar,
  )
  await vicious('svwar', `${network}.50`, '-e', '100-130')
  await vicious('svcrack', `${network}.51`, '-u', '100', '-r', '1000-1012')
  await scan(t, ['201', '202', '203', '204', '205', '206', '207', '208'], registrar, `${network}.52`)

  // svwar asks for a user first that nobody is; 100 to 104 are somebody's, and it does not answer for them; svcrack is one attempt or two.
  const { others, failures, verdicts, flags } = await countedBy(collector, 4 + 1 + 31 + 1 + 8, SILENCE_SECONDS)
  t.deepEqual(others, { 'edge success': 4 })
  t.deepEqual(Object.keys(failures).sort(), ['edge scan/scanner 401', 'edge scan/scanner 404'])
  t.is(failures['edge scan/scanner 404'], 27 + 8)
  t.deepEqual(Object.keys(verdicts).sort(), ['scan definite', 'scan likely'])
  t.is(verdicts['scan likely'], 8)
  t.deepEqual(flags, ['edge scan'])
})

phoned('phones of other makes, each with the right password and with a wrong one', async (t) => {
  t.timeout(150_000)
  const network = ownNetwork()
  const collector = await startCollector(t, `registrars: {edge: ${network}.1}\n`)
  const registrar = await startRegistrar(t, `${network}.1`, collector.udp)
  const phone = (user: string, password: string): Phone => ({ user, password, address: `${network}.${user === 'ann' ? 11 : 12}` })
  const [, , isKnown, isGuessed] = await Promise.all([
    runBaresip(t, phone('ann', 'right'), registrar, 'quit'),
    runBaresip(t, phone('bob', 'wrong'), registrar, 'unplugged'),
    runSipsak(t, phone('cleo', 'right'), registrar),
    runSipsak(t, phone('dan', 'wrong'), registrar),
  ])
  t.true(isKnown)
  t.false(isGuessed)

  // baresip answers one challenge after the other until it is banned, sipsak gives up after the first: that is less sure.
  const { others, failures, verdicts, flags } = await countedBy(collector, 5, SILENCE_SECONDS)
  t.deepEqual(others, { 'edge success': 2, 'edge deregistration': 1 })
  t.deepEqual(failures, { 'edge credentials/unspecified 401': 2 })
  t.deepEqual(verdicts, { 'credentials likely': 1, 'credentials ambiguous': 1 })
  t.deepEqual(flags, [])
})

live('a registrar that says 503 to everybody, and one behind a proxy that says nothing, are down', async (t) => {
  t.timeout(120_000)
  const network = ownNetwork()
  const names = `registrars: {ill: ${network}.1, edge: ${network}.2, well: ${network}.3}\n`
  const collector = await startCollector(t, names)
  const [ill, edge, well] = await Promise.all([
    startRegistrar(t, `${network}.1`, collector.udp, { isDown: true }),
    startEdge(t, `${network}.2`, collector.udp, `${network}.4:5060`),
    startRegistrar(t, `${network}.3`, collector.udp),
  ])
  const twenty = (first: number): Phone[] => phonesOf(many(20), (index) => `${network}.${first + index}`)
  await Promise.all([registerPhones(t, twenty(20), ill), registerPhones(t, twenty(50), edge), registerPhones(t, twenty(80), well)])

  // A 408 is told at once: that it is one of many shows in what comes after them.
  await pause(6)
  await registerPhones(
    t,
    phonesOf('late', () => `${network}.45`),
    edge,
  )

  const { others, failures, verdicts, flags } = await countedBy(collector, 61, SILENCE_SECONDS)
  t.deepEqual(others, { 'well success': 20 })
  t.deepEqual(failures, { 'ill overload/unavailable 503': 20, 'edge server/no_response 408': 21 })
  t.deepEqual(verdicts, { 'overload definite': 20, 'server definite': 21 })
  t.deepEqual(flags, ['edge node_wide', 'ill node_wide'])
})

live('who worked yesterday was barred or given another password; who never did is not known', async (t) => {
  t.timeout(150_000)
  const network = ownNetwork()
  const names = `registrars: {edge: ${network}.1}\n`
  const folder = temporaryFolder(t)
  const at = (place: number) => () => `${network}.${place}`

  const yesterday = await startCollector(t, names, '', `--data.dir=${folder}`)
  const before = await startRegistrar(t, `${network}.1`, yesterday.udp)
  await registerPhones(t, [...phonesOf('zoe', at(11)), ...phonesOf('yan', at(12))], before)
  await countedBy(yesterday, 2, SILENCE_SECONDS)
  yesterday.process.kill('SIGTERM')
  t.is(await yesterday.process.ended, 0)
  // What lies ten seconds back, as good as a day, is before whatever comes now.
  await pause(10)

  const today = await startCollector(t, names, '', `--data.dir=${folder}`)
  const registrar = await startRegistrar(t, `${network}.1`, today.udp, { barred: '^z' })
  await registerBehindNat(t, phonesOf('mia', at(11)), registrar)
  await registerBehindNat(t, phonesOf('kim', at(12)), registrar)
  await registerBehindNat(t, phonesOf('zoe zed', at(11)), registrar)
  await registerBehindNat(t, phonesOf('zoe', at(12)), registrar)
  await registerPhones(t, [...phonesOf('yan', at(13), 'changed'), ...phonesOf('new', at(14), 'wrong')], registrar)

  const { others, failures, flags } = await countedBy(today, 7, SILENCE_SECONDS)
  t.deepEqual(others, { 'edge success': 2 })
  t.deepEqual(failures, {
    'edge barring/identity_barred 403': 2,
    'edge credentials/unknown_user 403': 1,
    'edge credentials/wrong_password 401': 1,
    'edge credentials/unspecified 401': 1,
  })
  t.deepEqual(flags, ['edge user_multi_source'])
})

async function pause(seconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
}

function many(count: number): string {
  return Array.from({ length: count }, (_, index) => `user${index}`).join(' ')
}
