import test, { type ExecutionContext } from 'ava'
import { startKafka, type Broker, type BrokerOptions } from './kafka.ts'
import { mayInstall, type Program } from './find-program.ts'
import { hasKafka } from './kafka-jars.ts'
import { lackOf } from './programs.ts'

type Body = (t: ExecutionContext, broker: Broker) => Promise<void>

/**
 * `test` with a real broker, one for all tests of a file. Where it cannot be had, or another program is missing, the tests are skipped, with
 * the reason in their titles; a CI machine that could have installed it fails instead.
 */
export function withKafka(options: BrokerOptions = {}, ...also: readonly Program[]): (title: string, body: Body) => void {
  const reason =
    lackOf([...(hasKafka() ? [] : (['java', 'mvn'] as const)), ...also]) ??
    (hasKafka() ? undefined : 'Kafka not fetched (node test/setup/install.ts)')
  if (reason === undefined) {
    let broker: Broker | undefined
    test.before(async () => void (broker = await startKafka(options)))
    test.after.always(() => broker?.remove())
    return (title, body) => test(title, (t) => (broker === undefined ? t.fail('no broker') : body(t, broker)))
  }
  if (mayInstall()) return (title) => test(title, (t) => t.fail(reason))
  return (title) => test.skip(`${title}: ${reason}`, (t) => t.pass())
}
