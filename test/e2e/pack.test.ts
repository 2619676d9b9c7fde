import test, { type ExecutionContext } from 'ava'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild } from '../child.ts'
import { encodeHep } from '../encode-hep.ts'
import { temporaryFolder } from '../regwatch.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { devDependencies }: { devDependencies: { node: string } } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

test('what is published installs in an empty folder and explains a capture', async (t) => {
  t.timeout(170_000)
  const folder = temporaryFolder(t)
  await npm(t, root, 'pack', `--pack-destination=${folder}`)
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''

  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }))
  await npm(t, folder, 'install', '--no-audit', '--no-fund', '--ignore-scripts=false', `./${tarball}`, `node@${devDependencies.node}`)
  writeFileSync(join(folder, 'refused.hep'), capture())
  const [line = ''] = (await npm(t, folder, 'exec', '--', 'regwatch', 'explain', '--json', 'refused.hep')).split('\n')
  const { outcome, code, cause } = JSON.parse(line)
  t.deepEqual({ outcome, code, cause }, { outcome: 'failure', code: 403, cause: 'acl' })
})

/** Runs npm and gives its standard output. What the npm and the coverage of this test run have set is not handed on. */
async function npm(t: ExecutionContext, cwd: string, ...args: readonly string[]): Promise<string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^NODE_V8_COVERAGE$|^npm_(?!config_(registry|cache|userconfig))/i.test(name)),
  )
  const run = startChild(t, 'npm', args, { cwd, env })
  t.is(await run.ended, 0, `npm ${args.join(' ')}\n${run.stdout}${run.stderr}`)
  return run.stdout
}

/** A REGISTER and its refusal. */
function capture(): Buffer {
  const headers =
    'Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1\r\nFrom: <sip:alice@example.org>;tag=1\r\nTo: <sip:alice@example.org>\r\n' +
    'Call-ID: 1@192.0.2.7\r\nCSeq: 1 REGISTER\r\nContent-Length: 0\r\n\r\n'
  const [ue, registrar] = ['192.0.2.7', '192.0.2.1']
  const common = { srcPort: 5060, dstPort: 5060, captureId: 1 }
  const start = 1_700_000_000_000_000
  return Buffer.concat([
    encodeHep({ ...common, srcIp: ue, dstIp: registrar, time: start, payload: `REGISTER sip:example.org SIP/2.0\r\n${headers}` }),
    encodeHep({ ...common, srcIp: registrar, dstIp: ue, time: start + 9_000, payload: `SIP/2.0 403 Forbidden\r\n${headers}` }),
  ])
}
