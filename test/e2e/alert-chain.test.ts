import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { startAlertmanager } from '../alertmanager.ts'
import { startPrometheus } from '../prometheus.ts'
import { startCollector } from '../regwatch.ts'
import { requires } from '../setup/programs.ts'
import { PASSWORD, register, registerRefused, startKamailio } from './kamailio.ts'

const alerts = (path: string) => fileURLToPath(new URL(`../../alerts/${path}`, import.meta.url))
const rules = [alerts('generated/rules.yaml'), alerts('generated/alerts.yaml')]
const users = ['ann', 'ben', 'cleo', 'dan']
const SCRAPE_SECONDS = 15
const CHAIN_SECONDS = 150

const whole = requires('kamailio', 'sipp', 'prometheus', 'prometheus-alertmanager')

whole('a spike of 403s at a real registrar reaches the one on call, with what to do', async (t) => {
  const { chat, alertmanager, sipPort } = await chain(t)
  await registerRefused(t, sipPort, [...users, ...users, ...users])

  const begin = performance.now()
  let received = await alertmanager.alerts()
  while (received.length === 0 && performance.now() - begin < CHAIN_SECONDS * 1_000) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    received = await alertmanager.alerts()
  }
  t.log(
    `from the last refusal to Alertmanager: ${((performance.now() - begin) / 1_000).toFixed(1)} s at a scrape every ${SCRAPE_SECONDS} s`,
  )
  t.is(received.length, 1)
  t.is(received[0]?.labels['alertname'], 'SipRegister403Spike')
  t.is(received[0]?.labels['registrar'], 'edge')

  const { title, text: said } = await chat.message
  t.is(title, 'SipRegister403Spike at edge')
  t.regex(
    said,
    /^Since \d\d:\d\d UTC: edge refused 12 registrations with 403 within 2 minutes, 9\d(\.\d+)?% of all attempts; 4 users are affected\./,
  )
  t.true(said.includes('100% of the refusals are acl/source_ip.'), said)
  t.regex(said, /^Do: Add the public address of the client/m)
  t.regex(said, /^In vain: /m)
  t.regex(said, /^Runbook: \S+SipRegister403Spike\.md$/m)
})

whole('one phone in a loop reaches nobody', async (t) => {
  const { alertmanager, prometheus, sipPort } = await chain(t)
  await registerRefused(
    t,
    sipPort,
    Array.from({ length: 30 }, () => 'loop'),
  )
  await prometheus.until('registrar:sip_register_failures_403:increase2m >= 30', found, CHAIN_SECONDS)
  await prometheus.until(`timestamp(registrar:sip_register_failures_403:increase2m) > ${now() + SCRAPE_SECONDS}`, found, CHAIN_SECONDS)
  t.deepEqual(await alertmanager.alerts(), [])
})

/** Everything from the registrar to the chat, with the rules that are shipped; one phone has registered, and the first scrape is done. */
async function chain(t: ExecutionContext) {
  t.timeout(280_000)
  const chat = await listen(t)
  const collector = await startCollector(t, 'registrars: {edge: 127.0.0.1}\n')
  const alertmanager = await startAlertmanager(t, {
    templates: [alerts('alertmanager/templates/sip.tmpl')],
    route: { receiver: 'chat', group_wait: '1s' },
    receivers: [
      {
        name: 'chat',
        slack_configs: [{ api_url: chat.url, title: '{{ template "sip.title" . }}', text: '{{ template "sip.text" . }}' }],
      },
    ],
  })
  const sipPort = await startKamailio(t, collector.udp)
  await register(t, sipPort, 'alice', PASSWORD)
  const prometheus = await startPrometheus(t, {
    targets: [new URL(collector.web).host],
    interval: `${SCRAPE_SECONDS}s`,
    rules,
    alertmanager: alertmanager.address,
  })
  await prometheus.until('sip_register_failures_total{code="403"}', found, CHAIN_SECONDS)
  return { chat, alertmanager, prometheus, sipPort }
}

const found = ({ length }: readonly unknown[]): boolean => length > 0
const now = (): number => Math.round(Date.now() / 1_000)

/** A chat that takes one message of Alertmanager's. */
async function listen(t: ExecutionContext): Promise<{ url: string; message: Promise<{ title: string; text: string }> }> {
  const message = Promise.withResolvers<{ title: string; text: string }>()
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { attachments }: { attachments: { title: string; text: string }[] } = JSON.parse(body)
      const [first] = attachments
      if (first !== undefined) message.resolve(first)
      response.end('ok')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, message: message.promise }
}
