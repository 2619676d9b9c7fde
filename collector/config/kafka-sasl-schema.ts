import { z } from 'zod'
import { oneSecret, secretFileAt, secretFromFile, secretFromVariable, type Secret } from './secret.ts'
import { oneOf, parsed, section } from './section.ts'

const mechanisms = {
  plain: 'PLAIN',
  'scram-sha-256': 'SCRAM-SHA-256',
  'scram-sha-512': 'SCRAM-SHA-512',
  oauthbearer: 'OAUTHBEARER',
} as const
const urlForms = 'a URL such as https://id.example.org/token'
const mechanismForms = oneOf(Object.keys(mechanisms))

/** Where a bearer token is had from: a file that somebody else renews, or a server (OAuth 2.0 client credentials, RFC 6749 §4.4). */
export type TokenSource =
  | { readonly file: () => Secret }
  | { readonly url: URL; readonly clientId: string; readonly clientSecret: Secret; readonly scope: string | undefined }

/** How the brokers know this collector. */
export type Sasl =
  | { readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'; readonly username: string; readonly password: Secret }
  | { readonly mechanism: 'OAUTHBEARER'; readonly token: TokenSource }

const oauthbearer = section({
  token_file: secretFileAt('File with the token, read anew at each connection: something else renews it.').meta({ sample: 'kafka-token' }),
  token_url: z.string(`write ${urlForms}`).transform(readUrl).optional().meta({
    description: 'Instead of a file: where a token is asked for at each connection (OAuth 2.0, client credentials).',
    sample: 'https://id.example.org/token',
  }),
  client_id: z
    .string('write the name of the client')
    .optional()
    .meta({ description: 'What that server knows this collector by.', sample: 'regwatch' }),
  client_secret: secretFromVariable('client_secret_file', 'Secret of that client').meta({ sample: '${KAFKA_CLIENT_SECRET}' }),
  client_secret_file: secretFromFile('Secret of that client').meta({ sample: 'kafka-client-secret' }),
  scope: z.string('write a scope').optional().meta({ description: 'Scope to ask for.', sample: 'kafka' }),
})
  .transform((written, context): TokenSource => {
    const refuse = (path: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [path], message })
      return z.NEVER
    }
    const { token_file: file, token_url: url, client_id: clientId, client_secret, client_secret_file, scope } = written
    if (file !== undefined && url !== undefined) return refuse('token_url', 'write either token_file or token_url')
    if (file !== undefined) return { file }
    if (url === undefined) return refuse('token_file', 'write the path of a file, or token_url')
    const clientSecret = oneSecret('client_secret', client_secret, client_secret_file, context)
    if (clientId === undefined) return refuse('client_id', 'write the name of the client')
    if (clientSecret === undefined) return refuse('client_secret', 'write client_secret or client_secret_file')
    return { url, clientId, clientSecret, scope }
  })
  .optional()
  .describe('Used with the mechanism oauthbearer: where the token comes from.')

/** `kafka.sasl`: who reads. */
export const saslSchema = section({
  mechanism: parsed(mechanismOf, mechanismForms).meta({
    description: `One of ${Object.keys(mechanisms).join(', ')}.`,
    sample: 'scram-sha-512',
  }),
  username: z
    .string('write the name of the user')
    .optional()
    .meta({ description: 'User that the brokers know this collector by; not with oauthbearer.', sample: 'regwatch' }),
  password: secretFromVariable('password_file', 'Password of that user').meta({ sample: '${KAFKA_PASSWORD}' }),
  password_file: secretFromFile('Password of that user').meta({ sample: 'kafka-password' }),
  oauthbearer,
})
  .transform(({ mechanism, username, password, password_file, oauthbearer: token }, context): Sasl => {
    const refuse = (path: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [path], message })
      return z.NEVER
    }
    const secret = oneSecret('password', password, password_file, context)
    if (mechanism === 'OAUTHBEARER') {
      if (username !== undefined) return refuse('username', 'take it out: the token says who it is')
      if (secret !== undefined)
        return refuse(password === undefined ? 'password_file' : 'password', 'take it out: the token says who it is')
      return token === undefined ? refuse('oauthbearer', 'write it, with token_file or token_url') : { mechanism, token }
    }
    if (username === undefined) return refuse('username', 'write the name of the user')
    return secret === undefined ? refuse('password', 'write password or password_file') : { mechanism, username, password: secret }
  })
  .optional()
  .describe('User and password, or a token. Without ssl they go over the wire as they are, or nearly so.')

function mechanismOf(text: string): (typeof mechanisms)[keyof typeof mechanisms] | undefined {
  return Object.values(mechanisms).find((known) => known === text.toUpperCase())
}

/** A URL that holds a password is not shown. */
function readUrl(text: string, context: z.core.$RefinementCtx): URL {
  const url = URL.parse(text)
  const isPlain = url !== null && url.username + url.password === ''
  if (isPlain && /^https?:$/.test(url.protocol) && url.hash === '') return url
  const instead = url === null || isPlain ? {} : { params: { instead: 'found a user or password in the URL' } }
  context.addIssue({ code: 'custom', message: `write ${urlForms}`, ...instead })
  return z.NEVER
}
