import test, { type ExecutionContext } from 'ava'
import { startKafka, type Broker, type BrokerOptions } from './kafka.ts'
import { findProgram, mayInstall, type Program, programs } from './find-program.ts'
import { hasKafka } from './kafka-jars.ts'

type Body = (t: ExecutionContext, broker: Broker) => Promise<void>

/**
 * `test` with a real broker, one for all tests of a file. Where it cannot be had, or another program is missing, the tests are skipped, with
 * the reason in their titles; a CI machine that could have installed it fails instead.
 */
export function withKafka(options: BrokerOptions = {}, ...also: readonly Program[]): (title: string, body: Body) => void {
  const missing = [...(hasKafka() ? [] : (['java', 'mvn'] as const)), ...also].filter((name) => findProgram(name) === undefined)
  const debian = missing.map((name) => programs[name].debian).join(' ')
  const reason =
    missing.length > 0
      ? `${missing.join(' and ')} not installed (Debian: apt-get install ${debian})`
      : 'Kafka not fetched (node test/setup/install.ts)'
  if (missing.length === 0 && hasKafka()) {
    let broker: Broker | undefined
    test.before(async () => void (broker = await startKafka(options)))
    test.after.always(() => broker?.remove())
    return (title, body) => test(title, (t) => (broker === undefined ? t.fail('no broker') : body(t, broker)))
  }
  if (mayInstall()) return (title) => test(title, (t) => t.fail(reason))
  return (title) => test.skip(`${title}: ${reason}`, (t) => t.pass())
}
