import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const LIBRARIES = '/usr/lib'

/** Programs that tests use and npm cannot install: the Debian package, and what is not tested without it. */
export const programs = {
  kamailio: { debian: 'kamailio', without: 'no live registrar (test/e2e/live.test.ts, test/e2e/registrar-bed.test.ts)' },
  'ims_icscf.so': { debian: 'kamailio-ims-modules', without: 'no live IMS core (test/e2e/ims-bed.test.ts)' },
  'presence.so': { debian: 'kamailio-presence-modules', without: 'no live S-CSCF (test/e2e/ims-bed.test.ts)' },
  sipp: { debian: 'sip-tester', without: 'no live clients (test/e2e/live.test.ts)' },
  svwar: { debian: 'sipvicious', without: 'no real scanner (test/e2e/registrar-bed.test.ts)' },
  svcrack: { debian: 'sipvicious', without: 'no real guesser of passwords (test/e2e/registrar-bed.test.ts)' },
  baresip: { debian: 'baresip-core', without: 'no softphone (test/e2e/registrar-bed.test.ts)' },
  sipsak: { debian: 'sipsak', without: 'no client that stays with one try (test/e2e/registrar-bed.test.ts)' },
  prometheus: { debian: 'prometheus', without: 'no real Prometheus that scrapes (test/e2e/prometheus.test.ts)' },
  'prometheus-alertmanager': {
    debian: 'prometheus-alertmanager',
    without: 'no alert from the wire to Alertmanager (test/e2e/alert-chain.test.ts)',
  },
  amtool: { debian: 'prometheus-alertmanager', without: 'no check of routes and templates (test/alerts/alertmanager.test.ts)' },
  promtool: { debian: 'prometheus', without: 'no lint of metrics, no tests of alerts (test/alerts, test/e2e/live.test.ts)' },
  java: { debian: 'default-jre-headless', without: 'no Kafka broker (test/collector/source/kafka.test.ts, test/e2e/kafka.test.ts)' },
  'systemd-analyze': { debian: 'systemd', without: 'no check of the systemd unit (test/deploy/service.test.ts)' },
  mvn: { debian: 'maven', without: 'Kafka cannot be fetched' },
  kcat: { debian: 'kcat', without: 'Kafka is written to by kafkajs alone (test/e2e/kafka.test.ts)' },
} as const

export type Program = keyof typeof programs

export function isProgram(name: string): name is Program {
  return Object.hasOwn(programs, name)
}

/** Path of a program or of a module of Kamailio; undefined when it is not here. Daemons are in directories that a user's PATH leaves out. */
export function findProgram(name: Program): string | undefined {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', kamailioModules()]
  return places.map((place) => join(place, name)).find((path) => existsSync(path))
}

/** Debian keeps the modules of Kamailio under the name of the machine's architecture. */
export function kamailioModules(): string {
  const architectures = existsSync(LIBRARIES) ? readdirSync(LIBRARIES).filter((name) => name.endsWith('-linux-gnu')) : []
  const places = architectures.map((name) => join(LIBRARIES, name, 'kamailio', 'modules'))
  return places.find((place) => existsSync(place)) ?? LIBRARIES
}

/** Only a CI machine is ours to change. */
export function mayInstall(): boolean {
  return process.env['CI'] === 'true' && process.getuid?.() === 0 && existsSync('/etc/debian_version')
}
