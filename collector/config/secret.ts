import { readFileSync, statSync } from 'node:fs'
import { env } from 'node:process'
import { inspect } from 'node:util'
import { z } from 'zod'

const SHOWN = '<secret>'
const FILE_BYTES = 64 * 1024

/** A password or key. Whatever prints, logs or serialises it shows `<secret>`; only `reveal` gives its text. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  toString(): string {
    return SHOWN
  }

  toJSON(): string {
    return SHOWN
  }

  [inspect.custom](): string {
    return SHOWN
  }
}

/** A secret given as `${NAME}` of an environment variable. `fileKey` is the other way to give it, for the advice. */
export function secretFromVariable(fileKey: string, description: string) {
  return z
    .unknown()
    .transform((found, context) => readVariable(found, fileKey, context))
    .optional()
    .meta({ type: 'string', format: 'password', description: `${description}, as \${NAME} of an environment variable.` })
}

/** The same secret given as a file that holds nothing else. */
export function secretFromFile(description: string) {
  return z
    .unknown()
    .transform((found, context) => readSecretFile(found, context))
    .optional()
    .meta({ type: 'string', description: `${description}, in a file of its own; the line end after it is cut.` })
}

/** A secret in a file that is renewed from time to time: each call reads it anew. */
export function secretFileAt(description: string) {
  return z
    .unknown()
    .transform((found, context): (() => Secret) => {
      if (typeof found !== 'string' || found === '') return refuse(context, 'write the path of a file')
      const secret = readable(found)
      return typeof secret === 'string' ? refuseFile(context, secret) : () => readNow(found)
    })
    .optional()
    .meta({ type: 'string', description })
}

/** Which of the two was given; both at once are refused. */
export function oneSecret(
  key: string,
  variable: Secret | undefined,
  file: Secret | undefined,
  context: z.core.$RefinementCtx,
): Secret | undefined {
  if (variable !== undefined && file !== undefined) refuse(context, `write either ${key} or ${key}_file`)
  return variable ?? file
}

function readVariable(found: unknown, fileKey: string, context: z.core.$RefinementCtx): Secret {
  const variable = typeof found === 'string' ? /^\$\{(?<variable>[A-Za-z_]\w*)\}$/.exec(found)?.groups?.['variable'] : undefined
  if (variable === undefined) {
    const plain = found === null ? undefined : 'found a secret in plain text'
    return refuse(context, `write \${NAME} of an environment variable, or the path of a file in ${fileKey}`, plain)
  }
  const text = env[variable]
  return text === undefined || text === ''
    ? refuse(context, `set it, or write ${fileKey}`, `the environment variable ${variable} is not set`)
    : new Secret(text)
}

function readSecretFile(found: unknown, context: z.core.$RefinementCtx): Secret {
  if (typeof found !== 'string' || found === '') return refuse(context, 'write the path of a file')
  const secret = readable(found)
  return typeof secret === 'string' ? refuseFile(context, secret) : secret
}

function readNow(file: string): Secret {
  const secret = readable(file)
  if (typeof secret === 'string') throw new Error(`the file ${file} ${secret}`)
  return secret
}

/** The secret, or what is wrong with the file. */
function readable(file: string): Secret | string {
  try {
    const stats = statSync(file)
    if (!stats.isFile()) return 'is no regular file'
    if (stats.size > FILE_BYTES) return `is larger than ${FILE_BYTES / 1024} KiB`
    const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
    return text === '' ? 'is empty' : new Secret(text)
  } catch (error) {
    return `cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'})`
  }
}

function refuseFile(context: z.core.$RefinementCtx, problem: string): never {
  return refuse(context, 'give a file that holds the secret alone and that this user may read', `the file ${problem}`)
}

/** `instead` replaces what stands in the file: that may be the secret itself. */
function refuse(context: z.core.$RefinementCtx, message: string, instead?: string): never {
  context.addIssue({ code: 'custom', message, ...(instead === undefined ? {} : { params: { instead } }) })
  return z.NEVER
}
