import test from 'ava'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startChild } from '../child.ts'
import { startCollector } from '../regwatch.ts'

const send = fileURLToPath(new URL('send.ts', import.meta.url))
const capture = fileURLToPath(new URL('../captures/sip/o03_wrong_password_403.hep', import.meta.url))

const RELEASE_SECONDS = 30

test('a capture that is sent is counted', async (t) => {
  const { udp, web } = await startCollector(t, 'registrars: {edge: 127.0.0.1}\n')
  const demo = startChild(t, process.execPath, [send, `--to=127.0.0.1:${udp}`, `--web=${web}`, capture])
  t.is(await demo.ended, 0, demo.stderr)
  t.regex(demo.stdout, /^demo: sending 1 real capture, 20 packets, as HEP over UDP to 127\.0\.0\.1:\d+$/m)
  t.true(demo.stdout.includes(`${web}/metrics`))

  const counted = /^sip_register_attempts_total\{registrar="edge",outcome="failure"\} 4$/m
  let metrics = ''
  for (let second = 0; second < RELEASE_SECONDS && !counted.test(metrics); second++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    metrics = await (await fetch(`${web}/metrics`)).text()
  }
  t.regex(metrics, counted)
  t.regex(metrics, /^sip_register_failures_total\{registrar="edge",cause="credentials",reason="wrong_password",code="403"\} 4$/m)
  t.regex(metrics, /^hep_packets_total\{input="udp",version="v3"\} 20$/m)
})

test('it says in one line that nothing listens', async (t) => {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  const demo = startChild(t, process.execPath, [send, `--to=127.0.0.1:${port}`, capture])
  t.is(await demo.ended, 1)
  t.is(demo.stderr, `demo: udp 127.0.0.1:${port}: nothing listens there; start regwatch with "npm start" first\n`)
})
