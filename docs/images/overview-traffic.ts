// The traffic on the pictures of the dashboard: three networks in real time, as HEP to a collector.
//   node docs/images/overview-traffic.ts 127.0.0.1:9062 30
// West has an overload for a while, then a scanner; at last east refuses all phones of one site. The IMS is
// captures of a real one, with other Call-IDs.
import { createSocket } from 'node:dgram'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createRandom } from '../../test/bench/random.ts'
import { type CapturedPacket, packetsOf } from '../../test/replay.ts'
import { retimed, timeOf } from '../../test/retime.ts'
import { type Agent, Call, START } from '../../test/scenario.ts'

const [to = '127.0.0.1:9062', minutes = '30'] = process.argv.slice(2)
const [host = '', port = ''] = to.split(/:(?=\d+$)/)
const seconds = Number(minutes) * 60

const EAST = '198.51.100.3:5060'
const WEST = '198.51.100.4:5060'
interface Traffic {
  readonly packets: readonly CapturedPacket[]
}

const eastern: readonly Agent[] = [{ id: 101 }]
const western: readonly Agent[] = [{ id: 201 }, { id: 202, late: 0.02 }]
const random = createRandom(20)
let calls = 0

/** A part of the time, as shares of the whole. */
const during = (at: number, from: number, until: number): boolean => at >= from * seconds && at < until * seconds
const isOverloaded = (at: number): boolean => during(at, 0.25, 0.35)
const isScanned = (at: number): boolean => during(at, 0.45, 0.5)
const isRefused = (at: number): boolean => during(at, 0.75, 0.97)

function call(user: string, source: string, registrar: string): Call {
  const agents = registrar === EAST ? eastern : western
  return new Call({
    callId: `${++calls}@${source}`,
    user,
    path: [`${source}:5060`, registrar],
    agents,
    hop: 0.004 + random.below(40) / 1_000,
  })
}

/** Somebody's phone at one of the registrars; those of one site are refused in the end. */
function phone(at: number): Call {
  const number = random.below(600)
  const isEast = number % 2 === 0
  const hasSite = isEast && number < 200
  const source = hasSite ? `203.0.113.${10 + (number >> 1)}` : `192.0.2.${10 + (number % 200)}`
  const user = `${isEast ? 'e' : 'w'}${1000 + number}`
  const begun = call(user, source, isEast ? EAST : WEST).register(at)
  if (hasSite && isRefused(at)) return begun.answer(at + 0.01, 403)
  if (!isEast && isOverloaded(at) && random.below(3) === 0)
    return begun.answer(at + 0.3, 503, { phrase: 'Service Unavailable', headers: ['Retry-After: 30'] })
  if (random.below(25) === 0) begun.again(at + 0.5)
  const think = 0.02 + random.below(80) / 1_000
  return begun
    .challenge(at + think, `n${calls}`)
    .register(at + think + 0.05, { nonce: `n${calls}` })
    .answer(at + 2 * think + 0.05, 200, { headers: [`Contact: <sip:${user}@${source}>;expires=300`] })
}

function wrongPassword(at: number, user: string): Call {
  const first = call(user, '192.0.2.77', WEST)
    .register(at)
    .challenge(at + 0.03, `a${calls}`)
  return first.register(at + 0.06, { nonce: `a${calls}` }).challenge(at + 0.1, `b${calls}`)
}

const barred = (at: number): Call =>
  call(`w${1000 + random.below(9)}`, '192.0.2.80', WEST)
    .register(at)
    .answer(at + 0.05, 403, { phrase: 'Subscription suspended' })
const unknownUser = (at: number): Call =>
  call(`x${random.below(30)}`, '192.0.2.81', EAST)
    .register(at)
    .answer(at + 0.05, 404, { phrase: 'Not Found' })
const silent = (at: number): Call =>
  call(`s${random.below(30)}`, '192.0.2.82', EAST)
    .register(at)
    .again(at + 0.5)
    .again(at + 1.5)
const scanner = (at: number): Call =>
  call(String(100 + random.below(900)), '192.0.2.66', WEST)
    .register(at, { headers: ['User-Agent: friendly-scanner'] })
    .answer(at + 0.01, 403)

/** An exchange of a real IMS core, captured on all its legs, once more under another Call-ID. */
function ims(name: string): (at: number) => Traffic {
  const original = packetsOf(fileURLToPath(new URL(`../../test/captures/ims/${name}.hep`, import.meta.url)))
  const start = timeOf(original[0]?.bytes ?? Buffer.alloc(0)) ?? 0
  return (at) => {
    const mark = String(++calls).padStart(6, '0')
    const packets = original.map(({ bytes }) => {
      const text = bytes.toString('latin1').replaceAll(/^(Call-ID: ).{6}/gim, `$1${mark}`)
      const moved = retimed(Buffer.from(text, 'latin1'), START - start + Math.round(at * 1e6))
      return { bytes: moved, arrival: timeOf(moved) ?? START }
    })
    return { packets }
  }
}

/** Something each `every` seconds, not quite regularly. */
function repeated(every: number, make: (at: number) => Traffic, isOn: (at: number) => boolean = () => true): Traffic[] {
  const made: Traffic[] = []
  for (let at = every / 2; at < seconds; at += every * (0.5 + random.below(1_000) / 1_000)) if (isOn(at)) made.push(make(at))
  return made
}

const packets = [
  ...repeated(0.2, phone),
  ...repeated(9, (at) => wrongPassword(at, 'w1017')),
  ...repeated(30, (at) => wrongPassword(at, `w${1000 + random.below(40)}`)),
  ...repeated(40, barred),
  ...repeated(25, unknownUser),
  ...repeated(50, silent),
  ...repeated(0.4, scanner, isScanned),
  ...repeated(9, ims('01_aka_success')),
  ...['02_impi_unknown', '05_wrong_res', '08_sync_failure_loop', '10_uar_barred_roaming', '38_ipsec_pool_exhausted'].flatMap((name) =>
    repeated(200, ims(name)),
  ),
]
  .flatMap((made) => made.packets)
  .toSorted((one, other) => one.arrival - other.arrival)

const socket = createSocket('udp4')
const begin = Date.now() * 1_000
for (const { bytes, arrival } of packets) {
  const wait = (begin + arrival - START) / 1_000 - Date.now()
  if (wait > 1) await pause(wait)
  socket.send(retimed(bytes, begin - START), Number(port), host)
}
socket.close()
