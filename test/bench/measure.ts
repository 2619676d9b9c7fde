import { cachedCorpus, isCorpusName } from './cached.ts'
import { report } from './child.ts'
import { isReaderName, readers } from './readers.ts'

/** Share of the corpus that is read before the clock starts: code is compiled by then, and memory has gone once round the 5 s hold. */
const WARM_UP = 0.2

// node measure.ts READER CORPUS SEED PACKETS: CPU-seconds, user and system, of all threads.
const [name = '', corpus = '', seed, packets] = process.argv.slice(2)
if (!isReaderName(name) || !isCorpusName(corpus)) throw new Error(`no reader ${name} or no corpus ${corpus}`)
const bytes = cachedCorpus(corpus, Number(seed), Number(packets))
const reader = await readers[name]()

const from = read(0, Number(packets) * WARM_UP)
const before = process.cpuUsage()
read(from, Number.POSITIVE_INFINITY)
const finished = reader.finish()
const { user, system } = process.cpuUsage(before)

report({ packets: Number(packets) * (1 - WARM_UP), cpu: (user + system) / 1e6, finished })

/** Reads up to `limit` packets from an offset; the length of a HEPv3 packet is its second word. */
function read(start: number, limit: number): number {
  let at = start
  for (let count = 0; at < bytes.length && count < limit; count++) {
    const end = at + bytes.readUInt16BE(at + 4)
    reader.hep(bytes, at, end)
    at = end
  }
  return at
}
