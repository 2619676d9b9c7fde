import test, { type ExecutionContext } from 'ava'
import { createSocket } from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Child } from '../child.ts'
import { encodeHep } from '../encode-hep.ts'
import { regwatch, temporaryFolder } from '../regwatch.ts'

const PORTS = `listen: {udp: ['127.0.0.1:0'], tcp: ['127.0.0.1:0']}\nweb: {listen: ['127.0.0.1:0']}\n`

interface Running {
  readonly process: Child
  readonly file: string
  readonly web: string
  readonly udp: number
  /** Replaces what stands behind the ports. */
  configure(text: string): void
}

async function start(t: ExecutionContext, text: string, ...flags: readonly string[]): Promise<Running> {
  const file = join(temporaryFolder(t), 'config.yaml')
  writeFileSync(file, PORTS + text)
  const process = regwatch(t, `--config.file=${file}`, '--log.format=json', ...flags)
  const [line] = await process.saying(/^.*"udp".*$/m)
  const { udp, web }: { udp: string[]; web: string[] } = JSON.parse(line)
  return {
    process,
    file,
    web: `http://${web[0]}`,
    udp: Number(udp[0]?.split(':')[1]),
    configure: (next) => writeFileSync(file, PORTS + next),
  }
}

const reload = async ({ web }: Running) => {
  const response = await fetch(`${web}/-/reload`, { method: 'POST' })
  return { status: response.status, text: await response.text() }
}

/** A REGISTER of one phone and its refusal, sent now. */
function refused(callId: string, part: 'request' | 'answer'): Buffer {
  const headers =
    `Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK${callId}\r\nFrom: <sip:alice@example.org>;tag=1\r\nTo: <sip:alice@example.org>\r\n` +
    `Call-ID: ${callId}\r\nCSeq: 1 REGISTER\r\nContent-Length: 0\r\n\r\n`
  const [ue, registrar] = ['192.0.2.7', '192.0.2.1']
  const common = { srcPort: 5060, dstPort: 5060, captureId: 1, time: Date.now() * 1_000 }
  return part === 'request'
    ? encodeHep({ ...common, srcIp: ue, dstIp: registrar, payload: `REGISTER sip:example.org SIP/2.0\r\n${headers}` })
    : encodeHep({ ...common, srcIp: registrar, dstIp: ue, payload: `SIP/2.0 403 Not you\r\n${headers}` })
}

async function eventually(t: ExecutionContext, web: string, pattern: RegExp): Promise<void> {
  let metrics = ''
  for (let tries = 0; tries < 300; tries++) {
    metrics = await (await fetch(`${web}/metrics`)).text()
    if (pattern.test(metrics)) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  t.regex(metrics, pattern)
}

test('names and phrases change for an attempt that is open, which is not lost', async (t) => {
  const running = await start(t, 'registrars: {before: 192.0.2.1}\n', '--web.enable-lifecycle')
  const socket = createSocket('udp4')
  t.teardown(() => socket.close())
  socket.send(refused('a', 'request'), running.udp, '127.0.0.1')
  await eventually(t, running.web, /^hep_packets_total\{input="udp",version="v3"\} 1$/m)

  running.configure('registrars: {after: 192.0.2.1}\nphrases: [{exact: Not you, cause: barring, reason: suspended}]\n')
  const { status, text } = await reload(running)
  t.is(status, 200)
  t.is(text, `${running.file} was reloaded.\nIn force now: registrars, phrases.\n`)

  // A name of the configuration has its series at once, also where the traffic has filled the label.
  await eventually(t, running.web, /^sip_register_attempts_total\{registrar="after",outcome="failure"\} 0$/m)
  t.regex(await (await fetch(`${running.web}/metrics`)).text(), /^regwatch_config_last_reload_successful 1$/m)
  socket.send(refused('a', 'answer'), running.udp, '127.0.0.1')
  await eventually(t, running.web, /^sip_register_failures_total\{registrar="after",cause="barring",reason="suspended",code="403"\} 1$/m)
  t.regex(await (await fetch(`${running.web}/`)).text(), /barring<\/a><\/td><td class="count">1</)
})

test('what takes a restart is named, each time, and stays as it was', async (t) => {
  const running = await start(t, '', '--web.enable-lifecycle')
  running.configure('limits: {attempts: 1000}\nroles: {sbc: 192.0.2.9}\n')
  t.is((await reload(running)).text, `${running.file} was reloaded.\nIn force now: roles.sbc.\nOnly after a restart: limits.attempts.\n`)
  t.is((await reload(running)).text, `${running.file} was reloaded.\nOnly after a restart: limits.attempts.\n`)
  const shown = await (await fetch(`${running.web}/config`)).text()
  t.regex(shown, /attempts: 200000/)
  t.regex(shown, /sbc: 192\.0\.2\.9/)
  running.configure('roles: {sbc: 192.0.2.9}\n')
  t.is((await reload(running)).text, `${running.file}: nothing has changed.\n`)
  await running.process.saying(/"msg":"configuration reloaded: nothing has changed"/)
})

test('a broken file: 500 and why, and the old configuration holds', async (t) => {
  const running = await start(t, 'roles: {sbc: 192.0.2.9}\n', '--web.enable-lifecycle')
  running.configure('rolls: {}\n')
  const { status, text } = await reload(running)
  t.is(status, 500)
  t.is(text, `The configuration was not reloaded:\n${running.file}:3:1 unknown key "rolls". Did you mean "roles"?\n`)
  t.regex(await (await fetch(`${running.web}/config`)).text(), /sbc: 192\.0\.2\.9/)
  t.regex(running.process.stderr, /"level":"error".*the configuration was not reloaded/)
  t.regex(await (await fetch(`${running.web}/metrics`)).text(), /^regwatch_config_last_reload_successful 0$/m)
})

test('SIGHUP reloads without a flag, and a broken file does not end the process', async (t) => {
  const running = await start(t, '')
  running.configure('roles: {sbc: 192.0.2.9}\n')
  running.process.kill('SIGHUP')
  await running.process.saying(/"changed":\["roles.sbc"\].*"configuration reloaded"/)
  running.configure('roles: {sbc: nowhere}\n')
  running.process.kill('SIGHUP')
  await running.process.saying(/the configuration was not reloaded, the old one holds/)
  t.is((await fetch(`${running.web}/-/healthy`)).status, 200)
})

test('POST /-/quit stops as SIGTERM does', async (t) => {
  const running = await start(t, '', '--web.enable-lifecycle')
  t.is((await fetch(`${running.web}/-/quit`, { method: 'POST' })).status, 200)
  t.is(await running.process.ended, 0)
  t.regex(running.process.stderr, /"msg":"stopped"/)
})
