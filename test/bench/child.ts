import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A figure by the name that the child gave it. */
export type Figures = (name: string) => number

/** Prints figures for `inChild`, one a line. */
export function report(figures: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(figures)) console.log(`${name} ${value}`)
}

/** Runs a file of this folder in a process of its own and reads the figures that it prints: nothing that ran before can help or hinder it. */
export async function inChild(file: string, ...values: readonly (string | number)[]): Promise<Figures> {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const { stdout } = await run(process.execPath, [path, ...values.map(String)])
  const figures = new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', value] = line.split(' ')
        return [name, Number(value)]
      }),
  )
  return (name) => figures.get(name) ?? Number.NaN
}
