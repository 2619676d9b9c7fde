import test from 'ava'
import { decodeHep } from '../../collector/hep/decode.ts'
import { createPacket } from '../../collector/hep/packet.ts'
import { imsCorpus } from './corpus-ims.ts'
import { twoLegsCorpus } from './corpus-two-legs.ts'
import { registrarCorpus } from './corpus.ts'

const SEED = 42
const PACKETS = 40_000

/** What a corpus is made of, in shares of its packets. */
interface Mix {
  readonly packets: number
  readonly averageBytes: number
  share(...names: readonly string[]): number
}

const registrar = mixOf(registrarCorpus(SEED, PACKETS))
const ims = mixOf(imsCorpus(SEED, PACKETS))

const near = test.macro((t, actual: number, expected: number) => {
  t.true(Math.abs(actual - expected) < 0.01, `${actual.toFixed(4)} is not ${expected} ± 0.01`)
})

test('corpus one holds as many packets as asked for', (t) => {
  t.is(registrar.packets, PACKETS)
})
test('an average message of corpus one is as long as on the wire', (t) => {
  t.true(Math.abs(registrar.averageBytes - 761) < 15, String(registrar.averageBytes))
})
test('REGISTER requests', near, registrar.share('REGISTER'), 0.434)
test('answers to REGISTER', near, registrar.share('401', '200', '403', '503', '407', '480'), 0.423)
test('401', near, registrar.share('401'), 159_857 / 800_000)
test('200', near, registrar.share('200'), 130_471 / 800_000)
test('403', near, registrar.share('403'), 41_562 / 800_000)
test('503', near, registrar.share('503'), 3097 / 800_000)
test('407', near, registrar.share('407'), 2028 / 800_000)
test('480', near, registrar.share('480'), 1062 / 800_000)
test('other methods', near, registrar.share('other'), 0.143)
test('REGISTER with credentials', near, registrar.share('answering'), 164_318 / 800_000)
test('a fifth of the REGISTERs is IMS', near, registrar.share('ims') / registrar.share('REGISTER'), 0.2)
test('a tenth is marked TCP', near, registrar.share('tcp'), 0.1)
test('a tenth of corpus two is about REGISTER', near, 1 - ims.share('other'), 0.1)

test('of three packets of corpus three one is the phone’s own leg, and two are copies of the inner one', (t) => {
  const packet = createPacket()
  const legs = { own: 0, inner: 0 }
  for (const [bytes, start, end] of packetsOf(twoLegsCorpus(SEED, PACKETS))) {
    decodeHep(bytes, start, end, packet)
    const vias = packet.payload.toString('latin1', packet.payloadStart, packet.payloadEnd).match(/^Via:/gm)?.length
    legs[vias === 1 ? 'own' : 'inner']++
  }
  t.true(Math.abs(legs.own / PACKETS - 1 / 3) < 0.01, JSON.stringify(legs))
})

test('same seed, same bytes', (t) => {
  t.true(registrarCorpus(7, 3000).equals(registrarCorpus(7, 3000)))
  t.true(imsCorpus(7, 3000).equals(imsCorpus(7, 3000)))
})

test('another seed, other bytes', (t) => {
  t.false(registrarCorpus(7, 3000).equals(registrarCorpus(8, 3000)))
})

test('packet time never goes back', (t) => {
  const packet = createPacket()
  let last = 0
  for (const [bytes, start, end] of packetsOf(registrarCorpus(SEED, 3000))) {
    decodeHep(bytes, start, end, packet)
    if (packet.time < last) t.fail(`${packet.time} after ${last}`)
    last = packet.time
  }
  t.true(last > 0)
})

function mixOf(bytes: Buffer): Mix {
  const packet = createPacket()
  const counts = new Map<string, number>()
  const count = (name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1)
  let packets = 0
  let payload = 0
  for (const [, start, end] of packetsOf(bytes)) {
    if (decodeHep(bytes, start, end, packet) !== undefined) continue
    packets++
    payload += packet.payloadEnd - packet.payloadStart
    if (packet.transport === 6) count('tcp')
    const text = packet.payload.toString('latin1', packet.payloadStart, packet.payloadEnd)
    if (!/\r\nCSeq: \d+ REGISTER\r\n/.test(text)) count('other')
    else if (text.startsWith('SIP/2.0 ')) count(text.slice(8, 11))
    else {
      count('REGISTER')
      if (/response="[0-9a-f]+"/.test(text)) count('answering')
      if (text.includes('\r\nSecurity-Client: ')) count('ims')
    }
  }
  const share = (...names: readonly string[]): number => names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0) / packets
  return { packets, averageBytes: payload / packets, share }
}

function* packetsOf(bytes: Buffer): Generator<readonly [Buffer, number, number]> {
  for (let at = 0; at < bytes.length;) {
    const end = at + bytes.readUInt16BE(at + 4)
    yield [bytes, at, end]
    at = end
  }
}
