import test from 'ava'
import { parseCommandLine } from '../../collector/flags.ts'
import { UsageError } from '../../collector/errors.ts'
import { webPaths } from '../../collector/web-paths.ts'

const gives = test.macro({
  exec(t, flags: readonly string[], prefix: string, base: string) {
    const paths = webPaths(parseCommandLine(flags))
    t.is(paths.prefix, prefix)
    t.is(paths.base, base)
  },
  title: (_, flags: readonly string[], prefix: string, base: string) =>
    `${flags.join(' ')}: served under "${prefix}", linked under "${base}"`,
})

test(gives, [], '', '')
test(gives, ['--web.route-prefix=/'], '', '')
test(gives, ['--web.route-prefix=/a/b/'], '/a/b', '/a/b')
test(gives, ['--web.external-url=https://x.example/'], '', '')
test(gives, ['--web.external-url=https://x.example/sip/'], '/sip', '/sip')
// A proxy that takes its prefix off.
test(gives, ['--web.external-url=https://x.example/sip', '--web.route-prefix=/'], '', '/sip')

const refuses = test.macro({
  exec(t, flag: string, message: string) {
    t.throws(() => webPaths(parseCommandLine([flag])), { instanceOf: UsageError, message })
  },
  title: (_, flag: string) => `refuses ${flag}, whose links would lead to another host`,
})

test(
  refuses,
  '--web.external-url=https://ex.org//evil.com/',
  '--web.external-url: found "https://ex.org//evil.com/", write https://ex.org/evil.com/',
)
test(
  refuses,
  String.raw`--web.external-url=https://ex.org/\evil.com/`,
  String.raw`--web.external-url: found "https://ex.org/\\evil.com/", write https://ex.org/evil.com/`,
)
test(
  refuses,
  '--web.external-url=https://ex.org:8443/a//b',
  '--web.external-url: found "https://ex.org:8443/a//b", write https://ex.org:8443/a/b',
)
test(refuses, '--web.route-prefix=//evil.com', '--web.route-prefix: found "//evil.com", write /evil.com')
test(refuses, '--web.route-prefix=//evil com', '--web.route-prefix: found "//evil com", write a path such as /regwatch')
test(refuses, '--web.telemetry-path=//evil.com', '--web.telemetry-path: found "//evil.com", write /evil.com')
