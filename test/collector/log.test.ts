import test from 'ava'
import { createLog, type LogFormat, type LogLevel } from '../../collector/log.ts'

function lines(level: LogLevel, format: LogFormat): { log: ReturnType<typeof createLog>; written: string[] } {
  const written: string[] = []
  return { written, log: createLog(level, format, { write: (line) => written.push(line.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, 'TIME')) }) }
}

test('logfmt: time, level and message first, what could break a line quoted', (t) => {
  const { log, written } = lines('info', 'logfmt')
  log.info({ udp: [':9062', '[::1]:9063'], tcp: [], from: 'a b', odd: 'x\n\u001b[31m"', empty: '', n: 3 }, 'listening')
  t.deepEqual(written, [
    String.raw`time=TIME level=info msg=listening udp=:9062,[::1]:9063 tcp="" from="a b" odd="x\n\u001b[31m\"" empty="" n=3` + '\n',
  ])
})

test('json: one object a line', (t) => {
  const { log, written } = lines('info', 'json')
  log.warn({ port: 1 }, 'taken')
  t.deepEqual(written, ['{"level":"warn","time":"TIME","port":1,"msg":"taken"}\n'])
})

test('lines below the level are not written', (t) => {
  const { log, written } = lines('warn', 'logfmt')
  log.info('no')
  log.error('yes')
  t.deepEqual(written, ['time=TIME level=error msg=yes\n'])
})
