import { cachedCorpus, isCorpusName } from './cached.ts'
import { report } from './child.ts'
import type { HepReader } from './reader.ts'
import { isReaderName, readers } from './readers.ts'

// node measure.ts READER CORPUS SEED PACKETS: CPU-seconds, user and system, of all threads, for one pass over the corpus.
// A collector runs for months, so a pass of another reader of the same kind goes before it: its code is compiled by then.
const [name = '', corpus = '', seed, packets] = process.argv.slice(2)
if (!isReaderName(name) || !isCorpusName(corpus)) throw new Error(`no reader ${name} or no corpus ${corpus}`)
const bytes = cachedCorpus(corpus, Number(seed), Number(packets))

pass(await readers[name]())
const reader = await readers[name]()
const before = process.cpuUsage()
const finished = pass(reader)
const { user, system } = process.cpuUsage(before)

report({ packets: Number(packets), cpu: (user + system) / 1e6, finished })

/** Reads the whole corpus; the length of a HEPv3 packet is its second word. */
function pass(to: HepReader): number {
  for (let at = 0; at < bytes.length;) {
    const end = at + bytes.readUInt16BE(at + 4)
    to.hep(bytes, at, end)
    at = end
  }
  return to.finish()
}
