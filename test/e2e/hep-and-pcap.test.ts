import test from 'ava'
import { existsSync } from 'node:fs'
import { captures } from '../captures-of.ts'
import { replayFile } from '../replay.ts'

/** Their pcap holds a REGISTER that no server saw, so that it is in no HEP: not the same traffic. */
const notTheSameTraffic = new Set(['test/captures/ims/18_wrong_sa_port'])

test('the same traffic from .hep and from .pcap: the same attempts, verdicts and origins', async (t) => {
  const pairs = captures.filter((capture) => existsSync(`${capture}.pcap`) && !notTheSameTraffic.has(capture))
  t.true(pairs.length > 80)
  for (const capture of pairs) t.deepEqual(await replayFile(`${capture}.pcap`), await replayFile(`${capture}.hep`), capture)
})
