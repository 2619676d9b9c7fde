/** What somebody outside asks of the process by a signal. */
export interface ProcessRequests {
  /** Aborted by SIGTERM, SIGINT or `stop`: finish what is at hand and end. */
  readonly stopped: AbortSignal
  readonly stop: () => void
  /** Calls `reload` at each SIGHUP. */
  onReload(reload: () => void): void
}
