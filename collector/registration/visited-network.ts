const PLMN = /mnc0{0,2}(\d{1,3})\.mcc(\d{3})/i

/** Whether a visited network is known to be another operator's than the home network (3GPP TS 23.003 §13.2). */
export function isAway(visitedNetwork: string, homeHost: string): boolean {
  const visited = PLMN.exec(visitedNetwork)
  const home = PLMN.exec(homeHost)
  return visited !== null && home !== null && (visited[1] !== home[1] || visited[2] !== home[2])
}
