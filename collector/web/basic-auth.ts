import type { PasswordCheck } from './password-check.ts'

/** What is made of a request's `Authorization`: `busy` when it could not be looked at for now. */
export type Admission = 'admitted' | 'refused' | 'busy'

/** Asks for a user and password of the web configuration; without users everybody is admitted. */
export async function admission(
  authorization: string | undefined,
  users: ReadonlyMap<string, string>,
  passwords: PasswordCheck,
): Promise<Admission> {
  const [anyHash] = users.values()
  if (anyHash === undefined) return 'admitted'
  const credentials = /^Basic +([\w+/-]+=*) *$/i.exec(authorization ?? '')?.[1]
  if (credentials === undefined) return 'refused'
  const [, user = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? []
  const hash = users.get(user)
  // A user that is not there takes as long as a wrong password: who exists is not told by the time.
  const matches = await passwords.matches(password, hash ?? anyHash)
  if (matches === 'busy') return 'busy'
  return matches && hash !== undefined ? 'admitted' : 'refused'
}
