import test from 'ava'
import { runCampaign, type Campaign, type CampaignPlan } from './campaign.ts'
import { loadSeeds } from './seeds.ts'

const isLong = process.env['REGWATCH_LONG'] === '1'
const PACKETS = isLong ? 1_000_000 : 30_000
/** Loose: what hangs takes minutes, and other tests run beside this one. */
const SLOWEST_BATCH_MILLISECONDS = 10_000
const GROWTH_BYTES = 8 * 1024 * 1024
/** Sample after which memory must be flat: 200,000 packets of a million. */
const SETTLED = 1

const seeds = loadSeeds(new URL('../captures/', import.meta.url))

const survives = test.macro(async (t, plan: CampaignPlan) => {
  const campaign = await runCampaign(seeds, plan)
  t.is(campaign.read + campaign.dropped, campaign.packets, 'every packet is read or refused with a reason')
  t.true(campaign.slowestMilliseconds < SLOWEST_BATCH_MILLISECONDS, `100 packets took ${campaign.slowestMilliseconds} ms`)
  t.true(growthOf(campaign) < GROWTH_BYTES, `memory: ${campaign.memory.join(' ')}`)
  t.true(campaign.read > campaign.packets / 3, `${campaign.read} read: damage that leaves nothing to read finds nothing`)
  t.true(campaign.verdicts > 0)
  t.deepEqual(campaign.faults, [])
  t.log(`${campaign.read} read, ${campaign.verdicts} verdicts, dropped: ${[...campaign.reasons].toSorted().join(' ')}`)
})

test.serial('damaged packets, time of their arrival', survives, { seed: 1, packets: PACKETS, clock: 'arrival' })
test.serial('damaged packets, their own time', survives, { seed: 2, packets: PACKETS, clock: 'packet' })

test.serial('same seed, same campaign', async (t) => {
  const plan = { seed: 3, packets: 2000, clock: 'arrival' } as const
  const { read, dropped, verdicts } = await runCampaign(seeds, plan)
  t.like(await runCampaign(seeds, plan), { read, dropped, verdicts })
})

function growthOf({ memory }: Campaign): number {
  return (memory.at(-1) ?? 0) - (memory[SETTLED] ?? 0)
}
