import { readdirSync } from 'node:fs'

/** The captures of real traffic that the tests read, without their endings. */
export const captures: readonly string[] = ['test/captures/sip', 'test/captures/ims'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.hep'))
    .map((name) => `${folder}/${name.slice(0, -'.hep'.length)}`),
)
