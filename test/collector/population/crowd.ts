import { Call, REGISTRAR, answerTo } from '../../scenario.ts'
import type { CapturedPacket } from '../../replay.ts'
import { watch, type Watched, type WatchOptions } from '../../watch.ts'

/** How a phone fares: `wrong` answers the challenge twice in vain, `asked` does not answer it. */
export type Fate = 'ok' | 'cached' | 'wrong' | 'asked' | 'silent' | 403 | 404 | 503

export interface Phone {
  /** Seconds from the start of the scenario. */
  readonly at: number
  readonly user: string
  readonly fate: Fate
  /** Address and port. */
  readonly source: string
  readonly domain?: string
  /** Nodes after the UE. */
  readonly path?: readonly string[]
  readonly headers?: readonly string[]
  /** Sets the answers of this attempt apart from those of others. */
  readonly guess?: string
  readonly expires?: number
}

let calls = 0

/** The packets of one attempt. */
export function phone({
  at,
  user,
  fate,
  source,
  domain = 'example.com',
  path = [REGISTRAR],
  headers = [],
  guess,
  expires = 3600,
}: Phone): CapturedPacket[] {
  const id = `call-${++calls}`
  const call = new Call({ callId: id, user, domain, path: [source, ...path] })
  const wording = { headers, expires }
  const answer = (nonce: string) => ({
    expires,
    headers: [
      ...headers,
      `Authorization: ${guess === undefined ? answerTo(nonce, user) : answerTo(nonce, user).replace(/response="\w+"/, `response="${guess}"`)}`,
    ],
  })
  call.register(at, wording)
  if (fate === 'silent') return call.packets
  if (typeof fate === 'number') return call.answer(at + 0.1, fate).packets
  call.challenge(at + 0.1, `${id}-1`)
  if (fate === 'asked') return call.packets
  call.register(at + 0.2, answer(`${id}-1`))
  if (fate === 'ok' || fate === 'cached') return call.answer(at + 0.3, 200).packets
  return call
    .challenge(at + 0.3, `${id}-2`)
    .register(at + 0.4, answer(`${id}-2`))
    .challenge(at + 0.5, `${id}-3`).packets
}

/** Some phones, each by its number. */
export function phones(count: number, make: (index: number) => Phone): CapturedPacket[] {
  return Array.from({ length: count }, (_, index) => phone(make(index))).flat()
}

/** An address of a range: sources that have nothing to do with each other. */
export function address(index: number, net = 10): string {
  return `${net}.${Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${(index % 250) + 1}`
}

/** Sources that are served meanwhile. */
export function served(count: number, at = 0, net = 10): CapturedPacket[] {
  return phones(count, (index) => ({
    at: at + index * 0.05,
    user: `good${net}-${index}`,
    fate: 'ok',
    source: `${address(index, net)}:5060`,
  }))
}

const ROOM = { attempts: 20_000, megabytes: 64 }

/** What is told of a user's last attempt in the midst of others. */
export function lastOf(user: string, packets: readonly CapturedPacket[], options: WatchOptions = {}): Watched | undefined {
  return watch(packets, { limits: ROOM, quiet: 60, ...options }).findLast(({ detail }) => detail.aor.startsWith(`sip:${user}@`))
}

/** Every flag that was set for any attempt. */
export function flagsIn(packets: readonly CapturedPacket[], options: WatchOptions = {}): readonly string[] {
  const flags = new Set<string>()
  for (const { detail } of watch(packets, { limits: ROOM, quiet: 60, ...options })) {
    for (const [flag, known] of Object.entries(detail.attempt?.population ?? {}))
      if (known === 'yes' && !flag.startsWith('neighbours')) flags.add(flag)
  }
  return [...flags].sort()
}
