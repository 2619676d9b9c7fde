import { startPrometheus } from '../prometheus.ts'
import { startCollector } from '../regwatch.ts'
import { requires } from '../setup/programs.ts'

requires('prometheus')('a real Prometheus scrapes a collector', async (t) => {
  const { web } = await startCollector(t)
  const prometheus = await startPrometheus(t, { targets: [new URL(web).host] })
  const [up] = await prometheus.until('up', ([sample]) => sample?.value === 1)
  t.is(up?.labels['job'], 'regwatch')
  const [build] = await prometheus.until('regwatch_build_info', ({ length }) => length === 1)
  t.is(build?.value, 1)
  await t.throwsAsync(prometheus.query('rate('), { message: /parse error/ })
})
