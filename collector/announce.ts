import { listenAddressText, type ListenAddress } from './config/listen-address.ts'
import type { Logger } from './log.ts'
import type { Pages } from './pages.ts'

/** A HEP port that was opened. */
interface Listening {
  readonly input: string
  readonly address: ListenAddress
}

/** What was started. */
interface Started {
  readonly version: string
  /** The configuration file, if one was given. */
  readonly config: string | undefined
}

/** The one line that says what listens where and what to do next. */
export function announce(log: Logger, started: Started, listeners: readonly Listening[], pages: Pages): void {
  const addresses = (input: string) => listeners.filter((one) => one.input === input).map(({ address }) => listenAddressText(address))
  const [udp, tcp, tls] = [addresses('udp'), addresses('tcp'), addresses('tls')]
  const [first] = listeners
  const metrics = pages.metricsUrl === undefined ? '' : `, read ${pages.metricsUrl}`
  log.info(
    { ...started, udp, tcp, ...(tls.length > 0 ? { tls } : {}), web: pages.addresses.map(listenAddressText) },
    first === undefined
      ? `started${metrics}`
      : `listening: send HEP from your capture agent to ${first.input} ${listenAddressText(first.address)}${metrics}`,
  )
}
